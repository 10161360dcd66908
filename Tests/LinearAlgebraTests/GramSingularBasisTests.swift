import Foundation
import LinearAlgebra
import Testing
import TestSupport

@Suite("Singular basis from Gram matrices")
struct GramSingularBasisTests {
  /// A d x n matrix with the given singular values.
  static func matrix(_ values: [Double], _ n: Int) throws -> Matrix<Double> {
    let u = try QRFactorisation(randomMatrix(values.count, values.count, seed: 1)).q()
    let v = try QRFactorisation(randomMatrix(n, values.count, seed: 2)).q()
    return Matrix.product(u.scalingColumns(by: values), v, transposing: .second)
  }

  @Test("singular values down to 1e-11 of the largest are found", arguments: [0, 1, 3, 5, 8, 11])
  func values(exponent: Int) throws {
    let known = (0..<12).map { pow(10, -Double(exponent) * Double($0) / 11) }
    let basis = try GramSingularBasis(Self.matrix(known, 40))
    #expect(basis.rank == 12)
    #expect(inStep(basis.values, known).allSatisfy { abs($0 / $1 - 1) < 1e-3 && abs($0 - $1) < 1e-12 })
    #expect(orthonormalityError(ofColumnsOf: basis.vectors) < 1e-13)
  }

  @Test("vectors and values are those of the SVD where singular values are apart")
  func vectors() throws {
    let matrix = try Self.matrix((0..<10).map { pow(10, -0.3 * Double($0)) }, 30)
    let (basis, known) = (try GramSingularBasis(matrix), try SingularValueDecomposition(matrix))
    #expect(inStep(basis.values, known.values).allSatisfy { abs($0 / $1 - 1) < 1e-9 })
    #expect(largestDifference(basis.vectors, known.u) < 1e-9)
  }

  @Test("singular values alone are those of the basis, near and far below the largest", arguments: [0, 1, 2, 5, 11])
  func valuesAlone(exponent: Int) throws {
    let matrix = try Self.matrix((0..<12).map { pow(10, -Double(exponent) * Double($0) / 11) }, 40)
    let (alone, basis) = (try GramSingularBasis.singularValues(of: matrix), try GramSingularBasis(matrix).values)
    #expect(alone.count == basis.count)
    #expect(inStep(alone, basis).allSatisfy { abs($0 - $1) < 1e-12 * $1 })
    let square = matrix.gramOfRows()
    let (eigenvalues, known) = (
      try SymmetricEigendecomposition.values(of: square), try SymmetricEigendecomposition(square).values
    )
    #expect(inStep(eigenvalues, known).allSatisfy { abs($0 - $1) < 1e-13 })
    #expect(try GramSingularBasis.singularValues(of: Matrix<Double>(0, 5)).isEmpty)
    #expect(try GramSingularBasis.singularValues(of: Matrix<Double>(3, 5)).isEmpty)
  }

  @Test("directions that the matrix does not have are left out, whatever the scale", arguments: [1e-8, 1, 1e8])
  func rank(scale: Double) throws {
    for rank in 0...4 {
      let matrix = scale * randomMatrix(9, 50, rank: rank, seed: 3)
      #expect(try GramSingularBasis(matrix).rank == rank)
    }
    #expect(try GramSingularBasis(Matrix<Double>(0, 5)).rank == 0)
  }
}
