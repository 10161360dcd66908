import Foundation
import TestSupport
import Testing

@testable import LinearAlgebra

@Suite("Factorisations")
struct FactorisationTests {
  static let shapes = [(5, 5), (9, 4), (4, 9), (1, 3), (3, 1), (120, 40)]

  @Test("Q R gives X back, Q is orthonormal, R is upper triangular", arguments: shapes)
  func qr(rows: Int, columns: Int) throws {
    let x = randomMatrix(rows, columns, seed: 11)
    let qr = try QRFactorisation(x)
    let q = try qr.q()
    #expect(largestDifference(q * qr.r, x) < 1e-12)
    #expect(orthonormalityError(ofColumnsOf: q) < 1e-13)
    for j in 0..<qr.r.columns { for i in (j + 1)..<max(qr.r.rows, j + 1) { #expect(qr.r[i, j] == 0) } }
    let full = try qr.q(columns: rows)
    #expect(largestDifference(try qr.applyingQ(to: try qr.applyingQ(to: full, transposed: true)), full) < 1e-12)
  }

  @Test("U diag(s) V' gives X back, U and V are orthonormal, values descend", arguments: shapes)
  func svd(rows: Int, columns: Int) throws {
    let x = randomMatrix(rows, columns, seed: 12)
    let svd = try SingularValueDecomposition(x)
    let back = Matrix.product(svd.u.scalingColumns(by: svd.values), svd.v, transposing: .second)
    #expect(largestDifference(back, x) < 1e-12)
    #expect(orthonormalityError(ofColumnsOf: svd.u) < 1e-13)
    #expect(orthonormalityError(ofColumnsOf: svd.v) < 1e-13)
    #expect(zip(svd.values, svd.values.dropFirst()).allSatisfy { $0 >= $1 } && svd.values.last! >= 0)
  }

  @Test("rank is found by the relative tolerance, whatever the scale", arguments: [1e-150, 1, 1e150])
  func rank(scale: Double) throws {
    let x = scale * randomMatrix(20, 30, rank: 7, seed: 13)
    #expect(try SingularValueDecomposition(x).rank == 7)
    #expect(try SingularValueDecomposition(Matrix<Double>(4, 4)).rank == 0)
  }

  @Test("in every singular vector the element of largest magnitude is positive")
  func signs() throws {
    let u = try SingularValueDecomposition(randomMatrix(8, 6, seed: 14)).u
    for j in 0..<u.columns { #expect(u.column(j).max { abs($0) < abs($1) }! > 0) }
  }

  @Test("eigenpairs satisfy S v = w v; a range gives the same pairs as all")
  func eigen() throws {
    let s = randomMatrix(12, 30, seed: 15).gramOfRows()
    let all = try SymmetricEigendecomposition(s)
    #expect(largestDifference(s * all.vectors, all.vectors.scalingColumns(by: all.values)) < 1e-11)
    #expect(orthonormalityError(ofColumnsOf: all.vectors) < 1e-13)
    let some = try SymmetricEigendecomposition(s, range: 9..<12)
    #expect(inStep(some.values, all.values[9...]).allSatisfy { abs($0 - $1) < 1e-11 })
    #expect(largestDifference(some.vectors, all.vectors.columns(9..<12)) < 1e-9)
    #expect(try SymmetricEigendecomposition(s, range: 3..<3).values.isEmpty)
  }

  @Test("L L' gives S back, and solving with it inverts S")
  func cholesky() throws {
    let s = randomMatrix(9, 20, seed: 16).gramOfRows()
    let factor = try CholeskyFactorisation(s)
    #expect(largestDifference(Matrix.product(factor.lower, factor.lower, transposing: .second), s) < 1e-12)
    let b = randomMatrix(9, 3, seed: 17)
    #expect(largestDifference(s * factor.solving(b), b) < 1e-10)
    let values = try SymmetricEigendecomposition(s).values
    let product = values.reduce(1, *)
    #expect(abs(factor.logDeterminant - log(product)) < 1e-10)
  }

  @Test("a matrix that is not positive definite names potrf and the leading minor")
  func choleskyFailure() throws {
    let error = #expect(throws: LinearAlgebraError.self) {
      try CholeskyFactorisation(Matrix<Double>(rows: [[1, 0], [0, -1]]))
    }
    #expect(error?.routine == "dpotrf" && error?.info == 2)
    #expect(error?.meaning.contains("leading minor of order 2") == true)
  }

  @Test("NaN is an error with the routine's name, not a result")
  func nan() {
    let bad = Matrix<Double>(rows: [[1, .nan], [2, 3]])
    #expect(throws: LinearAlgebraError.self) { try SingularValueDecomposition(bad) }
    #expect(throws: LinearAlgebraError.self) { try QRFactorisation(bad) }
    let error = #expect(throws: LinearAlgebraError.self) { try SymmetricEigendecomposition(bad) }
    #expect(error?.routine == "dsyevd" && (error?.info ?? 0) < 0)
  }

  @Test("a singular system names gesv and the pivot")
  func singular() {
    let error = #expect(throws: LinearAlgebraError.self) {
      try Matrix<Float>(rows: [[1, 2], [2, 4]]).solving(Matrix<Float>(rows: [[1], [1]]))
    }
    #expect(error?.routine == "sgesv" && error?.meaning.contains("pivot 2") == true)
  }

  @Test("least squares leaves a residual orthogonal to the columns, and has least norm when columns depend")
  func leastSquares() throws {
    let a = randomMatrix(20, 6, rank: 4, seed: 18)
    let b = randomMatrix(20, 2, seed: 19)
    let x = try a.leastSquares(b)
    let residual = a * x - b
    #expect(Matrix.product(a, residual, transposing: .first).frobeniusNorm < 1e-11)
    let svd = try SingularValueDecomposition(a)
    let outside = svd.v.columns(4..<6)
    #expect(Matrix.product(outside, x, transposing: .first).frobeniusNorm < 1e-11)
  }

  @Test("single precision keeps the laws at its own accuracy")
  func singlePrecision() throws {
    let x = randomMatrix(10, 6, seed: 20).asFloat
    let svd = try SingularValueDecomposition(x)
    #expect(
      largestDifference(Matrix.product(svd.u.scalingColumns(by: svd.values), svd.v, transposing: .second), x) < 1e-5)
    #expect(orthonormalityError(ofColumnsOf: svd.u) < 1e-6)
  }

  @Test(
    "where divide and conquer does not converge QR iteration serves: both give one decomposition",
    arguments: [(9, 5), (5, 9)])
  func iterations(m: Int, n: Int) throws {
    let x = randomMatrix(m, n, seed: 4)
    let all = try SingularValueDecomposition<Double>.Iteration.allCases.map {
      try SingularValueDecomposition(x, by: $0)
    }
    for found in all {
      #expect((found.u.scalingColumns(by: found.values) * found.v.transposed() - x).frobeniusNorm < 1e-13)
      #expect((found.u - all[0].u).frobeniusNorm < 1e-12 && (found.v - all[0].v).frobeniusNorm < 1e-12)
    }
    #expect(try SingularValueDecomposition(x).u == all[0].u)
  }
}
