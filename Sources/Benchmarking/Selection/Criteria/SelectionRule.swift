import Classifiers
import Splits

/// One way of choosing among candidates: one file, and one line in `SelectionCriterion.rules`.
protocol SelectionRule: Sendable {
  /// Its name in configurations and records.
  static var name: String { get }
  /// Whether labels of the test decide; rows that it chose then have no rank.
  static var usesTargetLabels: Bool { get }
  /// Whether the classifier has a part in the choice.
  static var dependsOnClassifier: Bool { get }
  /// Whether it inverts the maps of linear alignments.
  static var needsLinearMaps: Bool { get }
  /// Why it says nothing where the samples of a class share one vector; nil where it does say
  /// something.
  static var faultWithNamesOfClasses: String? { get }
}

/// A rule that scores candidates on inner folds, which hold no row of the test.
protocol FoldRule: SelectionRule {
  /// Whether labelled rows are left out and scored on their source, so that they need no target.
  static var scoresSource: Bool { get }
  /// What it lacks where no fold can be made, in words.
  static func lacking(_ roles: Roles) -> String
  /// The folds as a stage: trials whose folds are the same ones share them.
  static func stage(_ stages: DirectionStages, _ classifier: any ClassifierMethod) throws -> Stage<[SplitData]>
  /// The splits of the folds.
  static func splits(for selector: AlignmentSelector) throws -> [Split]
  /// The score of a candidate in a fold; the larger the better.
  static func score(_ fold: CandidateFold) throws -> Double
}

extension SelectionRule {
  static var usesTargetLabels: Bool { false }
  static var dependsOnClassifier: Bool { true }
  static var needsLinearMaps: Bool { false }
  static var faultWithNamesOfClasses: String? { nil }
}

extension FoldRule {
  static var scoresSource: Bool { false }
  static func lacking(_ roles: Roles) -> String { "\(roles.paired.count) pairs" }
  static func stage(_ stages: DirectionStages, _ classifier: any ClassifierMethod) throws -> Stage<[SplitData]> {
    Stage(.innerFolds, "pairs")
  }
  static func splits(for selector: AlignmentSelector) throws -> [Split] { InnerFolds.splits(of: selector.data) }
}
