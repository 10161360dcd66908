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

  /// How many random vectors are tried.
  private static var probes: Int { 8 }
  /// Samples in a block: 4 MB of 1,024 features in double precision.
  private static var width: Int { 512 }
  /// By how much eight random vectors may underrate a norm, but for one case in five thousand.
  private static var safety: Scalar { 4 }

  /// - Parameter vectors: W, D x w; nil for the identity.
  @_specialize(where Scalar == Double)
  init(_ stack: StackedViews<Scalar>, inside vectors: Matrix<Scalar>?) {
    let (d, n) = (stack.rows, stack.columns)
    let w = vectors?.columns ?? d
    let probes = Self.probes
    signs = Self.randomSigns(w, probes)
    var gram = Matrix<Scalar>(w, w)
    var (applied, outward) = (Matrix<Scalar>(w, probes), Matrix<Scalar>(vectors == nil ? 0 : d, probes))
    let width = min(n, Self.width)
    var block = Matrix<Scalar>(d, width)
    var (inside, images) = (Matrix<Scalar>(vectors == nil ? 0 : w, width), Matrix<Scalar>(width, probes))
    for first in stride(from: 0, to: n, by: max(width, 1)) {
      let count = min(width, n - first)
      if count < width { block = Matrix(d, count) }
      block.withUnsafeMutableElements { stack.copy(first..<(first + count), to: $0.baseAddress!) }
      if let vectors { inside.becomeProduct(vectors, block, transposing: .first) }
      let own = vectors == nil ? block : inside
      gram.addToUpperTriangle(gramOfRowsOf: own, firstColumns: count)
      images.becomeProduct(own, signs, transposing: .first)
      applied.addProduct(own, images)
      if vectors != nil { outward.addProduct(block, images) }
    }
    self.gram = gram.mirroringUpperTriangle()
    (self.applied, self.outward) = (applied, outward)
  }

  /// For each eigenvector v of B B' how far B B' v is from its multiple of v: eigenvalues are that
  /// near to true ones.
  func residuals(_ eigen: SymmetricEigendecomposition<Scalar>) -> [Scalar] {
    let known = Matrix.product(eigen.vectors, signs, transposing: .first).scalingRows(by: eigen.values)
    let difference = Matrix.product(eigen.vectors, applied, transposing: .first) - known
    return difference.rowNorms.map { Self.safety * $0 / Scalar(Self.probes).squareRoot() }
  }

  /// How much of X the vectors W still have along each of known directions: the norms of the rows
  /// of diag(values)^-1 K' X B', which the exact W leaves 0.
  func leaks(into known: [Matrix<Scalar>], of values: [Scalar]) -> [Scalar] {
    guard !known.isEmpty else { return [] }
    let factors = values.map { $0 > 0 ? 1 / $0 : 0 }
    let across = Matrix.product(.stackedHorizontally(known), outward, transposing: .first).scalingRows(by: factors)
    return across.rowNorms.map { Self.safety * $0 / Scalar(Self.probes).squareRoot() }
  }

  /// Numbers 1 and -1 from a fixed start, so that results can be repeated.
  private static func randomSigns(_ rows: Int, _ columns: Int) -> Matrix<Scalar> {
    var bits = SplitMix64(state: 0)
    return Matrix(rows, columns) { target in
      for i in target.indices { target.initializeElement(at: i, to: bits.next() & 1 == 0 ? 1 : -1) }
    }
  }
}
