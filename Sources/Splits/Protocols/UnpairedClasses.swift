import Diagnostics
import FeatureStore
import Parameters
import Randomness

/// The classes of the test were never paired: does the alignment carry what no pair has shown?
///
/// Odd subjects: the first half of the trials is labelled, over all classes; of the other half only
/// two thirds of the classes are paired. Test: even subjects, the other third (9 of 27 classes; at
/// least two, or `unpaired` of them). No two draws are alike; the first draws do not depend on
/// their number.
///
/// `groups: three` asks for no second recording of a subject and class. A random half of the odd
/// subjects is labelled, the larger one of an odd number. The other half is paired. `groups: one`
/// is for data of one person: the last session is the test, and the recordings of the others are
/// halved at random.
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

  /// From how many groups of subjects labels, pairs and tests come.
  public enum Groups: String, Codable, Sendable, CaseIterable {
    /// Labels, pairs and tests are of different subjects.
    case three
    /// Labels and pairs are of the odd subjects, tests of the even ones.
    case two
    /// Every subject has labels, pairs and tests, these in another session.
    case one
  }

  @Parameter("classes that may be predicted on test rows") public var candidates = Candidates.unpaired
  @Parameter(.draws, "number of splits, each a draw of its own") public var draws = 6
  @Parameter("classes that test rows may have") public var test = TestClasses.unpaired
  @Parameter("groups of subjects that labels, pairs and tests come from") public var groups = Groups.two
  @Parameter(.whole(from: 2, through: 1000), "number of classes without pairs", absent: "a third, at least two")
  public var unpaired: Int? = nil

  public init() {}

  /// Refuses a test of all classes where not all may be predicted.
  public func check() throws {
    guard test == .unpaired || candidates == .all else {
      throw InputError(
        "candidates", found: "'\(candidates.rawValue)' with test: \(test.rawValue)",
        expected: "candidates: all, since rows of paired classes are tested too", advice: "Write candidates: all.")
    }
  }

  /// What is newer than `candidates` and `draws` is written only where it is not the default: what
  /// was written before it existed keeps its bytes.
  public func isWritten(_ parameter: String) -> Bool {
    switch parameter {
    case "test": test != .unpaired
    case "groups": groups != .two
    default: true
    }
  }

  public var targetSeen: [TargetSeen] { groups == .one ? [.unlabelledPairs, .testPersons] : [.unlabelledPairs] }
}
