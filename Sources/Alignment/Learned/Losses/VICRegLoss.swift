import LinearAlgebra

/// Partners close, every latent dimension with a deviation of at least 1, no two dimensions
/// correlated.
///
/// The mean square of z1 - z2 over all elements; for each modality half the mean of max(0,
/// 1 - deviation) over the dimensions; for each modality the sum of the squared covariances of
/// different dimensions over k. Variances are divided by n - 1, and 1e-4 is added below the root.
/// Source: Bardes et al. 2022, with the means as in the authors' code.
struct VICRegLoss: PairLoss {
  let invariance, variance, covariance: Double

  func evaluate<S: TrainingScalar>(_ latents: [Matrix<S>], scalars: [S]) -> LatentGradient<S> {
    let (k, n) = (latents[0].rows, latents[0].columns)
    var value = invariance * latents[0].squaredDistance(latents[1]) / Double(k * n)
    let apart = S(2 * invariance / Double(k * n))
    let degrees = S(max(n - 1, 1))
    let factor = S(4 * covariance) / (S(k) * degrees * degrees)
    let centred = latents.map(CentredRows.init)
    let gradients = (0..<2).map { m in
      let (view, other) = (centred[m], centred[1 - m])
      let deviations = view.squares.map { ($0 / degrees + 1e-4).squareRoot() }
      value += variance * deviations.reduce(0) { $0 + Double(max(1 - $1, 0)) } / Double(2 * k)
      let others = OffDiagonalProducts(view.values, diagonal: view.squares)
      value += covariance * others.squares / Double(degrees * degrees) / Double(k)
      // What the variance asks of each row, and the distance of the partners.
      var (own, offset) = (deviations, deviations)
      for i in 0..<k {
        let ofRow = deviations[i] < 1 ? -S(variance) / (S(2 * k) * degrees * deviations[i]) : 0
        own[i] = ofRow + factor * others.offset[i] + apart
        offset[i] = apart * (view.means[i] - other.means[i])
      }
      var gradient = others.products[0]
      gradient.combineRows(
        [S](repeating: factor, count: k), view.values, own, other.values, [S](repeating: -apart, count: k), offset)
      return gradient
    }
    return LatentGradient(value: value, latents: gradients)
  }

  /// The outputs as they are, but for the common mean of both modalities, which no term of the loss
  /// sees.
  func readout(_ latents: () -> [Matrix<Double>]) -> LatentReadout {
    let means = latents().map(\.rowMeans)
    let centre = zip(means[0], means[1]).map { ($0 + $1) / 2 }
    return .affine([AffineMap](repeating: AffineMap(subtracting: centre), count: 2))
  }
}
