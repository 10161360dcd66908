import Foundation
import LinearAlgebra

/// The sum over all pairings of the logistic loss of "are these partners?", over n, with logits
/// s / t + bias.
///
/// Source: Zhai et al. 2023 (SigLIP).
struct SigLIPLoss: SimilarityLoss {
  let temperature: Double
  let bias: Double

  var start: [Double] { [log(temperature), bias] }

  func contrast<S: TrainingScalar>(
    _ cosines: Matrix<S>, scalars: [S], into gradient: inout CosineGradient<S>
  ) -> (value: Double, scalars: [S]) {
    let n = cosines.rows
    var ofBias = 0.0
    let value = gradient.fill(n) { target, rows, columns in
      cosines.withUnsafeElements {
        S.loops.sigLIP(target, $0.baseAddress, rows, columns, &ofBias, S.exp(-scalars[0]), scalars[1], n)
      }
    }
    return (value / Double(n), [-gradient.columns.reduce(0, +), S(ofBias)])
  }
}
