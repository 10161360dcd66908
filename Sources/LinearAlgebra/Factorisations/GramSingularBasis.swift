/// Left singular vectors and values of X (d x n, d <= n) from matrix products and eigenproblems of
/// size d alone.
///
/// The eigenvectors of X X' are the left singular vectors, but X X' squares the condition: singular
/// values below sqrt(eps) · sigma_max drown in rounding. So vectors whose value is below 1e-3 of
/// the largest are taken again from the Gram matrix of W'X, W being all of these, and so on for the
/// small end of that. Every level costs a product with what is left; most data need one or two.
///
/// Values down to about 1e3 · eps · sigma_max are told from zero, which is what `rank` counts.
/// Vectors are orthonormal to rounding; those of small values are less exact than the SVD's, so
/// this serves where a ridge bounds what small values can do, not where they are divided by. Cost:
/// d² n for a Gram matrix and O(d³) a level, where the SVD costs some ten times d² n.
public struct GramSingularBasis<Scalar: BLASScalar>: Sendable {
  /// Singular values, descending; those that are not told from zero are left out.
  public let values: [Scalar]
  /// Left singular vectors, d x rank.
  public let vectors: Matrix<Scalar>

  /// The number of singular values.
  public var rank: Int { values.count }

  /// The singular values alone, as `values` up to rounding: of well-conditioned matrices without
  /// any vector.
  /// - Throws: as `init`.
  public static func singularValues(of matrix: Matrix<Scalar>) throws -> [Scalar] {
    precondition(matrix.rows <= matrix.columns, "the Gram matrix of the longer side")
    let squares = try SymmetricEigendecomposition.values(of: matrix.gramOfRows())
    guard let least = squares.first, let largest = squares.last, least > resolved * resolved * largest else {
      return try GramSingularBasis(matrix).values
    }
    return squares.reversed().map { $0.squareRoot() }
  }

  /// Values below this share of the largest are taken again from what is left of the matrix.
  private static var resolved: Scalar { Scalar(1e-3) }

  /// Factorises `matrix`, which has at least as many columns as rows.
  /// - Throws: `LinearAlgebraError` where the matrix holds NaN or the iteration does not converge.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public init(_ matrix: Matrix<Scalar>) throws {
    let (d, n) = (matrix.rows, matrix.columns)
    precondition(d <= n, "the Gram matrix of the longer side of a \(d) x \(n) matrix")
    let resolved = Self.resolved
    var values: [Scalar] = []
    var parts: [Matrix<Scalar>] = []
    var rest: Matrix<Scalar>?
    while values.count < d {
      let inside = rest.map { Matrix.product($0, matrix, transposing: .first) } ?? matrix
      let level = try SymmetricEigendecomposition(inside.gramOfRows())
      let roots = level.values.reversed().map { max($0, 0).squareRoot() }
      guard let largest = roots.first, largest > 0 else { break }
      let tolerance = max(
        rankTolerance(largest: values.first ?? largest, rows: d, columns: n),
        Scalar.ulpOfOne / resolved * (values.first ?? largest))
      guard largest > tolerance else { break }
      let kept = roots.prefix { $0 > tolerance && $0 > resolved * largest }.count
      let size = roots.count
      func outward(_ places: [Int]) -> Matrix<Scalar> {
        let vectors = level.vectors.selectingColumns(places)
        return rest.map { $0 * vectors } ?? vectors
      }
      parts.append(outward((0..<kept).map { size - 1 - $0 }))
      values += roots.prefix(kept)
      rest = outward((kept..<size).map { size - 1 - $0 })
    }
    self.values = values
    vectors = SignConvention.applied(
      toColumnsOf: parts.isEmpty ? Matrix(d, 0) : Matrix.stackedHorizontally(parts))
  }
}
