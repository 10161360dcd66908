import LinearAlgebra
import TestSupport
import Testing

@Suite("Covariance of stacked views")
struct StackedCovarianceTests {
  @Test("it is the covariance by its definition, also where samples make several blocks", arguments: [1, 7, 9000])
  func definition(n: Int) {
    let views = [randomMatrix(60, n, seed: 1), randomMatrix(25, n, seed: 2)]
    let found = StackedCovariance(views)
    let stacked = Matrix.stackedVertically(views)
    let centred = stacked.addingToColumns(stacked.rowMeans.map { -$0 })
    let expected = (1 / Double(n)) * Matrix.product(centred, centred, transposing: .second)
    #expect(largestDifference(found.matrix, expected) < 1e-13)
    #expect(found.means.flatMap(\.self) == stacked.rowMeans)
    #expect(found.matrix == found.matrix.transposed())
  }

  @Test("large offsets cost no digits")
  func offsets() {
    let view = randomMatrix(5, 4000, seed: 3)
    let shifted = view.addingToColumns([0, 1e3, -1e3, 1e4, 10])
    let (a, b) = (StackedCovariance([view]).matrix, StackedCovariance([shifted]).matrix)
    #expect(largestDifference(a, b) < 1e-11)
  }

  @Test("a block of a matrix holds its rows and columns")
  func block() {
    let x = randomMatrix(6, 7, seed: 4)
    #expect(x.block(1..<4, 2..<7) == x.rows(1..<4).columns(2..<7))
    #expect(x.block(2..<2, 0..<7).rows == 0)
  }
}
