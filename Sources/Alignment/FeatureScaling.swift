import Diagnostics
import LinearAlgebra

/// What is done to each feature of a modality before it is stacked.
public enum FeatureScaling: String, Codable, Sendable, CaseIterable {
  /// Nothing, as in the paper.
  case raw
  /// The mean over the pairs is taken away.
  case centred
  /// The mean is taken away and the standard deviation made 1; a constant feature becomes 0.
  case standardised

  /// The offsets and factors by which `x` becomes `factor · (x - offset)`, fitted on the columns of `features`.
  /// - Throws: `InputError` for a feature whose mean or deviation, or the inverse of that, is no finite number.
  func fitted(on features: Matrix<Double>) throws -> (offset: [Double], factor: [Double]) {
    let ones = [Double](repeating: 1, count: features.rows)
    switch self {
    case .raw: return ([Double](repeating: 0, count: features.rows), ones)
    case .centred: return (features.rowMeans, ones)
    case .standardised:
      let moments = RowMoments(features)
      let factors = moments.deviations.map { $0 == 0 ? 1 : 1 / $0 }
      if let odd = factors.indices.first(where: {
        !(factors[$0] > 0 && factors[$0].isFinite && moments.means[$0].isFinite)
      }) {
        let largest = features.rows(odd..<(odd + 1)).largestMagnitude
        throw InputError(
          "features",
          found: "feature \(odd), whose largest value is \(largest) and whose deviation is \(moments.deviations[odd])",
          expected: "finite numbers of magnitudes from 1e-300 to 1e300, or a constant",
          advice: "Multiply the feature by a constant, or leave it out.")
      }
      return (moments.means, factors)
    }
  }
}

/// Mean and standard deviation of each row.
///
/// A deviation that rounding alone can explain (at most 8 eps times the largest magnitude of the row) is 0, so that a
/// constant feature is never divided by noise. Rows of extreme size are taken in units of a power of two: what is squared neither
/// overflows nor vanishes.
struct RowMoments {
  let means: [Double]
  /// Population standard deviations (divided by n).
  let deviations: [Double]

  init(_ matrix: Matrix<Double>) {
    let means = matrix.rowMeans
    var squares = [Double](repeating: 0, count: matrix.rows)
    var largest = [Double](repeating: 0, count: matrix.rows)
    matrix.withUnsafeElements { x in
      for j in 0..<matrix.columns {
        for i in 0..<matrix.rows {
          let value = x[j * matrix.rows + i]
          squares[i] += (value - means[i]) * (value - means[i])
          largest[i] = max(largest[i], abs(value))
        }
      }
    }
    let units = largest.map { SafeUnit.factor(largest: $0) }
    for i in units.indices where units[i] != 1 {
      squares[i] = (0..<matrix.columns).reduce(0) { sum, j in
        let scaled = units[i] * matrix[i, j] - units[i] * means[i]
        return sum + scaled * scaled
      }
    }
    self.means = means
    deviations = zip(zip(squares, units), largest).map { square, magnitude in
      let (square, unit) = square
      let deviation = (square / Double(max(matrix.columns, 1))).squareRoot() / unit
      return deviation <= 8 * Double.ulpOfOne * magnitude ? 0 : deviation
    }
  }
}
