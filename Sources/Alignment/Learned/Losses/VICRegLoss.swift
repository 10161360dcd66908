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
    let difference = latents[0] - latents[1]
    let apart = CentredRows.sums(difference, difference).reduce(0) { $0 + Double($1) }
    var value = invariance * apart / Double(k * n)
    let ofDifference = S(2 * invariance / Double(k * n)) * difference
    let degrees = S(max(n - 1, 1))
    let gradients = latents.enumerated().map { place, latent in
      let centred = CentredRows(latent)
      // What the variance asks of each row, then what the covariance asks.
      let deviations = centred.squares.map { ($0 / degrees + 1e-4).squareRoot() }
      value += variance * deviations.reduce(0) { $0 + Double(max(1 - $1, 0)) } / Double(2 * k)
      let ofRows = deviations.map { $0 < 1 ? -S(variance) / (S(2 * k) * degrees * $0) : 0 }
      var weights = (1 / degrees) * centred.values.gramOfRows()
      var squares = 0.0
      let factor = S(4 * covariance) / (S(k) * degrees)
      weights.withUnsafeMutableElements { c in
        for j in 0..<k {
          c[j * k + j] = 0
          squares += Double(Sums.dot(c.baseAddress! + j * k, c.baseAddress! + j * k, k))
          for i in 0..<k { c[j * k + i] *= factor }
          c[j * k + j] = ofRows[j]
        }
      }
      value += covariance * squares / Double(k)
      let own = Matrix.product(weights, centred.values)
      return place == 0 ? own + ofDifference : own - ofDifference
    }
    return LatentGradient(value: value, latents: gradients)
  }

  /// The outputs as they are, but for the common mean of both modalities, which no term of the loss
  /// sees.
  func readout(_ latents: () -> [Matrix<Double>]) -> LatentReadout {
    let means = latents().map(\.rowMeans)
    let centre = zip(means[0], means[1]).map { ($0 + $1) / 2 }
    return .affine([AffineMap](repeating: AffineMap(matrix: .identity(centre.count), offset: centre), count: 2))
  }
}
