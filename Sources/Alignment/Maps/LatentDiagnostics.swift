import Foundation
import LinearAlgebra

/// What a latent space holds of each modality. It guards against a "perfect" alignment of nothing.
public enum LatentDiagnostics {
  /// The energy ||row_i(Z)|| of each latent dimension over the samples (the columns of `latents`).
  ///
  /// A row whose energy is zero in both modalities aligns them perfectly and carries nothing.
  public static func rowEnergies(_ latents: Matrix<Double>) -> [Double] { latents.rowNorms }

  /// The effective rank: exp of the entropy of the singular values of `latents`, each divided by
  /// their sum.
  ///
  /// Between 1 and min(k, n); nil where the latents are zero. Singular values that are not told
  /// from zero count as 0.
  /// Cost: a Gram matrix of the smaller side.
  /// Source: Roy and Vetterli, EUSIPCO 2007.
  public static func effectiveRank(_ latents: Matrix<Double>) throws -> Double? {
    let norm = latents.frobeniusNorm
    guard latents.count > 0, norm != 0 else { return nil }
    // The rank has no unit, and squares of a norm of 1 neither overflow nor vanish.
    let scaled = (1 / norm) * latents
    let values = try GramSingularBasis.singularValues(
      of: scaled.rows <= scaled.columns ? scaled : scaled.transposed())
    let sum = values.reduce(0, +)
    guard sum > 0 else { return nil }
    return exp(-values.reduce(0) { $0 + ($1 > 0 ? $1 / sum * log($1 / sum) : 0) })
  }

  /// Whether latents are what rounding leaves of their features, so that their spread is no unit to
  /// measure in.
  public static func isRounding(_ latents: Matrix<Double>, of features: Matrix<Double>) -> Bool {
    isRounding(latents, ofSize: Size(of: features))
  }

  /// The same, given how large the features are.
  public static func isRounding(_ latents: Matrix<Double>, ofSize size: Size) -> Bool {
    latents.frobeniusNorm <= size.rounding
  }

  /// The same of latents of which the Frobenius norm is known.
  public static func isRounding(norm: Double, ofSize size: Size) -> Bool { norm <= size.rounding }

  /// How large features are.
  public struct Size: Sendable {
    /// The norm that rounding leaves of them.
    let rounding: Double

    /// Measures features, one sample a column.
    public init(of features: Matrix<Double>) {
      self.init(norm: features.frobeniusNorm, rows: features.rows, columns: features.columns)
    }

    /// The size of features of which the Frobenius norm is known.
    init(norm: Double, rows: Int, columns: Int) {
      rounding = rankTolerance(largest: norm, rows: rows, columns: columns)
    }
  }
}
