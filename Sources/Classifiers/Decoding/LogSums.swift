import Foundation
import LinearAlgebra

extension Matrix<Double> {
  /// The logarithm of the sum of exp(x_ij + weights_i) of every column j, without overflow.
  func logSumsOfColumns(adding weights: [Double]) -> [Double] {
    precondition(weights.count == rows && rows > 0, "\(weights.count) weights for \(rows) rows")
    return withUnsafeElements { x in
      (0..<columns).map { j in
        var largest = -Double.infinity
        for i in 0..<rows { largest = Swift.max(largest, x[j * rows + i] + weights[i]) }
        var sum = 0.0
        for i in 0..<rows { sum += exp(x[j * rows + i] + weights[i] - largest) }
        return largest + log(sum)
      }
    }
  }
}
