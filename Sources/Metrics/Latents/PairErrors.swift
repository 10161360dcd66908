import LinearAlgebra

/// What every error of alignment is made of, in units of one power of two (`scale`): computed once
/// for all of them.
struct PairErrors {
  /// The power of two that latents were divided by.
  let scale: Double
  /// Number of samples.
  let count: Int
  /// The sum of ||z1 - z2|| over samples.
  let distances: Double
  /// The sum of ||z1 - z2||^2.
  let squaredDistances: Double
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
    count = z1.columns
    let squares = latents.squaredDistances
    distances = squares.map { $0.squareRoot() }.compensatedSum
    squaredDistances = squares.compensatedSum
    spread = latents.spread
    isCollapsed = ScaledLatents.isCollapsed(spread: spread, count: z1.count + z2.count)
  }

  /// The same from sums that were taken over one part of the samples after the other.
  init?(_ sums: PairErrorSums) {
    guard sums.count > 0, sums.dimension > 0, sums.isFinite else { return nil }
    (scale, count) = (sums.scale, sums.count)
    (distances, squaredDistances) = (sums.distances.value, sums.squaredDistances.value)
    spread = sums.spread
    isCollapsed = ScaledLatents.isCollapsed(spread: spread, count: 2 * sums.dimension * sums.count)
  }
}
