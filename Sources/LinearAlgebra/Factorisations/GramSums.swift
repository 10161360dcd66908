/// What a pass over X (D x n) adds up for a `GramLevel`: products of the rows of B = W'X, and what
/// they do to random signs.
struct GramSums<Scalar: BLASScalar>: Sendable {
  /// The upper triangle of B B', w x w.
  private(set) var products: Matrix<Scalar>
  /// B (B' signs), w x signs.
  private(set) var applied: Matrix<Scalar>
  /// X (B' signs), D x signs; without a row where W is the identity.
  private(set) var outward: Matrix<Scalar>

  /// Reads the samples once.
  /// - Parameters:
  ///   - samples: X.
  ///   - vectors: W, D x w; nil for the identity.
  ///   - signs: a column for each random vector.
  init(_ samples: some SampleSource<Scalar>, inside vectors: Matrix<Scalar>?, signs: Matrix<Scalar>) throws {
    let parts = try samples.eachStrand { strand, _ in
      var sums = Self(rows: strand.rows, inside: vectors, signs: signs)
      try sums.add(strand, inside: vectors, signs: signs)
      return sums
    }
    self = parts[0]
    for part in parts.dropFirst() {
      products.add(part.products)
      applied.add(part.applied)
      outward.add(part.outward)
    }
  }

  private init(rows: Int, inside vectors: Matrix<Scalar>?, signs: Matrix<Scalar>) {
    products = Matrix(signs.rows, signs.rows)
    applied = Matrix(signs.rows, signs.columns)
    outward = Matrix(vectors == nil ? 0 : rows, signs.columns)
  }

  private mutating func add(
    _ samples: some SampleSource<Scalar>, inside vectors: Matrix<Scalar>?, signs: Matrix<Scalar>
  ) throws {
    var (inside, images) = (Matrix<Scalar>(0, 0), Matrix<Scalar>(0, 0))
    try samples.forEachBlock(width: GramLevel<Scalar>.width) { block in
      if let vectors { inside.becomeProduct(vectors, block, transposing: .first) }
      let own = vectors == nil ? block : inside
      products.addToUpperTriangle(gramOfRowsOf: own, firstColumns: block.columns)
      images.becomeProduct(own, signs, transposing: .first)
      applied.addProduct(own, images)
      if vectors != nil { outward.addProduct(block, images) }
    }
  }
}
