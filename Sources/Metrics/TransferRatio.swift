extension MetricDescription {
  /// What `transferRatio(accuracy:floor:targetSupervised:)` computes.
  public static let transferRatio = MetricDescription(
    name: "transferRatio", direction: .higherIsBetter,
    definition:
      "(accuracy - floor) / (target-supervised accuracy - floor), the floor being the larger of chance and of always naming "
      + "the largest class: 0 is no better than that, 1 is as good as training on the target's own labels; undefined "
      + "where the target-supervised accuracy is not above the floor.")
}

/// The share of what target labels would give that is reached without them.
///
/// (accuracy - floor) / (targetSupervised - floor); nil where the denominator is not positive. It
/// may be negative (worse than the floor) or above 1 (better than the supervised classifier).
/// - Parameters:
///   - accuracy: of the method.
///   - floor: what needs no features: guessing, or always naming the largest class.
///   - targetSupervised: the accuracy of a classifier trained on the target's own labels.
public func transferRatio(accuracy: Double, floor: Double, targetSupervised: Double) -> Double? {
  let possible = targetSupervised - floor
  guard possible > 0 else { return nil }
  return (accuracy - floor) / possible
}
