import LinearAlgebra

/// Ledoit and Wolf's shrinkage of a covariance towards a multiple of the identity.
///
/// (1 - a) S + a mu I with mu = tr S / p and the a that minimises the expected squared Frobenius
/// error, estimated from the samples: a = min(b², d²) / d², d² = ||S - mu I||² / p, b² = sum_i
/// ||x_i x_i' - S||² / (n² p).
/// Source: Ledoit and Wolf, J. Multivariate Analysis 88, 2004.
public enum LedoitWolf {
  /// The shrinkage a in [0, 1] for centred samples (p x n) with the covariance `covariance` = X X'
  /// / n.
  ///
  /// Cost: O(p² + p n).
  public static func shrinkage(centred samples: Matrix<Double>, covariance: Matrix<Double>) -> Double {
    let (norms, weights) = (samples.columnNorms, [Double](repeating: 1, count: samples.columns))
    return shrinkage(covariance: covariance, count: Double(samples.columns)) {
      fourthMoment(norms: norms, weights: weights, variance: $0)
    }
  }

  /// sum_i w_i ||x_i||⁴ / v² from the lengths of samples and their weights, which go from 0 to 1,
  /// such as memberships in a class.
  static func fourthMoment(norms: [Double], weights: [Double], variance: Double) -> Double {
    // In units of v, so that neither very small nor very large features under- or overflow.
    let unit = variance.squareRoot()
    return zip(norms, weights).reduce(0) { sum, sample in
      let square = (sample.0 / unit) * (sample.0 / unit)
      return sum + sample.1 * square * square
    }
  }

  /// The same for `count` samples, given sum_i w_i ||x_i||⁴ / mu² as a function of mu: sum_i ||x_i
  /// x_i' - S||² is sum_i ||x_i||⁴ - n ||S||².
  static func shrinkage(
    covariance: Matrix<Double>, count n: Double, fourthMoment: (_ mu: Double) -> Double
  ) -> Double {
    let p = Double(covariance.rows)
    let mu = (0..<covariance.rows).reduce(0) { $0 + covariance[$1, $1] } / p
    guard mu > 0, n > 0 else { return 1 }
    let norm = covariance.frobeniusNorm / mu
    let distance = norm * norm - p
    let spread = max(0, fourthMoment(mu) / (n * n) - norm * norm / n)
    return distance <= 0 ? 1 : min(1, spread / distance)
  }
}
