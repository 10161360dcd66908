extension MetricDescription {
  /// What `transferRatio(accuracy:chance:targetSupervised:)` computes.
  public static let transferRatio = MetricDescription(
    name: "transferRatio", direction: .higherIsBetter,
    definition:
      "(accuracy - chance) / (target-supervised accuracy - chance): 0 is chance, 1 is as good as training on the "
      + "target's own labels; undefined where the target-supervised accuracy is not above chance.")
}

/// The share of what target labels would give that is reached without them.
///
/// (accuracy - chance) / (targetSupervised - chance); nil where the denominator is not positive. It may be negative
/// (worse than chance) or above 1 (better than the supervised classifier).
public func transferRatio(accuracy: Double, chance: Double, targetSupervised: Double) -> Double? {
  let possible = targetSupervised - chance
  guard possible > 0 else { return nil }
  return (accuracy - chance) / possible
}
