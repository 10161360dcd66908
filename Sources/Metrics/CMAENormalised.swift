extension AlignmentMetric {
  /// sum ||z1 - z2||^2 / (sum ||z1 - mean z1||^2 + sum ||z2 - mean z2||^2): the error in units of
  /// the latents' own spread.
  ///
  /// Nil on collapse, where the denominator is rounding error: at most count x (8 eps x largest
  /// magnitude)^2, which centring a constant latent can leave behind. Nil too where the largest
  /// magnitude is below 1.5e-154, whose square a double cannot hold. Only the latents are seen: a
  /// latent of pure rounding noise (say 1e-15 everywhere, from inputs about 1) has spread in its
  /// own scale and gets a value. Only a caller who knows the inputs can judge that.
  public static let cmaeNormalised = AlignmentMetric(
    MetricDescription(
      name: "cmaeNormalised", direction: .lowerIsBetter, lowest: 0,
      definition:
        "The summed squared distance of the two latents over their summed squared distances from their own means: "
        + "0 is perfect, about 1 is unrelated; undefined where both latents are constant (collapse).")
  ) { errors in
    guard !errors.isCollapsed, errors.scale > Double.leastNormalMagnitude.squareRoot() else { return nil }
    return errors.squaredDistances / errors.spread
  }
}
