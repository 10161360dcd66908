/// The sign convention of this package: in every singular vector and eigenvector the element of largest magnitude is
/// positive (the first one on a tie), so that two runs agree and tables can be compared.
public enum SignConvention {
  /// +1 or -1 for each column: what the column must be multiplied with. A zero column keeps its sign.
  public static func signs<Scalar: BLASScalar>(ofColumnsOf matrix: Matrix<Scalar>) -> [Scalar] {
    matrix.withUnsafeElements { x in
      (0..<matrix.columns).map { j in
        var largest: Scalar = 0
        for value in x[(j * matrix.rows)..<((j + 1) * matrix.rows)] where abs(value) > abs(largest) { largest = value }
        return largest < 0 ? -1 : 1
      }
    }
  }

  /// The matrix with its columns' signs set by the convention.
  public static func applied<Scalar: BLASScalar>(toColumnsOf matrix: Matrix<Scalar>) -> Matrix<Scalar> {
    matrix.scalingColumns(by: signs(ofColumnsOf: matrix))
  }
}
