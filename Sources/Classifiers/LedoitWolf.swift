import LinearAlgebra

/// Ledoit and Wolf's shrinkage of a covariance towards a multiple of the identity.
///
/// (1 - a) S + a mu I with mu = tr S / p and the a that minimises the expected squared Frobenius error, estimated from
/// the samples: a = min(b², d²) / d², d² = ||S - mu I||² / p, b² = sum_i ||x_i x_i' - S||² / (n² p).
/// Source: Ledoit and Wolf, J. Multivariate Analysis 88, 2004.
public enum LedoitWolf {
  /// The shrinkage a in [0, 1] for centred samples (p x n) with the covariance `covariance` = X X' / n.
  ///
  /// Cost: O(p² + p n). sum_i ||x_i x_i' - S||² = sum_i ||x_i||⁴ - n ||S||².
  public static func shrinkage(centred samples: Matrix<Double>, covariance: Matrix<Double>) -> Double {
    let (p, n) = (Double(samples.rows), Double(samples.columns))
    let mu = (0..<samples.rows).reduce(0) { $0 + covariance[$1, $1] } / p
    guard mu > 0 else { return 1 }
    // In units of mu, so that neither very small nor very large features under- or overflow.
    let unit = mu.squareRoot()
    let fourth = samples.columnNorms.reduce(0) { sum, norm in
      let square = (norm / unit) * (norm / unit)
      return sum + square * square
    }
    let norm = covariance.frobeniusNorm / mu
    let distance = norm * norm - p
    let spread = max(0, fourth / (n * n) - norm * norm / n)
    return distance <= 0 ? 1 : min(1, spread / distance)
  }

  /// The same for samples with weights from 0 to 1, such as shares in a component of a mixture, and their weighted
  /// covariance sum_i w_i x_i x_i' / sum_i w_i. With weights of 0 and 1 that is the shrinkage of those with 1.
  static func shrinkage(
    centred samples: Matrix<Double>, weights: [Double], covariance: Matrix<Double>
  ) -> Double {
    let (p, n) = (Double(samples.rows), weights.reduce(0, +))
    let mu = (0..<samples.rows).reduce(0) { $0 + covariance[$1, $1] } / p
    guard mu > 0, n > 0 else { return 1 }
    let unit = mu.squareRoot()
    let fourth = zip(samples.columnNorms, weights).reduce(0) { sum, sample in
      let square = (sample.0 / unit) * (sample.0 / unit)
      return sum + sample.1 * square * square
    }
    let norm = covariance.frobeniusNorm / mu
    let distance = norm * norm - p
    let spread = max(0, fourth / (n * n) - norm * norm / n)
    return distance <= 0 ? 1 : min(1, spread / distance)
  }
}
