import Foundation
import LinearAlgebra

/// The mean cross-entropy of finding the partner among the batch, both ways, with logits s / t.
///
/// Source: van den Oord et al. 2018 (InfoNCE); symmetric with a learned temperature as in Radford
/// et al. 2021.
struct InfoNCELoss: SimilarityLoss {
  let temperature: Double

  var start: [Double] { [log(temperature)] }

  /// As no cosine exceeds 1, exp((s - 1) / t) cannot overflow, and one exponential serves the row
  /// and the column. It vanishes only for a small t in single precision, which is then left for
  /// double precision.
  func evaluate<S: TrainingScalar>(cosines: Matrix<S>, scalars: [S]) -> SimilarityGradient<S> {
    let n = cosines.rows
    let scale = S.exp(-scalars[0])
    if 2 * scale >= S.largestExponent, S.self != Double.self {
      let exact = evaluate(cosines: cosines.map { Double($0) }, scalars: scalars.map { Double($0) })
      return SimilarityGradient(
        value: exact.value, cosines: exact.cosines.map { S($0) }, scalars: exact.scalars.map { S($0) })
    }
    var gradient = cosines
    var rows = [S](repeating: 0, count: n)
    var value = 0.0
    var ofTemperature: S = 0
    let share = S(0.5) * scale / S(n)
    gradient.withUnsafeMutableElements { e in
      for i in 0..<e.count { e[i] = scale * (e[i] - 1) }
      S.exponentiate(e)
      cosines.withUnsafeElements { s in
        rows.withUnsafeMutableBufferPointer { rows in
          for j in 0..<n { for i in 0..<n { rows[i] += e[j * n + i] } }
          for i in 0..<n {
            value += Double(S.log(rows[i]))
            rows[i] = share / rows[i]
          }
          for j in 0..<n {
            let column = Sums.sum(e.baseAddress! + j * n, n)
            value += Double(S.log(column)) + 2 * Double(scale * (1 - s[j * n + j]))
            let factor = share / column
            for i in 0..<n { e[j * n + i] *= rows[i] + factor }
            e[j * n + j] -= 2 * share
            ofTemperature -= Sums.dot(e.baseAddress! + j * n, s.baseAddress! + j * n, n)
          }
        }
      }
    }
    return SimilarityGradient(value: value / Double(2 * n), cosines: gradient, scalars: [ofTemperature])
  }
}
