import LinearAlgebra

extension ReconstructionMetric {
  /// The mean over samples of ||A x - z|| with the true z.
  ///
  /// Source: Kamboj and Do, arXiv 2503.15352, eq. 5. It is large by nature: solutions are unique
  /// only up to a linear map.
  public static let reconstructionError = ReconstructionMetric(
    MetricDescription(
      name: "reconstructionError", direction: .lowerIsBetter, lowest: 0,
      definition:
        "The mean over samples of the Euclidean distance between the latent and the true one; synthetic data only; "
        + "undefined where their dimensions differ. Large by nature: latents are unique only up to a linear map.")
  ) { estimate, truth in
    guard estimate.rows == truth.rows else { return nil }
    return AlignmentMetric.cmae(estimate, truth)
  }

  /// The mean over samples of ||B A x - z|| with the linear map B that minimises the sum of their
  /// squares.
  ///
  /// B has no intercept. Cost: O(n k²).
  public static let reconstructionErrorAfterLinearMap = ReconstructionMetric(
    MetricDescription(
      name: "reconstructionErrorAfterLinearMap", direction: .lowerIsBetter, lowest: 0,
      definition:
        "The mean over samples of the Euclidean distance between the true latent and the best linear map (least "
        + "squares, no intercept) of the latent; synthetic data only.")
  ) { estimate, truth in
    guard let scaled = ScaledLatents(estimate, truth) else { return nil }
    let map = try scaled.z1.transposed().leastSquares(scaled.z2.transposed())
    let mapped = Matrix.product(map, scaled.z1, transposing: .first)
    return AlignmentMetric.cmae(mapped, scaled.z2).map { $0 * scaled.scale }
  }
}
