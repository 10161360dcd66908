import Diagnostics
import FeatureStore
import Parameters
import Randomness

/// Half of the odd subjects are labelled, the other half are paired, even subjects test; several
/// draws of the halves.
///
/// No pair shows a person of whom labels are known, so that the source's own classifier is less
/// sure of the pairs. With an odd number of training subjects the labelled half is the larger. No
/// two draws are alike; the first draws do not depend on their number. Six draws are every choice
/// of two out of four subjects.
public struct SubjectDisjoint: SplitParameters {
  public static let name = "subject-disjoint"
  public static let summary =
    "Half of the odd subjects are labelled, the other half paired; even subjects are the test."

  @Parameter(.draws, "number of splits, each a draw of its own") public var draws = 6

  public init() {}

  /// One split a draw of the labelled half.
  /// - Throws: `InputError` with fewer than two odd subjects or none even, or with more draws than
  ///   halves.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let (odd, even) = try samples.oddAndEvenSubjects(for: Self.name)
    guard odd.count >= 2 else {
      throw InputError(
        "protocol \(Self.name)", found: "odd subjects \(listed(odd))",
        expected: "at least two odd subjects, one labelled and one paired",
        advice: "Use cross-subject with overlap: disjoint, which divides by trial.")
    }
    let choices = try drawSubsets(
      of: odd, size: (odd.count + 1) / 2, draws: draws, what: "halves of the odd subjects", protocolName: Self.name
    ) { self.seed(seed, ofDraw: $0) }
    return choices.enumerated().map { index, labelled in
      Split(
        protocolName: Self.name, name: "draw-\(index + 1)",
        roles: Roles(
          labelled: samples.rows(ofSubjects: labelled),
          paired: samples.rows(ofSubjects: odd.filter { !labelled.contains($0) }),
          test: samples.rows(ofSubjects: even)),
        candidateClasses: samples.allClasses,
        promises: SplitPromises(
          overlap: .disjoint, separatesSubjects: true, separatesLabelledFromPairedSubjects: true))
    }
  }
}
