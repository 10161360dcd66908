import FeatureStore
import Parameters
import Randomness

/// Odd subjects train, even subjects test.
public struct CrossSubject: SplitParameters {
  public static let name = "cross-subject"
  public static let summary = "Odd subjects are labelled and paired, even subjects are the test."

  @Parameter("whether labelled rows and pairs are the same rows") public var overlap = Overlap.shared

  public init() {}

  /// One split: every odd subject trains, every even one tests.
  /// - Throws: `InputError` without odd or even subjects; with `disjoint`, without trials.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let (odd, even) = try samples.oddAndEvenSubjects(for: Self.name)
    let training = try overlap.divide(samples.rows(ofSubjects: odd), of: samples, for: Self.name)
    return [
      Split(
        protocolName: Self.name, name: Self.name,
        roles: Roles(
          labelled: training.labelled, paired: training.paired, test: samples.rows(ofSubjects: even)),
        candidateClasses: samples.allClasses,
        promises: SplitPromises(overlap: overlap, separatesSubjects: true), notes: training.notes)
    ]
  }
}
