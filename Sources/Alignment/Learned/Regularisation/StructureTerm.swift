import Foundation
import LinearAlgebra

/// How far the neighbourhoods of each modality's latents are from those of its inputs.
///
/// The columns of a batch, less their mean, are brought to length 1. The neighbourhood of a sample
/// is the softmax of its cosines with the *other* samples of the batch over a temperature. The term
/// is the Jensen-Shannon divergence of the neighbourhoods of latents and of inputs, as a mean over
/// samples and over both modalities. It lies between 0 and log 2. It is 0 where the latents are the
/// inputs up to rotation, reflection, scale and shift.
/// Cost: O(n² (k + d)) a step; the neighbourhoods of the inputs are computed once where a batch
/// holds all pairs.
/// Source: Gröger et al., NeurIPS 2025 (arXiv 2506.16895), with neighbours of the first level, and
/// without a sample among its own neighbours.
struct StructureTerm: Sendable {
  let weight: Double
  let temperature: Double

  /// The neighbourhoods of a batch, a distribution a column.
  func neighbourhoods(_ values: Matrix<Double>) -> SoftSimilarity {
    let unit = UnitColumns(CentredRows(values).values).values
    return soft(Matrix.product(unit, unit, transposing: .first))
  }

  /// Value and gradients, the weight in both.
  /// - Parameter inputs: the neighbourhoods of each modality's inputs for the same samples.
  func evaluate(_ latents: [Matrix<Double>], inputs: [SoftSimilarity]) -> LatentGradient<Double> {
    let n = latents[0].columns
    // One other sample is all of the neighbourhood; there is nothing to compare.
    guard n > 2 else { return LatentGradient(value: 0, latents: latents.map { Matrix($0.rows, n) }) }
    let share = weight / Double(latents.count * n)
    var value = 0.0
    let gradients = zip(latents, inputs).map { latent, input in
      let unit = UnitColumns(CentredRows(latent).values)
      let own = soft(Matrix.product(unit.values, unit.values, transposing: .first))
      // d/dq of the divergence is log(q / m) / 2, where m is the mean of p and q.
      let ofShares = Matrix<Double>(n, n) { target in
        own.shares.withUnsafeElements { q in
          input.shares.withUnsafeElements { p in
            own.logarithms.withUnsafeElements { logQ in
              input.logarithms.withUnsafeElements { logP in
                for i in 0..<(n * n) {
                  let middle = (p[i] + q[i]) / 2
                  // Both are 0 on the diagonal alone, unless they are too small for any number.
                  let logarithm = middle > 0 ? log(middle) : max(logP[i], logQ[i])
                  value += share * (p[i] * (logP[i] - logarithm) + q[i] * (logQ[i] - logarithm)) / 2
                  target.initializeElement(at: i, to: share * (logQ[i] - logarithm) / 2)
                }
              }
            }
          }
        }
      }
      let ofCosines = own.gradient(of: ofShares)
      let ofUnit =
        Matrix.product(unit.values, ofCosines) + Matrix.product(unit.values, ofCosines, transposing: .second)
      return CentredRows(unit.gradient(of: ofUnit)).values
    }
    return LatentGradient(value: value, latents: gradients)
  }

  private func soft(_ cosines: Matrix<Double>) -> SoftSimilarity {
    SoftSimilarity(cosines, temperature: temperature, withoutSelf: true)
  }
}
