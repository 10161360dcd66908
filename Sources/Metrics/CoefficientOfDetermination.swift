import LinearAlgebra

/// R²: the share of the variation of features about their training means that a prediction
/// explains.
///
/// 1 is exact, 0 is as good as the training mean, below 0 is worse than it. Without the prediction
/// one would say the mean of the training samples: test features are compared with that, not with
/// their own mean.
public struct CoefficientOfDetermination: Codable, Sendable, Equatable {
  /// 1 - the squared errors of all features over their squared deviations from the training means,
  /// each summed: features count by their variation. Nil where there is no sample, no variation, or
  /// a number that is not finite.
  public let weighted: Double?
  /// The median over features of the R² of each; features without variation are left out. Nil where
  /// `weighted` is.
  public let median: Double?

  /// Compares `predicted` with `truth`, both d x n, `means` of d training means. Cost: O(nd).
  ///
  /// A feature whose deviations from the mean rounding alone can explain (a root mean square of at
  /// most 8 eps times its largest magnitude) has no variation.
  public init(predicted: Matrix<Double>, truth: Matrix<Double>, trainingMeans means: [Double]) {
    precondition(
      predicted.rows == truth.rows && predicted.columns == truth.columns && means.count == truth.rows,
      "\(predicted.rows) x \(predicted.columns) predicted, \(truth.rows) x \(truth.columns) true, \(means.count) means")
    var features: [(error: Double, variation: Double)] = []
    for i in 0..<truth.rows {
      var (error, variation) = (CompensatedSum(), CompensatedSum())
      var largest = abs(means[i])
      for j in 0..<truth.columns {
        let value = truth[i, j]
        error += (predicted[i, j] - value) * (predicted[i, j] - value)
        variation += (value - means[i]) * (value - means[i])
        largest = max(largest, abs(value))
      }
      let rounding = 8 * Double.ulpOfOne * largest
      let varies = variation.value > Double(truth.columns) * rounding * rounding
      features.append((error.value, varies ? variation.value : 0))
    }
    let error = features.map(\.error).compensatedSum
    let variation = features.map(\.variation).compensatedSum
    guard variation > 0, (error / variation).isFinite else {
      (weighted, median) = (nil, nil)
      return
    }
    weighted = 1 - error / variation
    let each = features.filter { $0.variation > 0 }.map { 1 - $0.error / $0.variation }.sorted()
    let middle = each.count / 2
    median = each.count % 2 == 1 ? each[middle] : (each[middle - 1] + each[middle]) / 2
  }
}
