/// Accuracy on the test rows, by their labels. No honest choice, but what the best one could have
/// given. Rows that use it have no rank, and are marked as such. It looks at the test itself, so
/// there are no folds.
enum Oracle: SelectionRule {
  static let name = "oracle"
  static let usesTargetLabels = true
}

extension SelectionCriterion {
  /// Accuracy on the test rows, by their labels: what the best choice could have given, and no
  /// method.
  public static let oracle = Self(Oracle.self)
}
