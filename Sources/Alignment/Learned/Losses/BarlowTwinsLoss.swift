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
    var standardised = latents.map(CentredRows.init)
    let factors = standardised.map { $0.squares.map { 1 / ($0 / S(n) + 1e-5).squareRoot() } }
    for m in 0..<2 { standardised[m].scaleRows(by: factors[m]) }
    let (first, second) = (standardised[0].values, standardised[1].values)
    let same = first.rowDots(second).map { $0 / S(n) }
    let others = OffDiagonalProducts(first, second, diagonal: same.map { $0 * S(n) })
    let value =
      redundancy * others.squares / Double(n * n) + same.reduce(0) { $0 + Double(($1 - 1) * ($1 - 1)) }
    let (ofSame, ofOthers) = (S(2) / S(k * n), S(2 * redundancy / Double(k * n * n)))
    let gradients = (0..<2).map { m in
      var gradient = others.products[m]
      let along = gradient.rowDots(standardised[m].values)
      // Through the standardisation: (g - z · mean of g z) / deviation. The mean of g is 0, as that
      // of z is.
      var (own, other, scaled) = (same, same, same)
      for i in 0..<k {
        let partner = ofSame * (same[i] - 1) + ofOthers * others.offset[i]
        scaled[i] = factors[m][i] * ofOthers
        other[i] = factors[m][i] * partner
        own[i] = -factors[m][i] * (ofOthers * along[i] / S(n) + partner * same[i])
      }
      gradient.combineRows(
        scaled, standardised[m].values, own, standardised[1 - m].values, other, [S](repeating: 0, count: k))
      return gradient
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
