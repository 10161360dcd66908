import Diagnostics
import FeatureStore
import Parameters
import Randomness

/// No pair at all: one half of the training subjects shows the source with its labels, the other
/// half the target without; each fold of subjects is the test once.
///
/// Folds and halves are those of `subject-folds` with `groups: three` and the same seed. There the
/// second half is paired; here only its target is seen, beside the source of the first half. Both
/// sides show as many rows; of the larger one so many are drawn without a look at any label. Which
/// row stands beside which is drawn too, and says nothing.
///
/// In the roles, `paired` are the rows whose source is seen, and `partners` those whose target is
/// seen.
public struct WithoutPairs: SplitParameters {
  public static let name = "without-pairs"
  public static let summary =
    "Each fold of subjects is the test once; half of the others show the source with labels, half the target alone."

  @Parameter(.word("all", or: .whole(from: 2, through: 1000)), "number of folds, or all: each subject alone")
  public var folds = SubjectFolds.Folds.number(5)
  @Parameter(.draws, "how often the folds are drawn, each draw with splits of its own") public var draws = 1

  public init() {}

  /// Unlabelled rows, whose source is not seen.
  public var targetSeen: [TargetSeen] { [.unlabelledRows] }

  /// The splits fold by fold, draw by draw. Cost: O(n log n) a split.
  /// - Throws: `InputError` with fewer subjects than folds, or too few to train on.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let divided = try SubjectFolds {
      ($0.folds, $0.groups, $0.draws) = (folds, .three, draws)
    }
    do {
      return try divided.proposedSplits(of: samples, seed: seed).map { split in
        apart(split, of: samples, seed: seed.deriving("split", Self.name, split.name))
      }
    } catch let error as InputError {
      throw InputError(
        error.place.replacing(SubjectFolds.name, with: Self.name), found: error.found,
        expected: error.expected.replacing(" and groups: three", with: ""), advice: "Write fewer folds.")
    }
  }

  /// The split without pairs: what was labelled shows its source, what was paired its target.
  private func apart(_ split: Split, of samples: SampleTable, seed: Seed) -> Split {
    let (source, target) = (split.roles.labelled, split.roles.paired)
    let count = min(source.count, target.count)
    func drawn(_ rows: [Int], _ side: String) -> [Int] {
      var generator = seed.deriving(side).generator
      return generator.sample(count, of: rows.sorted { samples.ids[$0] < samples.ids[$1] })
    }
    let (shown, others) = (drawn(source, "source"), drawn(target, "target"))
    var result = split
    result.protocolName = Self.name
    result.roles = Roles(
      labelled: source, paired: shown, test: split.roles.test,
      partners: Dictionary(uniqueKeysWithValues: zip(shown, others)))
    result.promises = SplitPromises(overlap: .shared, separatesSubjects: true, separatesSides: true)
    let left = source.count + target.count - 2 * count
    if left > 0 {
      let side =
        source.count > target.count ? "labelled rows are not among the unlabelled ones" : "target rows are not seen"
      result.notes.append("\(left) \(side): both sides show \(count) rows")
    }
    return result
  }
}
