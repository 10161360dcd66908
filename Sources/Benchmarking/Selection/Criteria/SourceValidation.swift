import Classifiers
import Splits

/// How often labelled rows of the subjects left out are recognised from their *source's* latents.
/// The classifier learns from the source's latents of the other labelled rows. Labels of the source
/// alone.
///
/// It asks whether the latent space keeps what tells the classes apart. It is blind to whether the
/// target arrives at the same place: an alignment that keeps the source whole and maps the target
/// anywhere scores high.
enum SourceValidation: FoldRule {
  static let name = "source-validation"
  static let scoresSource = true
  static let faultWithNamesOfClasses: String? =
    "The samples of a class share one text, which is recognised as itself whatever the alignment."

  static func lacking(_ roles: Roles) -> String {
    "\(roles.labelled.count) labelled rows and \(roles.paired.count) pairs"
  }

  static func stage(_ stages: DirectionStages, _ classifier: any ClassifierMethod) throws -> Stage<[SplitData]> {
    Stage(.innerFolds, "labelled rows")
  }

  static func splits(for selector: AlignmentSelector) throws -> [Split] {
    InnerFolds.labelledSplits(of: selector.data)
  }

  static func score(_ fold: CandidateFold) throws -> Double {
    let left = fold.rows.sourceTest
    let learned = try fold.selector.learned(fold.alignment, fold.rows)
    let recognised = try learned.predict(
      fold.rows.sourceLatents(left, by: fold.alignment), among: learned.classes)
    return Double(zip(fold.selector.data.labels(left), recognised).count { $0 == $1 }) / Double(left.count)
  }
}

extension SelectionCriterion {
  /// How often labelled rows left out are recognised from the source's latents. Labels of the
  /// source alone.
  public static let sourceValidation = Self(SourceValidation.self)
}
