import Diagnostics
import FeatureStore
import Parameters
import Randomness

/// Subjects 1, 3 and 5 train, 7 validates, 2, 4, 6 and 8 test: the split of CMC-CMKM on UTD-MHAD.
///
/// It names its subjects, so that its scores compare with published ones; further subjects of a
/// data set stay out.
public struct CrossSubject531: SplitParameters {
  public static let name = "cross-subject-531"
  public static let summary = "Subjects 1, 3, 5 are labelled and paired, 7 validates, 2, 4, 6, 8 are the test."

  static let training = [1, 3, 5]
  static let validation = [7]
  static let test = [2, 4, 6, 8]

  @Parameter("whether labelled rows and pairs are the same rows") public var overlap = Overlap.shared

  public init() {}

  /// One split of the eight named subjects.
  /// - Throws: `InputError` where one of them is missing; with `disjoint`, without trials.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let named = Self.training + Self.validation + Self.test
    let missing = Set(named).subtracting(samples.subjects).sorted()
    guard missing.isEmpty else {
      throw InputError(
        "protocol \(Self.name)", found: "no sample of subjects \(listed(missing))", expected: "subjects 1 to 8",
        advice: "Use cross-subject, which takes odd and even subjects of any number.")
    }
    var training = try overlap.divide(samples.rows(ofSubjects: Self.training), of: samples, for: Self.name)
    let further = Set(samples.subjects).subtracting(named).sorted()
    if !further.isEmpty { training.notes.append("samples of subjects \(listed(further)) have no role") }
    return [
      Split(
        protocolName: Self.name, name: Self.name,
        roles: Roles(
          labelled: training.labelled, paired: training.paired,
          validation: samples.rows(ofSubjects: Self.validation), test: samples.rows(ofSubjects: Self.test)),
        candidateClasses: samples.allClasses,
        promises: SplitPromises(overlap: overlap, separatesSubjects: true), notes: training.notes)
    ]
  }
}
