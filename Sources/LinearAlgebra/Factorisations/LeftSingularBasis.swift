/// The complete left singular basis of X. Any number of its smallest vectors can be taken.
///
/// X = U S V' with U of size D x D, also where X has fewer columns than rows: then the last D - n
/// vectors span the left null space that every X of that shape has. U is never formed whole. One
/// factorisation serves every number of vectors. It takes one of three routes:
///
/// - D > n: X = Q R, R = U_R S V' and U = Q [U_R 0; 0 I], with Q kept as reflections;
/// - D <= n: X' = Q R, and the right singular vectors of R are U;
/// - D <= n and n at least `fewestForGram`: Gram matrices of X and of what they do not resolve
///   (`DeflatedGram`), which hold no copy of X. A certificate says how far values and vectors can
///   be off. Where it does not tell the rank, or values to half the rank tolerance, QR follows.
///
/// Cost: 2 D n min(D, n) operations by QR, little more than D² n by Gram matrices, and an SVD or
/// eigenproblem of size min(D, n). QR does not square the condition: it resolves singular values to
/// eps · sigma_max.
public struct LeftSingularBasis<Scalar: BLASScalar>: Sendable {
  /// All D singular values, descending; the last max(D - n, 0) are zero by shape.
  public let values: [Scalar]
  /// Number of columns of the factorised matrix.
  public let columns: Int
  /// How far values and vectors can be off; nil where X itself was factorised.
  public let certificate: SingularBasisCertificate<Scalar>?
  private let vectors: Matrix<Scalar>
  private let reflections: QRFactorisation<Scalar>?

  /// What vectors and values come from.
  enum Route: CaseIterable {
    case gram
    case qr
  }

  /// Fewer samples than this are factorised by QR: it takes little time, and the rank tolerance
  /// leaves Gram matrices little room.
  static var fewestForGram: Int { 2048 }

  /// Factorises `matrix`, D x n.
  /// - Throws: `LinearAlgebraError` where the matrix holds NaN or the iteration does not converge.
  public init(_ matrix: Matrix<Scalar>) throws { try self.init(StackedViews([.init(matrix)])) }

  /// Factorises views that stand on one another.
  /// - Throws: as for a matrix.
  public init(_ stack: StackedViews<Scalar>) throws {
    try self.init(stack, by: stack.columns < Self.fewestForGram ? .qr : .gram)
  }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  init(_ stack: StackedViews<Scalar>, by route: Route) throws {
    let (d, n) = (stack.rows, stack.columns)
    columns = n
    if route == .gram, let basis = try DeflatedGram(stack) {
      (values, vectors, reflections) = (basis.values, basis.vectors, nil)
      certificate = SingularBasisCertificate(basis)
      return
    }
    certificate = nil
    if d <= n {
      let decomposition = try SingularValueDecomposition(QRFactorisation(stack.matrix.transposed()).r)
      values = decomposition.values
      vectors = decomposition.v
      reflections = nil
    } else {
      let factorisation = try QRFactorisation(stack.matrix)
      let decomposition = try SingularValueDecomposition(factorisation.r)
      values = decomposition.values + [Scalar](repeating: 0, count: d - n)
      vectors = decomposition.u
      reflections = factorisation
    }
  }

  /// The basis of a matrix of at least as many columns as rows, from its parts.
  init(
    values: [Scalar], vectors: Matrix<Scalar>, columns: Int, certificate: SingularBasisCertificate<Scalar>?
  ) {
    (self.values, self.vectors, self.columns, self.certificate) = (values, vectors, columns, certificate)
    reflections = nil
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

  /// `count` orthonormal vectors of the left null space: those on which samples have the most
  /// energy ||v' S||, largest first. Beside them stand the energies of all null vectors,
  /// descending, 0 where there are more than samples.
  ///
  /// The singular values do not tell vectors of the null space apart; the samples determine this
  /// choice, not the order of a library's vectors. S = blkdiag(S_1, S_2, ...) is given by blocks of
  /// its rows, and is never formed. `count` is at most the nullity. Cost: O(D n m) for m samples.
  /// - Parameters:
  ///   - count: how many vectors.
  ///   - heights: how many rows each block has; D together.
  ///   - product: v' S_i of vectors v, one a column (rows of the block x c): a row for each. Nil
  ///     stands for the identity, and asks for S_i.
  public func leadingNullVectors(
    _ count: Int, forBlocks heights: [Int], product: (_ vectors: Matrix<Scalar>?, _ block: Int) -> Matrix<Scalar>
  ) throws -> (vectors: Matrix<Scalar>, energies: [Scalar]) {
    precondition(count >= 0 && count <= nullity, "\(count) of \(nullity) null vectors")
    precondition(heights.reduce(0, +) == rows, "blocks of \(heights) rows for vectors of \(rows)")
    let rank = rows - nullity
    // The null space is Q [tail 0; 0 I]; without reflections it is the tail alone.
    let tail = vectors.columns(rank..<vectors.columns)
    var first = 0
    let coordinates = try heights.indices.map { block in
      defer { first += heights[block] }
      guard let reflections else { return product(tail.rows(first..<(first + heights[block])), block) }
      let samples = product(nil, block)
      let padded = Matrix.stackedVertically([
        Matrix(first, samples.columns), samples, Matrix(rows - first - heights[block], samples.columns),
      ])
      let inside = try reflections.applyingQ(to: padded, transposed: true)
      return Matrix.stackedVertically([
        Matrix.product(tail, inside.rows(0..<tail.rows), transposing: .first), inside.rows(tail.rows..<rows),
      ])
    }
    let (leading, energies) = try Self.leadingDirections(count, of: .stackedHorizontally(coordinates))
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
    if matrix.rows <= matrix.columns, matrix.columns >= fewestForGram {
      let basis = try LeftSingularBasis(matrix)
      return (try basis.vectors(0..<count), basis.values)
    }
    let decomposition = try SingularValueDecomposition(matrix)
    let u = decomposition.u
    guard count > u.columns else { return (u.columns(0..<count), decomposition.values) }
    return (try QRFactorisation(u).q(columns: count), decomposition.values)
  }
}
