import Diagnostics
import FeatureStore
import Parameters
import Randomness

/// The classes of the test were never paired: does the alignment carry what no pair has shown?
///
/// Odd subjects: the first half of the trials is labelled, over all classes; of the other half only
/// two thirds of the classes are paired. Test: even subjects, the other third (9 of 27 classes; at
/// least two). No two draws are alike; the first draws do not depend on their number.
///
/// With `test: all` the test is all rows of the even subjects, of paired ("seen") and of
/// never-paired ("unseen") classes, and every class is a candidate. This is generalised zero-shot
/// recognition (Chao, Changpinyo, Gong and Sha, ECCV 2016): a method must also tell the two kinds
/// apart. Training rows are those of `test: unpaired`.
public struct UnpairedClasses: SplitParameters {
  public static let name = "unpaired-classes"
  public static let summary = "Two thirds of the classes are paired; the test is even subjects' never-paired third."

  /// The classes that may be predicted on test rows.
  public enum Candidates: String, Codable, Sendable, CaseIterable {
    /// The classes that were never paired, and no other.
    case unpaired
    /// Every class.
    case all
  }

  /// The classes that test rows may have.
  public enum TestClasses: String, Codable, Sendable, CaseIterable {
    /// The classes that were never paired, and no other.
    case unpaired
    /// Every class: rows of paired and of never-paired classes.
    case all
  }

  @Parameter("classes that may be predicted on test rows") public var candidates = Candidates.unpaired
  @Parameter(.draws, "number of splits, each a draw of its own") public var draws = 6
  @Parameter("classes that test rows may have") public var test = TestClasses.unpaired

  public init() {}

  /// Refuses a test of all classes where not all may be predicted.
  public func check() throws {
    guard test == .unpaired || candidates == .all else {
      throw InputError(
        "candidates", found: "'\(candidates.rawValue)' with test: \(test.rawValue)",
        expected: "candidates: all, since rows of paired classes are tested too", advice: "Write candidates: all.")
    }
  }

  /// `test` is written only where it is not the default: what was written before it existed keeps
  /// its bytes.
  public func isWritten(_ parameter: String) -> Bool { parameter != "test" || test != .unpaired }

  /// One split a draw of the unpaired classes.
  /// - Throws: `InputError` without trials, without odd or even subjects, with fewer than four
  ///   classes, or with more draws than choices.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let (odd, even) = try samples.oddAndEvenSubjects(for: Self.name)
    let training = try Overlap.disjoint.divide(samples.rows(ofSubjects: odd), of: samples, for: Self.name)
    let tested = samples.rows(ofSubjects: even)
    // A class can be asked for only where it has labels to learn from and rows to test.
    let eligible = Set(training.labelled.map { samples.labels[$0] })
      .intersection(tested.map { samples.labels[$0] }).sorted()
    guard eligible.count >= 4 else {
      throw InputError(
        "protocol \(Self.name)", found: "\(eligible.count) classes that both odd and even subjects have",
        expected: "at least 4, two to pair and two to tell apart",
        advice: "Use cross-subject with overlap: disjoint on a data set of few classes.")
    }
    let choices = try drawSubsets(
      of: eligible, size: max(2, eligible.count / 3), draws: draws, what: "thirds of the classes",
      protocolName: Self.name
    ) { self.seed(seed, ofDraw: $0) }
    return choices.enumerated().map { index, unpaired in
      let hidden = Set(unpaired)
      return Split(
        protocolName: Self.name, name: "draw-\(index + 1)",
        roles: Roles(
          labelled: training.labelled, paired: training.paired.filter { !hidden.contains(samples.labels[$0]) },
          test: test == .all ? tested : tested.filter { hidden.contains(samples.labels[$0]) }),
        candidateClasses: candidates == .unpaired ? unpaired : samples.allClasses,
        pairedClasses: samples.allClasses.filter { !hidden.contains($0) },
        promises: SplitPromises(
          overlap: .disjoint, separatesSubjects: true, testsPairedClasses: test == .all), notes: training.notes)
    }
  }
}
