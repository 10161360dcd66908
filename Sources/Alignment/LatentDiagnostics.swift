import Foundation
import LinearAlgebra

/// What a latent space holds, told apart by modality: the guard against a "perfect" alignment of nothing.
public enum LatentDiagnostics {
  /// The energy ||row_i(Z)|| of each latent dimension over the samples (the columns of `latents`).
  ///
  /// A row whose energy is zero in both modalities aligns them perfectly and carries nothing.
  public static func rowEnergies(_ latents: Matrix<Double>) -> [Double] { latents.transposed().columnNorms }

  /// The effective rank: exp of the entropy of the singular values of `latents`, each divided by their sum.
  ///
  /// Between 1 and min(k, n); nil where the latents are zero. Source: Roy and Vetterli, EUSIPCO 2007.
  public static func effectiveRank(_ latents: Matrix<Double>) throws -> Double? {
    effectiveRank(singularValues: try SingularValueDecomposition(latents).values)
  }

  /// The same from singular values; those left out count as 0.
  public static func effectiveRank(singularValues values: [Double]) -> Double? {
    let sum = values.reduce(0, +)
    guard sum > 0 else { return nil }
    return exp(-values.reduce(0) { $0 + ($1 > 0 ? $1 / sum * log($1 / sum) : 0) })
  }

  /// Whether latents are what rounding leaves of their features, so that their spread is no unit to measure in.
  public static func isRounding(_ latents: Matrix<Double>, of features: Matrix<Double>) -> Bool {
    latents.frobeniusNorm
      <= rankTolerance(largest: features.frobeniusNorm, rows: features.rows, columns: features.columns)
  }
}
