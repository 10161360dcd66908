/// Eigenvectors of a Gram matrix B B' and the singular values of B, in descending order.
struct GramAxes<Scalar: BLASScalar> {
  /// Singular values of B, descending.
  let roots: [Scalar]
  /// Left singular vectors of B, in the order of the values.
  let vectors: Matrix<Scalar>
  /// Whether they come from the Cholesky factor.
  let areGraded: Bool

  /// The eigenpairs of B B', or the SVD of its Cholesky factor, which keeps what the sizes of rows
  /// tell. Rounding can leave a Gram matrix without such a factor: then it is the eigenpairs.
  ///
  /// Cost: an eigenproblem, or about twice as much by the factor.
  /// - Parameters:
  ///   - gram: B B'.
  ///   - descending: whether the rows of B descend in size.
  init(_ gram: Matrix<Scalar>, descending: Bool) throws {
    if descending, let factor = try? CholeskyFactorisation(gram) {
      let decomposition = try SingularValueDecomposition(factor.lower)
      (roots, vectors, areGraded) = (decomposition.values, decomposition.u, true)
      return
    }
    let eigen = try SymmetricEigendecomposition(gram)
    roots = eigen.values.reversed().map { max($0, 0).squareRoot() }
    vectors = eigen.vectors.selectingColumns(eigen.values.indices.reversed())
    areGraded = false
  }

  /// Eigenvalues of B B'.
  var squares: [Scalar] { roots.map { $0 * $0 } }
}
