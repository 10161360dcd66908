import LinearAlgebra

/// The squared distance of the correlations between the dimensions of the two modalities from the
/// identity, over k.
///
/// Each dimension is standardised over the batch (1e-5 is added to its variance); different
/// dimensions count `redundancy` times. Division by k makes the value a mean over dimensions.
/// Source: Zbontar et al. 2021.
struct BarlowTwinsLoss: PairLoss {
  let redundancy: Double

  func evaluate<S: TrainingScalar>(_ latents: [Matrix<S>], scalars: [S]) -> LatentGradient<S> {
    let (k, n) = (latents[0].rows, latents[0].columns)
    let centred = latents.map(CentredRows.init)
    let factors = centred.map { $0.squares.map { 1 / ($0 / S(n) + 1e-5).squareRoot() } }
    let standardised = zip(centred, factors).map { $0.values.scalingRows(by: $1) }
    // The correlations, then the gradient for them over n.
    var weights = (1 / S(n)) * Matrix.product(standardised[0], standardised[1], transposing: .second)
    var value = 0.0
    let (same, other) = (S(2) / S(k * n), S(2 * redundancy) / S(k * n))
    weights.withUnsafeMutableElements { c in
      for j in 0..<k {
        let diagonal = c[j * k + j]
        c[j * k + j] = 0
        value += redundancy * Double(Sums.dot(c.baseAddress! + j * k, c.baseAddress! + j * k, k))
        value += Double((diagonal - 1) * (diagonal - 1))
        for i in 0..<k { c[j * k + i] *= other }
        c[j * k + j] = same * (diagonal - 1)
      }
    }
    let ofStandardised = [
      Matrix.product(weights, standardised[1]),
      Matrix.product(weights, standardised[0], transposing: .first),
    ]
    let gradients = (0..<2).map { m in
      // Through the standardisation: (g - mean of g - z · mean of g z) / deviation.
      let along = CentredRows.sums(ofStandardised[m], standardised[m]).map { $0 / S(n) }
      let centred = CentredRows(ofStandardised[m]).values
      return (centred - standardised[m].scalingRows(by: along)).scalingRows(by: factors[m])
    }
    return LatentGradient(value: value / Double(k), latents: gradients)
  }

  /// Each dimension standardised by the training pairs: the loss does not see the scale of the
  /// outputs.
  func readout(_ latents: () -> [Matrix<Double>]) -> LatentReadout {
    .affine(
      latents().map { latent in
        let moments = RowMoments(latent)
        return AffineMap(matrix: .diagonal(moments.deviations.map { $0 > 0 ? 1 / $0 : 0 }), offset: moments.means)
      })
  }
}
