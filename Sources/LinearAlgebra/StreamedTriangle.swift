/// The triangle R of X = Q R for a tall X whose rows come in blocks: R'R = X'X, without X'X being
/// formed.
///
/// Each block is put below the triangle so far and factorised with it. Memory is the triangle and
/// one block. Singular values keep the digits that the Gram matrix would square away. Cost: 2 n d²
/// operations, and as many again where blocks have no more rows than columns. Source: Demmel,
/// Grigori, Hoemmen and Langou, SIAM J. Sci. Comput. 34, 2012 (sequential TSQR).
public struct StreamedTriangle<Scalar: BLASScalar>: Sendable {
  /// R, min(rows so far, d) x d.
  public private(set) var r: Matrix<Scalar>
  /// Rows so far.
  public private(set) var rows = 0

  /// The triangle of no rows of `columns` elements.
  public init(columns: Int) { r = Matrix(0, columns) }

  /// Takes in a block of rows.
  /// - Throws: `LinearAlgebraError` where the block holds NaN.
  public mutating func add(_ block: Matrix<Scalar>) throws {
    precondition(block.columns == r.columns, "rows of \(block.columns) elements, not \(r.columns)")
    rows += block.rows
    r = try QRFactorisation(.stackedVertically([r, block])).r
  }

  /// Takes in the triangles of all processes that share the rows, in their order: each has then the
  /// triangle of all rows.
  /// - Throws: what `exchange` throws, and as `add`.
  public mutating func combine(through exchange: any SampleExchange) throws {
    let d = r.columns
    let missing = Matrix<Scalar>(d - r.rows, d)
    let own = Matrix.stackedVertically([r, missing]).withUnsafeElements { $0.map { Double($0) } }
    let all = try exchange.gathered([Double(rows)] + own)
    var whole = StreamedTriangle(columns: d)
    for part in all where part[0] > 0 {
      let filled = min(Int(part[0]), d)
      try whole.add(Matrix(d, d, columnMajor: part.dropFirst().map { Scalar($0) }).rows(0..<filled))
    }
    (r, rows) = (whole.r, all.reduce(0) { $0 + Int($1[0]) })
  }
}
