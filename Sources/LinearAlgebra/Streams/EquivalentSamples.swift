/// A few samples that stand for many: D + 1 of them, with the means and the covariance of all.
///
/// What is computed from first and second moments alone cannot tell them from the samples
/// themselves. So methods in memory serve samples that do not fit into it, without a second
/// formula. Let X - mean = U S V' for rows of deviation 1. The samples are
/// mean + sqrt((D + 1) / n) U S H. The rows of H (D x (D + 1)) are orthonormal and sum to 0.
/// U and S are those of `LeftSingularBasis`: samples are read again only where moments do not
/// resolve small values. Values within the rank tolerance of n samples are 0.
public struct EquivalentSamples: Sendable {
  /// D x (D + 1).
  public let matrix: Matrix<Double>

  /// - Parameters:
  ///   - samples: the samples that the moments are of.
  ///   - moments: their moments.
  /// - Throws: what reading throws, and `LinearAlgebraError` where an iteration does not converge.
  public init(of samples: any SampleSource<Double>, with moments: StackedMoments) throws {
    let deviations = moments.deviations
    let stack = AffineStack(
      samples, [.init(offset: moments.means, factor: deviations.map { $0 > 0 ? 1 / $0 : 0 })])
    let basis = try LeftSingularBasis(stack, moments: moments)
    let n = Double(max(moments.count, 1))
    let rank = basis.rows - basis.nullity
    let weights = basis.values.enumerated().map { $0 < rank ? $1 / n.squareRoot() : 0 }
    let parts = try basis.vectors(0..<basis.rows).scalingColumns(by: weights).scalingRows(by: deviations)
    matrix = Self.spread(parts).addingToColumns(moments.means)
  }

  /// sqrt(D + 1) Z H for the Helmert contrasts H. Row j of H is 1 for the first j samples and -j
  /// for the next one, over the root of j (j + 1).
  static func spread(_ z: Matrix<Double>) -> Matrix<Double> {
    let (d, m) = (z.rows, z.columns)
    let length = Double(m + 1).squareRoot()
    var result = Matrix<Double>(d, m + 1)
    // From the smallest columns on, so that large ones do not swallow them.
    var sum = [Double](repeating: 0, count: d)
    for place in (0...m).reversed() {
      let weight = place > 0 ? length / Double(place * (place + 1)).squareRoot() : 0
      for i in 0..<d {
        let own = place > 0 ? weight * z[i, place - 1] : 0
        result[i, place] = sum[i] - Double(place) * own
        sum[i] += own
      }
    }
    return result
  }
}
