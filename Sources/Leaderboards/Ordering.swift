import Metrics

/// What a leaderboard is ordered by.
public enum Ordering: String, Sendable, CaseIterable {
  /// Accuracy on the target modality, the highest first.
  case accuracy
  /// The mean recall over the classes, the highest first: where classes are of unlike size, the
  /// rarest counts as much as any.
  case balancedAccuracy = "balanced-accuracy"
  /// The mean F1 over the classes, the highest first.
  case macroF1 = "macro-f1"
  /// Cross-modal alignment error of the test samples (mean distance), the lowest first.
  case cmae

  /// The score that decides.
  public var score: String {
    switch self {
    case .accuracy: PredictionMetric.accuracy.description.name
    case .balancedAccuracy: PredictionMetric.balancedAccuracy.description.name
    case .macroF1: PredictionMetric.macroF1.description.name
    case .cmae: AlignmentMetric.cmae.description.name
    }
  }

  /// Whether the largest score is the best.
  public var isHigherBetter: Bool { self != .cmae }

  func isBetter(_ a: Double, than b: Double) -> Bool { isHigherBetter ? a > b : a < b }
}
