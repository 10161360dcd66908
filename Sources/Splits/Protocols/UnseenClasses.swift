import Diagnostics
import FeatureStore
import Parameters
import Randomness

/// Classes that no pair shows are recognised by their descriptions alone: zero-shot recognition.
///
/// The source is a text that describes the class. Odd subjects: all their rows of two thirds of the
/// classes, the seen ones, are pairs. All their rows of all classes are labelled, but only the text
/// is used (the bound `target-supervised` uses the target's). Test: even subjects, the other third
/// (9 of 27 classes; at least two). No two draws are alike; the first draws do not depend on their
/// number.
public struct UnseenClasses: SplitParameters {
  public static let name = "unseen-classes"
  public static let summary = "Texts to sensors: pairs show two thirds of the classes; the test is the unseen third."

  /// The classes that may be predicted on test rows.
  public enum Candidates: String, Codable, Sendable, CaseIterable {
    /// The classes that no pair shows, and no other.
    case unseen
    /// Every class.
    case all
  }

  @Parameter("classes that may be predicted on test rows") public var candidates = Candidates.unseen
  @Parameter(.draws, "number of splits, each a draw of its own") public var draws = 6

  public init() {}

  /// One split a draw of the unseen classes.
  /// - Throws: `InputError` without odd or even subjects, with fewer than four classes, or with
  ///   more draws than choices.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let (odd, even) = try samples.oddAndEvenSubjects(for: Self.name)
    let training = samples.rows(ofSubjects: odd)
    let test = samples.rows(ofSubjects: even)
    let eligible = Set(training.map { samples.labels[$0] }).intersection(test.map { samples.labels[$0] }).sorted()
    guard eligible.count >= 4 else {
      throw InputError(
        "protocol \(Self.name)", found: "\(eligible.count) classes that both odd and even subjects have",
        expected: "at least 4, two to pair and two to tell apart",
        advice: "There is no zero-shot recognition on a data set of so few classes.")
    }
    let choices = try drawSubsets(
      of: eligible, size: max(2, eligible.count / 3), draws: draws, what: "thirds of the classes",
      protocolName: Self.name
    ) { self.seed(seed, ofDraw: $0) }
    return choices.enumerated().map { index, unseen in
      let hidden = Set(unseen)
      return Split(
        protocolName: Self.name, name: "draw-\(index + 1)",
        roles: Roles(
          labelled: training, paired: training.filter { !hidden.contains(samples.labels[$0]) },
          test: test.filter { hidden.contains(samples.labels[$0]) }),
        candidateClasses: candidates == .unseen ? unseen : samples.allClasses,
        pairedClasses: samples.allClasses.filter { !hidden.contains($0) },
        promises: SplitPromises(overlap: .shared, separatesSubjects: true, hidesTestClasses: true),
        notes: [Self.note])
    }
  }

  /// A text says the class of its pair.
  public var targetSeen: [TargetSeen] { [.namedPairs] }

  static let note =
    "all samples of a class share one text, so that the classes that pairs show are learned by their names; of labelled "
    + "rows only the text is used, save by the bound target-supervised"
}
