/// Eigenvectors of a Gram matrix B B' and the singular values of B, in descending order.
struct GramAxes<Scalar: BLASScalar> {
  /// Singular values of B, descending.
  let roots: [Scalar]
  /// Eigenvalues of B B', their squares.
  let squares: [Scalar]
  /// Left singular vectors of B, in the order of the values.
  let vectors: Matrix<Scalar>

  /// By the eigenpairs of B B'. Values that are small beside the largest lose half of their digits.
  init(_ gram: Matrix<Scalar>) throws {
    let eigen = try SymmetricEigendecomposition(gram)
    squares = eigen.values.reversed()
    roots = squares.map { max($0, 0).squareRoot() }
    vectors = eigen.vectors.selectingColumns(eigen.values.indices.reversed())
  }

  /// By the SVD of the Cholesky factor, which keeps what the sizes of rows tell: of a B whose rows
  /// descend, small values keep their digits too. Nil where rounding left no such factor.
  ///
  /// Cost: about twice that of the eigenpairs.
  init?(factoring gram: Matrix<Scalar>) throws {
    guard let factor = try? CholeskyFactorisation(gram) else { return nil }
    let decomposition = try SingularValueDecomposition(factor.lower)
    (roots, vectors) = (decomposition.values, decomposition.u)
    squares = roots.map { $0 * $0 }
  }
}
