import LinearAlgebra
import TestSupport
import Testing

@Suite("Inner products in tiles")
struct InnerProductTests {
  @Test("a tile holds the inner products of two runs of columns, in memory that may be larger")
  func tile() {
    let (a, b) = (randomMatrix(5, 9, seed: 1), randomMatrix(5, 7, seed: 2))
    let all = Matrix.product(a, b, transposing: .first)
    var tile = Matrix<Double>(4, 5).map { _ in Double.nan }
    for (first, second) in [(0..<4, 0..<5), (3..<6, 2..<7), (8..<9, 6..<7), (2..<2, 1..<3)] {
      Matrix.innerProducts(a, first, b, second, into: &tile)
      let expected = all.block(first, second)
      let found = tile.withUnsafeElements { Array($0.prefix(first.count * second.count)) }
      #expect(found.count == expected.count)
      expected.withUnsafeElements {
        for (one, other) in Swift.zip($0, found) { #expect(abs(one - other) < 1e-14) }
      }
    }
  }

  @Test("columns without elements have products of 0")
  func noElements() {
    var tile = Matrix<Double>(2, 2).map { _ in Double.nan }
    Matrix.innerProducts(Matrix(0, 3), 0..<2, Matrix(0, 3), 1..<3, into: &tile)
    #expect(tile == Matrix(2, 2))
  }
}
