import Foundation
import LinearAlgebra

/// The softmax of each column of similarities over a temperature, with its gradient.
///
/// All in double precision: a term compares logarithms of small shares.
struct SoftSimilarity {
  /// A distribution a column. Elements that are left out are 0.
  let shares: Matrix<Double>
  /// The logarithms of the shares; 0 where an element is left out.
  let logarithms: Matrix<Double>
  private let temperature: Double

  /// - Parameter withoutSelf: whether the diagonal is left out: a sample is no neighbour of itself.
  init(_ similarities: Matrix<Double>, temperature: Double, withoutSelf: Bool) {
    self.temperature = temperature
    let rows = similarities.rows
    var (shares, logarithms) = (similarities, similarities)
    shares.withUnsafeMutableElements { p in
      logarithms.withUnsafeMutableElements { l in
        for j in 0..<similarities.columns {
          let column = (j * rows)..<((j + 1) * rows)
          let left = withoutSelf ? j * rows + j : -1
          var (largest, sum) = (-Double.infinity, 0.0)
          for i in column where i != left { largest = max(largest, p[i]) }
          for i in column where i != left {
            l[i] = (p[i] - largest) / temperature
            p[i] = exp(l[i])
            sum += p[i]
          }
          let logarithm = log(sum)
          for i in column where i != left {
            l[i] -= logarithm
            p[i] /= sum
          }
          if withoutSelf { (p[left], l[left]) = (0, 0) }
        }
      }
    }
    (self.shares, self.logarithms) = (shares, logarithms)
  }

  /// The gradient for the similarities from that for the shares g: p (g - sum of p g) / t.
  func gradient(of shares: Matrix<Double>) -> Matrix<Double> {
    let rows = shares.rows
    var gradient = shares
    gradient.withUnsafeMutableElements { g in
      self.shares.withUnsafeElements { p in
        for j in 0..<shares.columns {
          let column = (j * rows)..<((j + 1) * rows)
          var mean = 0.0
          for i in column { mean += p[i] * g[i] }
          for i in column { g[i] = p[i] * (g[i] - mean) / temperature }
        }
      }
    }
    return gradient
  }
}
