import Diagnostics
import LinearAlgebra

/// The precision of stored features.
public enum FeaturePrecision: String, Sendable, Equatable {
  /// 32 bits.
  case float = "float32"
  /// 64 bits.
  case double = "float64"
}

/// A d x n feature matrix in its stored precision.
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

  /// The precision of the numbers.
  public var precision: FeaturePrecision {
    switch self {
    case .float: .float
    case .double: .double
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

  /// Refuses NaN and infinity. `sample` tells the row in the file and the id of a column of this
  /// matrix.
  func refuseNonFinite(_ place: String, sample: (Int) -> (row: Int, id: String)) throws {
    guard let (column, feature, value) = firstNonFinite else { return }
    let (row, id) = sample(column)
    throw InputError(
      place, found: "\(value) in row \(row) (sample '\(id)'), column \(feature)", expected: "finite numbers",
      advice: "Mend or leave out that sample before encoding.")
  }

  private static func firstNonFinite<T: BLASScalar>(_ matrix: Matrix<T>) -> (Int, Int, Double)? {
    matrix.withUnsafeElements { elements in
      guard let place = elements.firstIndex(where: { !$0.isFinite }) else { return nil }
      return (place / matrix.rows, place % matrix.rows, Double(elements[place]))
    }
  }
}
