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
