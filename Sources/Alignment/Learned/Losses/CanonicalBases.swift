import LinearAlgebra

/// T = U D V' of a square matrix: by eigenvectors of T T', which cost half as much as the singular
/// value decomposition.
///
/// They square the range of the values. So the decomposition itself is taken where the smallest
/// value is below 1e-5 of the largest: V = T' U D^-1 has lost ten digits of sixteen by then, and is
/// still exact to the rounding of single precision.
struct CanonicalBases {
  let u, v: Matrix<Double>
  let values: [Double]

  /// - Throws: `LinearAlgebraError` where `matrix` holds NaN or an iteration does not converge.
  init(_ matrix: Matrix<Double>) throws {
    let eigen = try SymmetricEigendecomposition(matrix.gramOfRows())
    guard let smallest = eigen.values.first, let largest = eigen.values.last, smallest > 1e-10 * largest else {
      let whole = try SingularValueDecomposition(matrix)
      (u, v, values) = (whole.u, whole.v, whole.values)
      return
    }
    let roots = eigen.values.map { $0.squareRoot() }
    (u, values) = (eigen.vectors, roots)
    v = Matrix.product(matrix, eigen.vectors, transposing: .first).scalingColumns(by: roots.map { 1 / $0 })
  }
}
