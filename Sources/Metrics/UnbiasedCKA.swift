import LinearAlgebra

extension SimilarityMetric {
  /// Linear centred kernel alignment from the unbiased estimate of HSIC.
  ///
  /// Cost: O(n k²), without a matrix of n². Sources: Kornblith et al., ICML 2019 (CKA); Song et
  /// al., J. Machine Learning Research 13, 2012 (the estimate); Nguyen, Raghu and Kornblith, ICLR
  /// 2021 (their combination).
  public static let unbiasedCKA = SimilarityMetric(
    MetricDescription(
      name: "unbiasedCKA", direction: .higherIsBetter, lowest: -1, highest: 1,
      definition:
        "The linear centred kernel alignment of the two latents with unbiased estimates of HSIC: 1 for latents that are "
        + "equal up to rotation, scale and shift, about 0 for unrelated ones however many dimensions they have; "
        + "undefined with fewer than 4 samples or a constant latent.")
  ) { latents in
    let (z1, z2) = (latents.z1, latents.z2)
    guard z1.columns > 3, let x = z1.centredInOwnScale, let y = z2.centredInOwnScale else { return nil }
    let (first, second) = (CentredKernel(x), CentredKernel(y))
    let (own1, own2) = (unbiasedHSIC(first, first), unbiasedHSIC(second, second))
    guard own1 > 0, own2 > 0 else { return nil }
    return min(1, max(-1, unbiasedHSIC(first, second) / (own1.squareRoot() * own2.squareRoot())))
  }

  /// tr(KL) + 1'K1 1'L1 / ((n-1)(n-2)) - 2/(n-2) 1'KL1 with K = X'X and L = Y'Y without their
  /// diagonals, which is n (n-3) times the unbiased HSIC.
  private static func unbiasedHSIC(_ a: CentredKernel, _ b: CentredKernel) -> Double {
    let n = Double(a.diagonal.count)
    let cross = Matrix.product(a.features, b.features, transposing: .second).frobeniusNorm
    let trace = cross * cross - zip(a.diagonal, b.diagonal).map { $0 * $1 }.compensatedSum
    let sums = a.rows.compensatedSum * b.rows.compensatedSum / ((n - 1) * (n - 2))
    return trace + sums - 2 / (n - 2) * zip(a.rows, b.rows).map { $0 * $1 }.compensatedSum
  }
}

/// The kernel X'X of centred columns, by its diagonal and the sums of its rows without it.
private struct CentredKernel {
  let features: Matrix<Double>
  let diagonal: [Double]
  let rows: [Double]

  init(_ features: Matrix<Double>) {
    self.features = features
    let diagonal = features.columnNorms.map { $0 * $0 }
    let sum = Matrix(columns: [features.rowMeans.map { $0 * Double(features.columns) }])
    let rows = Matrix.product(features, sum, transposing: .first).column(0)
    self.diagonal = diagonal
    self.rows = zip(rows, diagonal).map { $0 - $1 }
  }
}

extension Matrix<Double> {
  /// The columns less their mean, with root mean square 1. Taking the mean off changes no unbiased
  /// estimate, but keeps its digits. Nil where an element is not finite, or all columns are equal
  /// up to rounding.
  fileprivate var centredInOwnScale: Matrix? {
    guard let scaled = ScaledLatents(self, self)?.z1 else { return nil }
    let centred = scaled.addingToColumns(scaled.rowMeans.map { -$0 })
    let norm = centred.frobeniusNorm / Double(count).squareRoot()
    return norm > 16 * Double.ulpOfOne ? (1 / norm) * centred : nil
  }
}
