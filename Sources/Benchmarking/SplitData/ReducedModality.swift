import Alignment
import FeatureStore
import LinearAlgebra

/// The features of one modality after reduction.
struct ReducedModality: Sendable {
  /// Dimension x n. Of samples that lack the modality, and of rows that were not asked for, all is
  /// NaN.
  let columns: Matrix<Double>
  /// Means over the rows that the reduction was fitted on.
  let means: [Double]
  /// Nil where there was no row to fit it on.
  let reduction: FittedReduction?

  /// - Parameters:
  ///   - rows: what the reduction is fitted on.
  ///   - needed: the rows whose reduced features are needed; nil for all.
  init(
    _ values: FeatureMatrix, by reduction: Reduction, fittedOn rows: [Int], present: [Bool]?, needed: [Int]?
  ) throws {
    guard !rows.isEmpty else {
      // Directions that need the modality are refused one by one.
      columns = Matrix<Double>(values.dimension, values.count).map { _ in Double.nan }
      (means, self.reduction) = ([], nil)
      return
    }
    let all = needed ?? Array(0..<values.count)
    let fitted = try reduction.fit(values.columns(rows))
    var columns = fitted(count: all.count) { values.columns(Array(all[$0])) }
    if needed != nil { columns = columns.scattered(to: all, of: values.count, otherwise: .nan) }
    means = columns.rowMeans(of: rows)
    for row in all where !(present?[row] ?? true) {
      for i in 0..<columns.rows { columns[i, row] = .nan }
    }
    self.columns = columns
    self.reduction = fitted
  }

  /// The columns of all samples, also of those that are said to lack the modality: files hold
  /// numbers for them.
  func ofAll(_ modality: ModalityFeatures) -> Matrix<Double> {
    guard modality.present?.contains(false) == true, let reduction else { return columns }
    return reduction(modality.values.columns(Array(0..<modality.values.count)))
  }
}

extension Matrix<Double> {
  /// A matrix of so many columns with these ones at the given places, and the same number
  /// everywhere else.
  func scattered(to places: [Int], of count: Int, otherwise filler: Double) -> Matrix<Double> {
    var result = Matrix<Double>(rows, count).map { _ in filler }
    result.withUnsafeMutableElements { target in
      withUnsafeElements { source in
        for (column, place) in places.enumerated() {
          for i in 0..<rows { target[place * rows + i] = source[column * rows + i] }
        }
      }
    }
    return result
  }
}
