/// The sign convention of this package: in every singular vector and eigenvector the first element
/// among those of largest magnitude is positive, so that two runs agree and tables can be compared.
///
/// Elements count as equally large when they differ by less than the square root of eps,
/// relatively: two of opposite sign whose magnitudes differ by rounding must not decide by that
/// rounding.
public enum SignConvention {
  /// +1 or -1 for each column: what the column must be multiplied with. A zero column keeps its
  /// sign.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public static func signs<Scalar: BLASScalar>(ofColumnsOf matrix: Matrix<Scalar>) -> [Scalar] {
    let almost = 1 - Scalar.ulpOfOne.squareRoot()
    return matrix.withUnsafeElements { x in
      (0..<matrix.columns).map { j in
        let column = UnsafeBufferPointer(rebasing: x[(j * matrix.rows)..<((j + 1) * matrix.rows)])
        let largest = column.reduce(0) { max($0, abs($1)) }
        let first = column.first { abs($0) >= almost * largest } ?? 0
        return first < 0 ? -1 : 1
      }
    }
  }

  /// The matrix with its columns' signs set by the convention.
  public static func applied<Scalar: BLASScalar>(toColumnsOf matrix: Matrix<Scalar>) -> Matrix<Scalar> {
    matrix.scalingColumns(by: signs(ofColumnsOf: matrix))
  }
}
