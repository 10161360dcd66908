import LinearAlgebra

/// A value beside those that random pairing gives.
public struct PermutationComparison: Codable, Sendable, Equatable {
  /// The value for the true pairs.
  public var value: Double
  /// The mean for random pairs.
  public var nullMean: Double
  /// The standard deviation for random pairs; 0 for a single permutation.
  public var nullDeviation: Double
  /// (1 + number of permutations that reach the value) / (1 + number of permutations).
  public var pValue: Double

  init(value: Double, null: [Double]) {
    self.value = value
    let count = Double(null.count)
    let mean = null.compensatedSum / count
    nullMean = mean
    let squares = null.map { ($0 - mean) * ($0 - mean) }.compensatedSum
    nullDeviation = null.count > 1 ? (squares / (count - 1)).squareRoot() : 0
    pValue = Double(1 + null.count { $0 >= value }) / (1 + count)
  }
}
