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

  /// The offsets and factors by which `x` becomes `factor · (x - offset)`, fitted on the columns of
  /// `features`.
  /// - Throws: `InputError` for a feature whose mean or deviation, or the inverse of that, is no
  ///   finite number.
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
