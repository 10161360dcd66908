/// The complete left singular basis of X. Any number of its smallest vectors can be taken.
///
/// X = U S V' with U of size D x D, also where X has fewer columns than rows: then the last D - n
/// vectors span the left null space that every X of that shape has. U is never formed whole. Where
/// D <= n, X' = Q R and the right singular vectors of R are U; otherwise X = Q R, R = U_R S V' and
/// U = Q [U_R 0; 0 I], with Q kept as reflections. One factorisation serves every number of
/// vectors. Cost: 2 D n min(D, n) operations and an SVD of size min(D, n). QR does not square the
/// condition, so singular values are resolved to eps · sigma_max.
public struct LeftSingularBasis<Scalar: BLASScalar>: Sendable {
  /// All D singular values, descending; the last max(D - n, 0) are zero by shape.
  public let values: [Scalar]
  /// Number of columns of the factorised matrix.
  public let columns: Int
  private let vectors: Matrix<Scalar>
  private let reflections: QRFactorisation<Scalar>?

  /// Factorises `matrix`, D x n.
  /// - Throws: `LinearAlgebraError` where the matrix holds NaN or the iteration does not converge.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public init(_ matrix: Matrix<Scalar>) throws {
    let (d, n) = (matrix.rows, matrix.columns)
    columns = n
    if d <= n {
      let decomposition = try SingularValueDecomposition(QRFactorisation(matrix.transposed()).r)
      values = decomposition.values
      vectors = decomposition.v
      reflections = nil
    } else {
      let factorisation = try QRFactorisation(matrix)
      let decomposition = try SingularValueDecomposition(factorisation.r)
      values = decomposition.values + [Scalar](repeating: 0, count: d - n)
      vectors = decomposition.u
      reflections = factorisation
    }
  }

  /// Number of rows of the factorised matrix, D.
  public var rows: Int { values.count }

  /// Dimension of the left null space by the house rank tolerance.
  public var nullity: Int { rows - numericalRank(singularValues: values, rows: rows, columns: columns) }

  /// The left singular vectors of the `k` smallest singular values, D x k: the last k columns of U,
  /// in that order (values descend to the right), with the house's signs.
  public func smallest(_ k: Int) throws -> Matrix<Scalar> {
    precondition(k >= 0 && k <= rows, "\(k) of \(rows) singular vectors")
    return try vectors((rows - k)..<rows)
  }

  /// The left singular vectors with the given places in descending order of the singular values.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public func vectors(_ places: Range<Int>) throws -> Matrix<Scalar> {
    guard let reflections else { return SignConvention.applied(toColumnsOf: vectors.columns(places)) }
    var seeds = Matrix<Scalar>(rows, places.count)
    for (column, place) in places.enumerated() {
      if place < columns {
        for i in 0..<columns { seeds[i, column] = vectors[i, place] }
      } else {
        seeds[place, column] = 1
      }
    }
    return SignConvention.applied(toColumnsOf: try reflections.applyingQ(to: seeds))
  }

  /// `count` orthonormal vectors of the left null space, those on which the columns of `samples` (D
  /// x m) have the most energy ||v' samples||, largest first; and the energies of all of them,
  /// descending, 0 where there are more than samples.
  ///
  /// The singular values do not tell vectors of the null space apart; the samples determine this
  /// choice, not the order of a library's vectors. `count` is at most the nullity. Cost: O(D n m).
  public func leadingNullVectors(
    _ count: Int, for samples: Matrix<Scalar>
  ) throws -> (vectors: Matrix<Scalar>, energies: [Scalar]) {
    precondition(count >= 0 && count <= nullity, "\(count) of \(nullity) null vectors")
    precondition(samples.rows == rows, "samples of \(samples.rows) rows for vectors of \(rows)")
    let rank = rows - nullity
    // The null space is Q [tail 0; 0 I]; without reflections it is the tail alone.
    let tail = vectors.columns(rank..<vectors.columns)
    let inside = try reflections?.applyingQ(to: samples, transposed: true) ?? samples
    let coordinates = Matrix.stackedVertically([
      Matrix.product(tail, inside.rows(0..<tail.rows), transposing: .first), inside.rows(tail.rows..<rows),
    ])
    let (leading, energies) = try Self.leadingDirections(count, of: coordinates)
    let combined = Matrix.stackedVertically([
      tail * leading.rows(0..<tail.columns), leading.rows(tail.columns..<leading.rows),
    ])
    return (
      SignConvention.applied(toColumnsOf: try reflections?.applyingQ(to: combined) ?? combined),
      energies + [Scalar](repeating: 0, count: nullity - energies.count)
    )
  }

  /// The left singular vectors of the `count` largest values; completed by any orthonormal ones
  /// where there are fewer.
  private static func leadingDirections(
    _ count: Int, of matrix: Matrix<Scalar>
  ) throws -> (directions: Matrix<Scalar>, energies: [Scalar]) {
    let decomposition = try SingularValueDecomposition(matrix)
    let u = decomposition.u
    guard count > u.columns else { return (u.columns(0..<count), decomposition.values) }
    return (try QRFactorisation(u).q(columns: count), decomposition.values)
  }
}
