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
    let signs = Self.randomSigns(vectors?.columns ?? samples.rows)
    let sums = try GramSums(samples, inside: vectors, signs: signs)
    gram = try samples.total(sums.products).mirroringUpperTriangle()
    (self.signs, lost) = (signs, nil)
    (applied, outward) = (try samples.total(sums.applied), try samples.total(sums.outward))
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
