import Diagnostics
import FeatureStore
import Parameters
import Randomness

/// The subjects of the largest numbers are the test. All others train.
public struct LastSubjects: SplitParameters {
  public static let name = "last-subjects"
  public static let summary = "The subjects of the largest numbers are the test, all others are labelled and paired."

  @Parameter(.count, "subjects of the test") public var count = 1
  @Parameter("whether labelled rows and pairs are the same rows") public var overlap = Overlap.shared

  public init() {}

  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let subjects = Set(samples.subjects).sorted()
    guard subjects.count > count else {
      throw InputError("protocol \(Self.name)", found: "\(subjects.count) subjects", expected: "more than \(count)")
    }
    let rows = samples.rows(ofSubjects: Array(subjects.dropLast(count)))
    let training = try overlap.divide(rows, of: samples, for: Self.name)
    return [
      Split(
        protocolName: Self.name, name: Self.name,
        roles: Roles(
          labelled: training.labelled, paired: training.paired, validation: [],
          test: samples.rows(ofSubjects: Array(subjects.suffix(count)))),
        candidateClasses: samples.allClasses,
        promises: SplitPromises(overlap: overlap, separatesSubjects: true), notes: training.notes)
    ]
  }
}
