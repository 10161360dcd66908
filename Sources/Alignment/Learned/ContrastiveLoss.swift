import Foundation
import LinearAlgebra

/// A loss of the similarities of n first latents (rows) with n second latents (columns), partners on the diagonal.
protocol ContrastiveLoss: Sendable {
  /// The scalars learned beside the heads, as they start: the logarithm of the temperature, then what else there is.
  var start: [Double] { get }

  /// Value and gradients at the cosines `similarities`, n x n.
  func evaluate(_ similarities: Matrix<Double>, scalars: [Double]) -> LossGradient
}

/// A loss with its gradients.
struct LossGradient {
  let value: Double
  let similarities: Matrix<Double>
  let scalars: [Double]
}

/// The temperatures that learning may reach.
enum Temperature {
  static let range = 0.01...100.0

  /// The logarithm of a temperature, brought back into the range.
  static func clamped(_ logarithm: Double) -> Double {
    min(max(logarithm, log(range.lowerBound)), log(range.upperBound))
  }
}

/// The mean cross-entropy of finding the partner among the batch, both ways, with logits s / t.
///
/// Source: van den Oord et al. 2018 (InfoNCE); symmetric with a learned temperature as in Radford et al. 2021.
struct InfoNCELoss: ContrastiveLoss {
  let temperature: Double

  var start: [Double] { [log(temperature)] }

  func evaluate(_ similarities: Matrix<Double>, scalars: [Double]) -> LossGradient {
    let n = similarities.rows
    let scale = exp(-scalars[0])
    var logits = similarities
    logits.withUnsafeMutableElements { l in for i in l.indices { l[i] *= scale } }
    // The logarithms of the sums of exponentials of each row and column, with the largest taken out; then each
    // probability is one exponential.
    var rowLargest = [Double](repeating: -.infinity, count: n)
    var columnLargest = rowLargest
    var rowSums = [Double](repeating: 0, count: n)
    var columnSums = rowSums
    var trace = 0.0
    logits.withUnsafeElements { l in
      for j in 0..<n {
        for i in 0..<n {
          let value = l[j * n + i]
          rowLargest[i] = max(rowLargest[i], value)
          columnLargest[j] = max(columnLargest[j], value)
        }
        trace += l[j * n + j]
      }
      for j in 0..<n {
        for i in 0..<n {
          rowSums[i] += exp(l[j * n + i] - rowLargest[i])
          columnSums[j] += exp(l[j * n + i] - columnLargest[j])
        }
      }
    }
    let rows = zip(rowLargest, rowSums).map { $0 + log($1) }
    let columns = zip(columnLargest, columnSums).map { $0 + log($1) }
    let value = ((rows.reduce(0, +) + columns.reduce(0, +)) / 2 - trace) / Double(n)
    var ofTemperature = 0.0
    let share = 0.5 / Double(n)
    let gradient = Matrix<Double>(n, n) { target in
      logits.withUnsafeElements { l in
        for j in 0..<n {
          for i in 0..<n {
            let logit = l[j * n + i]
            let delta = share * (exp(logit - rows[i]) + exp(logit - columns[j]) - (i == j ? 2 : 0))
            ofTemperature -= delta * logit
            target.initializeElement(at: j * n + i, to: scale * delta)
          }
        }
      }
    }
    return LossGradient(value: value, similarities: gradient, scalars: [ofTemperature])
  }
}

/// The sum over all pairings of the logistic loss of "are these partners?", over n, with logits s / t + bias.
///
/// Source: Zhai et al. 2023 (SigLIP).
struct SigLIPLoss: ContrastiveLoss {
  let temperature: Double
  let bias: Double

  var start: [Double] { [log(temperature), bias] }

  func evaluate(_ similarities: Matrix<Double>, scalars: [Double]) -> LossGradient {
    let n = similarities.rows
    let scale = exp(-scalars[0])
    let share = 1 / Double(n)
    var (value, ofTemperature, ofBias) = (0.0, 0.0, 0.0)
    let gradient = Matrix<Double>(n, n) { target in
      similarities.withUnsafeElements { s in
        for j in 0..<n {
          for i in 0..<n {
            let cosine = scale * s[j * n + i]
            let sign = i == j ? 1.0 : -1.0
            let margin = sign * (cosine + scalars[1])
            // -log sigmoid(m) without overflow, and its derivative -sigmoid(-m).
            let small = exp(-abs(margin))
            value += max(-margin, 0) + log1p(small)
            let delta = -sign * share * (margin > 0 ? small / (1 + small) : 1 / (1 + small))
            ofTemperature -= delta * cosine
            ofBias += delta
            target.initializeElement(at: j * n + i, to: scale * delta)
          }
        }
      }
    }
    return LossGradient(value: value * share, similarities: gradient, scalars: [ofTemperature, ofBias])
  }
}
