import LinearAlgebra

/// What every error of alignment is made of, in units of one power of two (`scale`): computed once
/// for all of them.
struct PairErrors {
  /// The power of two that latents were divided by.
  let scale: Double
  /// ||z1 - z2||^2 of every sample.
  let squaredDistances: [Double]
  /// The summed squared distance of both latents from their own means.
  let spread: Double
  /// Whether both latents are constant.
  let isCollapsed: Bool

  /// Nil where there is no sample, no dimension, or an element that is not finite.
  init?(_ z1: Matrix<Double>, _ z2: Matrix<Double>) {
    precondition(
      z1.rows == z2.rows && z1.columns == z2.columns,
      "latents of \(z1.rows) x \(z1.columns) and \(z2.rows) x \(z2.columns)")
    guard z1.count > 0, let latents = ScaledLatents(z1, z2) else { return nil }
    scale = latents.scale
    squaredDistances = latents.squaredDistances
    spread = latents.spread
    isCollapsed = latents.isCollapsed(spread: spread)
  }
}
