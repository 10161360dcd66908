import Diagnostics
import FeatureStore
import Parameters
import Randomness

/// One split a subject: that subject is the test, all others train.
public struct LeaveOneSubjectOut: SplitParameters {
  public static let name = "leave-one-subject-out"
  public static let summary = "One split a subject: it is the test, all others are labelled and paired."

  @Parameter("whether labelled rows and pairs are the same rows") public var overlap = Overlap.shared

  public init() {}

  /// One split a subject, by ascending number.
  /// - Throws: `InputError` with a single subject; with `disjoint`, without trials.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let subjects = samples.distinctSubjects
    guard subjects.count >= 2 else {
      throw InputError(
        "protocol \(Self.name)", found: "subjects \(listed(subjects))", expected: "at least two subjects",
        advice: "Use random-40-40-10-10 on a single subject, and say so beside the scores.")
    }
    return try subjects.map { subject in
      let others = samples.rows(ofSubjects: subjects.filter { $0 != subject })
      let training = try overlap.divide(others, of: samples, for: Self.name)
      return Split(
        protocolName: Self.name, name: "subject-\(subject)",
        roles: Roles(labelled: training.labelled, paired: training.paired, test: samples.rows(ofSubjects: [subject])),
        candidateClasses: samples.allClasses,
        promises: SplitPromises(overlap: overlap, separatesSubjects: true), notes: training.notes)
    }
  }
}
