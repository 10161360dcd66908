extension AlignmentMetric {
  /// ||Z1 - Z2||_F over all samples, which the closed form of perfect alignment minimises.
  public static let cmaeFrobenius = AlignmentMetric(
    MetricDescription(
      name: "cmaeFrobenius", direction: .lowerIsBetter, lowest: 0,
      definition:
        "The Frobenius norm of the difference of the two latents over all samples, ||A X||_F; it grows with the "
        + "number of samples.")
  ) { errors in errors.squaredDistances.squareRoot() * errors.scale }
}
