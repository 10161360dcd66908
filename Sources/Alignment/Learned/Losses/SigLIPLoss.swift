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

  func evaluate<S: TrainingScalar>(cosines: Matrix<S>, scalars: [S]) -> SimilarityGradient<S> {
    let n = cosines.rows
    let (scale, bias, share) = (S.exp(-scalars[0]), scalars[1], 1 / S(n))
    var (value, ofTemperature, ofBias): (Double, S, S) = (0, 0, 0)
    // exp(-|logit|), from which come -log sigmoid(m) without overflow and its derivative
    // -sigmoid(-m).
    var gradient = cosines
    gradient.withUnsafeMutableElements { g in
      for i in 0..<g.count { g[i] = -abs(scale * g[i] + bias) }
      S.exponentiate(g)
      cosines.withUnsafeElements { s in
        for j in 0..<n {
          for i in 0..<n {
            let place = j * n + i
            let cosine = scale * s[place]
            let sign: S = i == j ? 1 : -1
            let margin = sign * (cosine + bias)
            let small = g[place]
            value += Double(max(-margin, 0) + S.log1p(small))
            let delta = -sign * share * (margin > 0 ? small : 1) / (1 + small)
            ofTemperature -= delta * cosine
            ofBias += delta
            g[place] = scale * delta
          }
        }
      }
    }
    return SimilarityGradient(value: value / Double(n), cosines: gradient, scalars: [ofTemperature, ofBias])
  }
}
