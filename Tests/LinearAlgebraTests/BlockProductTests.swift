import LinearAlgebra
import Testing
import TestSupport

@Suite("Products of blocks, and calls with one thread")
struct BlockProductTests {
  @Test("samples through a lower triangle are the general product", arguments: [1, 5, 32, 33, 70])
  func transform(d: Int) throws {
    let triangle = try CholeskyFactorisation(randomMatrix(d, d + 3, seed: 1).gramOfRows()).lower
    for n in [0, 1, 17] {
      let x = randomMatrix(d, n, seed: 2)
      // What stood in the result before does not matter.
      var result = randomMatrix(n, d, seed: 3)
      Matrix.transform(x, byLowerTriangle: triangle, into: &result)
      #expect(largestDifference(result, (triangle * x).transposed()) <= 1e-12 * Double(d))
    }
  }

  @Test(
    "a product with differences from a point is that of the centred columns", arguments: [0, 1, 255, 256, 257, 700])
  func relative(n: Int) {
    for (k, d) in [(3, 5), (1, 1), (7, 0), (0, 4)] {
      let (w, x) = (randomMatrix(k, d, seed: 7), randomMatrix(d, n, seed: 8))
      let point = (0..<d).map { 0.3 * Double($0) - 0.5 }
      let centred = x.addingToColumns(point.map { -$0 })
      let product = Matrix.product(w, x, relativeTo: point)
      #expect(product.rows == k && product.columns == n)
      #expect(largestDifference(product, w * centred) <= 1e-14 * Double(d))
      // Some columns, in any order and more than once.
      let some = (0..<(n / 2)).map { ($0 * 7) % n } + (n > 0 ? [0, 0] : [])
      #expect(x.selectingColumns(some, relativeTo: point) == centred.selectingColumns(some))
      let part = Matrix.product(w, x, columns: some, relativeTo: point)
      #expect(part.rows == k && part.columns == some.count)
      #expect(largestDifference(part, w * centred.selectingColumns(some)) <= 1e-14 * Double(d))
    }
  }

  @Test("a Gram matrix of some columns is added to the upper triangle, the lower one stays")
  func gram() {
    let y = randomMatrix(6, 9, seed: 4)
    let before = randomMatrix(6, 6, seed: 5)
    for count in [0, 4, 9] {
      var sum = before
      sum.addToUpperTriangle(gramOfRowsOf: y, firstColumns: count)
      let expected = before + y.columns(0..<count).gramOfRows()
      for j in 0..<6 {
        for i in 0..<6 { #expect(abs(sum[i, j] - (i <= j ? expected[i, j] : before[i, j])) < 1e-13) }
      }
    }
  }

  @Test("a scaled factor is the factor of the matrix times the square")
  func scaled() throws {
    let matrix = randomMatrix(4, 7, seed: 6).gramOfRows()
    let scaled = try CholeskyFactorisation(matrix).scaled(by: 3)
    #expect(largestDifference(scaled.lower, try CholeskyFactorisation(9 * matrix).lower) < 1e-12)
  }

  @Test("the number of threads is handed over and restored, in nested calls and after errors too")
  func serialCalls() {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try BLASLibrary.withSerialCalls { outer in
        #expect(BLASLibrary.threads == 1)
        try BLASLibrary.withSerialCalls { inner in
          #expect(inner == outer && BLASLibrary.threads == 1)
          throw Stop()
        }
      }
    }
    #expect(BLASLibrary.threads == BLASLibrary.withSerialCalls { $0 })
  }
}
