/// What a leaderboard is ordered by.
public enum Ordering: String, Sendable, CaseIterable {
  /// Accuracy on the target modality, the highest first.
  case accuracy
  /// Cross-modal alignment error of the test samples (mean distance), the lowest first.
  case cmae

  /// The score that decides.
  var score: String { rawValue }

  /// Whether `a` is better than `b`.
  func isBetter(_ a: Double, than b: Double) -> Bool { self == .accuracy ? a > b : a < b }
}
