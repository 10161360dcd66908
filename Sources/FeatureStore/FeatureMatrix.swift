import LinearAlgebra

/// A d x n feature matrix in the precision in which it is stored.
public enum FeatureMatrix: Sendable {
  /// Single precision.
  case float(Matrix<Float>)
  /// Double precision.
  case double(Matrix<Double>)

  /// Number of features, d.
  public var dimension: Int {
    switch self {
    case .float(let matrix): matrix.rows
    case .double(let matrix): matrix.rows
    }
  }

  /// Number of samples, n.
  public var count: Int {
    switch self {
    case .float(let matrix): matrix.columns
    case .double(let matrix): matrix.columns
    }
  }

  /// The columns of the given samples, in that order, in double precision.
  public func columns(_ samples: [Int]) -> Matrix<Double> {
    switch self {
    case .float(let matrix): matrix.selectingColumns(samples).asDouble
    case .double(let matrix): matrix.selectingColumns(samples)
    }
  }

  /// The samples with the given indices, in that order, in the stored precision.
  public func selecting(_ samples: [Int]) -> FeatureMatrix {
    switch self {
    case .float(let matrix): .float(matrix.selectingColumns(samples))
    case .double(let matrix): .double(matrix.selectingColumns(samples))
    }
  }

  /// The first element, by samples, that is NaN or infinite.
  var firstNonFinite: (sample: Int, feature: Int, value: Double)? {
    switch self {
    case .float(let matrix): Self.firstNonFinite(matrix)
    case .double(let matrix): Self.firstNonFinite(matrix)
    }
  }

  private static func firstNonFinite<T: BLASScalar>(_ matrix: Matrix<T>) -> (Int, Int, Double)? {
    matrix.withUnsafeElements { elements in
      guard let place = elements.firstIndex(where: { !$0.isFinite }) else { return nil }
      return (place / matrix.rows, place % matrix.rows, Double(elements[place]))
    }
  }
}
