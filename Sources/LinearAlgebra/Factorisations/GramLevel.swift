import Randomness

/// The Gram matrix of B = W'X from one pass over X, and what the same pass says of its error.
struct GramLevel<Scalar: BLASScalar> {
  /// B B', w x w.
  let gram: Matrix<Scalar>
  /// Signs drawn at random, w x `probes`.
  private let signs: Matrix<Scalar>
  /// B (B' signs), w x `probes`.
  private let applied: Matrix<Scalar>
  /// X (B' signs), D x `probes`.
  private let outward: Matrix<Scalar>
  /// The error of `gram` times random signs, where that was measured before; else it is in
  /// `applied`.
  private let lost: Matrix<Scalar>?

  /// How many random vectors are tried.
  static var probes: Int { 8 }
  /// Samples in a block: 4 MB of 1,024 features in double precision.
  static var width: Int { 512 }
  /// By how much eight random vectors may underrate a norm, but for one case in five thousand.
  private static var safety: Scalar { 4 }

  /// - Parameters:
  ///   - samples: X, D x n.
  ///   - vectors: W, D x w; nil for the identity.
  init(_ samples: some SampleSource<Scalar>, inside vectors: Matrix<Scalar>?) throws {
    let d = samples.rows
    let w = vectors?.columns ?? d
    let probes = Self.probes
    let signs = Self.randomSigns(w)
    var sums = Matrix<Scalar>(w, w)
    var (applied, outward) = (Matrix<Scalar>(w, probes), Matrix<Scalar>(vectors == nil ? 0 : d, probes))
    var (inside, images) = (Matrix<Scalar>(0, 0), Matrix<Scalar>(0, 0))
    try samples.forEachBlock(width: Self.width) { block in
      if let vectors { inside.becomeProduct(vectors, block, transposing: .first) }
      let own = vectors == nil ? block : inside
      sums.addToUpperTriangle(gramOfRowsOf: own, firstColumns: block.columns)
      images.becomeProduct(own, signs, transposing: .first)
      applied.addProduct(own, images)
      if vectors != nil { outward.addProduct(block, images) }
    }
    gram = try samples.total(sums).mirroringUpperTriangle()
    (self.signs, lost) = (signs, nil)
    (self.applied, self.outward) = (try samples.total(applied), try samples.total(outward))
  }

  /// The level of the identity from a Gram matrix that is known.
  /// - Parameters:
  ///   - gram: X X' as it was summed up.
  ///   - lost: its error times vectors of random signs, w x `probes`.
  init(gram: Matrix<Scalar>, lost: Matrix<Scalar>) {
    precondition(lost.rows == gram.rows && lost.columns == Self.probes, "\(lost.rows) x \(lost.columns) errors")
    self.gram = gram
    self.lost = lost
    (signs, applied, outward) = (Matrix(0, 0), Matrix(0, 0), Matrix(0, Self.probes))
  }

  /// For each eigenvector v of B B' how far B B' v is from its multiple of v: eigenvalues are that
  /// near to true ones.
  func residuals(_ axes: GramAxes<Scalar>) -> [Scalar] {
    func estimate(_ x: Matrix<Scalar>) -> [Scalar] {
      x.rowNorms.map { Self.safety * $0 / Scalar(Self.probes).squareRoot() }
    }
    if let lost {
      // What the eigenvectors themselves lose is seen directly.
      let own = gram * axes.vectors - axes.vectors.scalingColumns(by: axes.squares)
      return Swift.zip(own.columnNorms, estimate(Matrix.product(axes.vectors, lost, transposing: .first))).map {
        $0 + $1
      }
    }
    let known = Matrix.product(axes.vectors, signs, transposing: .first).scalingRows(by: axes.squares)
    return estimate(Matrix.product(axes.vectors, applied, transposing: .first) - known)
  }

  /// How much of X the vectors W still have along each of known directions: the norms of the rows
  /// of diag(values)^-1 K' X B', which the exact W leaves 0.
  func leaks(into known: [Matrix<Scalar>], of values: [Scalar]) -> [Scalar] {
    guard !known.isEmpty else { return [] }
    let factors = values.map { $0 > 0 ? 1 / $0 : 0 }
    let across = Matrix.product(.stackedHorizontally(known), outward, transposing: .first).scalingRows(by: factors)
    return across.rowNorms.map { Self.safety * $0 / Scalar(Self.probes).squareRoot() }
  }

  /// Numbers 1 and -1 from a fixed start, so that results can be repeated, rows x `probes`.
  static func randomSigns(_ rows: Int) -> Matrix<Scalar> {
    var bits = SplitMix64(state: 0)
    return Matrix(rows, probes) { target in
      for i in target.indices { target.initializeElement(at: i, to: bits.next() & 1 == 0 ? 1 : -1) }
    }
  }
}
