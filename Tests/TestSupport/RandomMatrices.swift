import LinearAlgebra
import Randomness

/// A matrix of standard normal numbers, the same for the same seed.
public func randomMatrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
  var generator = Seed(base: seed).deriving("test matrix").generator
  return Matrix(rows, columns, columnMajor: (0..<(rows * columns)).map { _ in generator.normal() })
}

/// A matrix of the given rank: the product of two random factors.
public func randomMatrix(_ rows: Int, _ columns: Int, rank: Int, seed: UInt64) -> Matrix<Double> {
  randomMatrix(rows, rank, seed: seed) * randomMatrix(rank, columns, seed: seed &+ 1)
}

/// The largest magnitude of a difference of elements; infinite for matrices of different size.
public func largestDifference<T: BLASScalar>(_ a: Matrix<T>, _ b: Matrix<T>) -> T {
  guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
  return (a - b).withUnsafeElements { $0.reduce(0) { max($0, abs($1)) } }
}

/// How far the columns are from orthonormal: the largest element of |Q'Q - I|.
public func orthonormalityError<T: BLASScalar>(ofColumnsOf matrix: Matrix<T>) -> T {
  largestDifference(matrix.gramOfColumns(), .identity(matrix.columns))
}
