import LinearAlgebra
import Randomness
import TestSupport
import Testing

@Suite("Ridge regression")
struct RidgeRegressionTests {
  /// Fits with means of the targets as they are.
  private func fit(_ x: Matrix<Double>, _ y: Matrix<Double>, ridge: Double) throws -> RidgeRegression {
    try RidgeRegression(x, targets: y, targetMeans: y.rowMeans, ridge: ridge)
  }

  @Test(
    "the gradient of the objective vanishes, with more samples than features and with fewer",
    arguments: [(4, 30), (30, 12), (9, 9)])
  func optimality(d: Int, n: Int) throws {
    let (x, y) = (3 * randomMatrix(d, n, seed: 1), randomMatrix(2, n, seed: 2))
    let fitted = try fit(x, y, ridge: 0.3)
    let centred = x.addingToColumns(x.rowMeans.map { -$0 })
    let variance = centred.columnSquares.reduce(0, +) / Double(n * d)
    // X (X'W - Y') + n r v W = 0 of centred samples and targets.
    let errors = fitted(x) - y
    let gradient = Matrix.product(centred, errors, transposing: .second) + (Double(n) * 0.3 * variance) * fitted.weights
    #expect(gradient.columnNorms.allSatisfy { $0 < 1e-8 })
    #expect(errors.rowMeans.allSatisfy { abs($0) < 1e-12 })
  }

  @Test("without a ridge affine functions are found exactly; a singular system is an error")
  func exact() throws {
    let (x, w) = (randomMatrix(3, 20, seed: 3), randomMatrix(3, 2, seed: 4))
    let y = Matrix.product(w, x, transposing: .first).addingToColumns([5, -7])
    let fitted = try fit(x, y, ridge: 0)
    #expect(largestDifference(fitted(x), y) < 1e-10 && largestDifference(fitted.weights, w) < 1e-10)
    #expect(throws: LinearAlgebraError.self) { try fit(.stackedVertically([x, x]), y, ridge: 0) }
  }

  @Test("samples that are all the same give the means of the targets")
  func identical() throws {
    let y = randomMatrix(2, 7, seed: 5)
    let x = Matrix(columns: [[Double]](repeating: [0.1, 1e9, -3], count: 7))
    let fitted = try fit(x, y, ridge: 0.1)
    #expect(fitted.weights == Matrix(3, 2) && fitted.intercepts == y.rowMeans)
  }

  @Test("the unit of the samples does not matter, however large or small it is", arguments: [1e-150, 1e150])
  func units(unit: Double) throws {
    let (x, y) = (randomMatrix(4, 25, seed: 6), randomMatrix(2, 25, seed: 7))
    #expect(largestDifference(try fit(unit * x, y, ridge: 0.1)(unit * x), try fit(x, y, ridge: 0.1)(x)) < 1e-10)
  }
}

@Suite("The order of columns")
struct ColumnOrderTests {
  @Test("columns are sorted by key, then lexicographically, wherever they stood")
  func order() {
    let x = Matrix<Double>(columns: [[2, 1], [1, 9], [1, 3], [0, 0], [2, 0]])
    #expect(x.columnOrder() == [3, 2, 1, 4, 0])
    #expect(x.columnOrder(by: [0, 1, 1, 1, 0]) == [4, 0, 3, 2, 1])
    let y = randomMatrix(3, 40, seed: 8)
    var generator = Seed(base: 9).generator
    let moved = y.selectingColumns(generator.shuffled(Array(0..<40)))
    #expect(moved.selectingColumns(moved.columnOrder()) == y.selectingColumns(y.columnOrder()))
  }

  @Test("columns are equal where no element differs; a matrix is finite where no element is infinite or NaN")
  func equality() {
    var x = Matrix<Double>(columns: [[Double]](repeating: Array(repeating: 0.25, count: 11), count: 9))
    #expect(x.hasEqualColumns && x.isFinite && Matrix<Double>(3, 0).hasEqualColumns)
    x[10, 8] = .nan
    #expect(!x.hasEqualColumns && !x.isFinite)
    x[10, 8] = -.infinity
    #expect(!x.isFinite)
  }
}

@Suite("Compensated sums")
struct CompensatedSumTests {
  @Test("large terms that cancel leave the small ones, in every order")
  func cancellation() {
    #expect([1e100, 1, -1e100, 1].compensatedSum == 2)
    #expect([1, 1e100, 1, -1e100].compensatedSum == 2)
    #expect([Double](repeating: 0.1, count: 1_000_000).compensatedSum == 100_000)
    var lanes = CompensatedLanes()
    for term in [1e100, 1, -1e100, 1] { lanes += SIMD8(repeating: term) }
    #expect(lanes.value == 16 && lanes.lanes == SIMD8(repeating: 2))
  }
}
