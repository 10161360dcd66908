import LinearAlgebra
import Testing
import TestSupport

@Suite("Matrix")
struct MatrixTests {
  @Test("storage is column-major and 64-byte aligned")
  func layout() {
    let matrix = Matrix<Double>(rows: [[1, 2, 3], [4, 5, 6]])
    matrix.withUnsafeElements { elements in
      #expect(Array(elements) == [1, 4, 2, 5, 3, 6])
      #expect(Int(bitPattern: elements.baseAddress) % 64 == 0)
    }
  }

  @Test("elements begin on a cache line, of any number", arguments: [1, 3, 1000, 1 << 17, 1 << 20, (1 << 20) + 1])
  func alignment(count: Int) {
    let matrices = (0..<8).map { _ in Matrix<Double>(1, count) }
    for matrix in matrices { matrix.withUnsafeElements { #expect(Int(bitPattern: $0.baseAddress) % 64 == 0) } }
  }

  @Test("a copy does not see later writes to the original")
  func valueSemantics() {
    var original = Matrix<Float>(rows: [[1, 2], [3, 4]])
    let copy = original
    original[0, 0] = 9
    #expect(copy[0, 0] == 1)
    #expect(original[0, 0] == 9)
  }

  @Test("all columns in their order share the memory, and any others do not; both are the columns")
  func sharedColumns() {
    var matrix = randomMatrix(3, 4, seed: 5)
    func address(_ matrix: Matrix<Double>) -> Int { matrix.withUnsafeElements { Int(bitPattern: $0.baseAddress) } }
    let all = matrix.selectingColumns([0, 1, 2, 3])
    #expect(address(all) == address(matrix) && all == matrix)
    for places in [[0, 1, 3, 2], [0, 1, 2], [0, 1, 2, 3, 3], [0, 0, 2, 3]] {
      let selected = matrix.selectingColumns(places)
      #expect(address(selected) != address(matrix))
      #expect(places.indices.allSatisfy { selected.column($0) == matrix.column(places[$0]) })
    }
    matrix[0, 0] += 1
    #expect(all != matrix && address(all) != address(matrix))
  }

  @Test("means over columns are those of the selected columns to the last bit")
  func meansOfColumns() {
    let matrix = randomMatrix(5, 30, seed: 6)
    for places in [[Int](), [7], [3, 3, 9], Array((0..<30).reversed())] {
      #expect(matrix.rowMeans(of: places) == matrix.selectingColumns(places).rowMeans)
    }
    #expect(matrix.rowMeans(of: 0..<30) == matrix.rowMeans)
  }

  @Test("large matrices begin on a large page, and hold what is written")
  func largeMatrix() {
    var matrix = Matrix<Double>(1024, 1025)
    #expect(matrix.withUnsafeElements { Int(bitPattern: $0.baseAddress) % (1 << 21) } == 0)
    matrix[1023, 1024] = 2
    #expect(matrix[1023, 1024] == 2 && matrix.columnNorms.last == 2 && matrix[0, 0] == 0)
  }

  @Test(
    "transposing twice gives the matrix back, across tile borders too",
    arguments: [(3, 5), (33, 31), (64, 100), (0, 4)])
  func transposition(rows: Int, columns: Int) {
    let matrix = randomMatrix(rows, columns, seed: 1)
    let transposed = matrix.transposed()
    #expect(transposed.rows == columns && transposed.columns == rows)
    #expect(transposed.transposed() == matrix)
    if rows > 1, columns > 2 { #expect(transposed[2, 1] == matrix[1, 2]) }
  }

  @Test("stacked parts are found again by their rows and columns")
  func stacking() {
    let (a, b) = (randomMatrix(3, 4, seed: 1), randomMatrix(2, 4, seed: 2))
    let vertical = Matrix.stackedVertically([a, b])
    #expect(vertical.rows(0..<3) == a && vertical.rows(3..<5) == b)
    let horizontal = Matrix.stackedHorizontally([a.transposed(), b.transposed()])
    #expect(horizontal.columns(0..<3) == a.transposed() && horizontal.columns(3..<5) == b.transposed())
    #expect(vertical.selectingRows([4, 0]).row(0) == b.row(1))
  }

  @Test("products agree with sums over indices, for every transposition")
  func products() {
    let (a, b) = (randomMatrix(4, 3, seed: 3), randomMatrix(3, 5, seed: 4))
    var expected = Matrix<Double>(4, 5)
    for i in 0..<4 { for j in 0..<5 { for l in 0..<3 { expected[i, j] += a[i, l] * b[l, j] } } }
    #expect(largestDifference(a * b, expected) < 1e-14)
    #expect(largestDifference(Matrix.product(a.transposed(), b, transposing: .first), expected) < 1e-14)
    #expect(largestDifference(Matrix.product(a, b.transposed(), transposing: .second), expected) < 1e-14)
    #expect(largestDifference(Matrix.product(a.transposed(), b.transposed(), transposing: .both), expected) < 1e-14)
  }

  @Test("Gram matrices are exactly symmetric and equal the product")
  func gram() {
    let x = randomMatrix(7, 11, seed: 5)
    let rows = x.gramOfRows()
    #expect(rows == rows.transposed())
    #expect(largestDifference(rows, Matrix.product(x, x, transposing: .second)) < 1e-13)
    #expect(largestDifference(x.gramOfColumns(), Matrix.product(x, x, transposing: .first)) < 1e-13)
  }

  @Test("the Frobenius norm neither overflows nor underflows")
  func frobenius() {
    #expect(Matrix<Double>(rows: [[3, 4]]).frobeniusNorm == 5)
    #expect(Matrix<Double>(rows: [[3e200, 4e200]]).frobeniusNorm.isFinite)
    #expect(abs(Matrix<Double>(rows: [[3e-200], [4e-200]]).frobeniusNorm / 5e-200 - 1) < 1e-14)
    #expect(Matrix<Double>(0, 3).frobeniusNorm == 0)
    for scale in [1e-200, 1e-160, 1, 1e160, 1e300] {
      let plain = randomMatrix(5, 7, seed: 30)
      let matrix = scale * plain
      #expect(abs(matrix.frobeniusNorm / (scale * plain.frobeniusNorm) - 1) < 1e-14)
      #expect(inStep(matrix.rowNorms, matrix.transposed().columnNorms).allSatisfy { abs($0 / $1 - 1) < 1e-15 })
    }
    #expect(Matrix<Double>(3, 0).frobeniusNorm == 0 && Matrix<Double>(2, 0).rowNorms == [0, 0])
  }

  @Test("an empty inner dimension gives zeros, not garbage")
  func emptyProduct() {
    #expect(Matrix<Double>(2, 0) * Matrix<Double>(0, 3) == Matrix<Double>(2, 3))
  }

  @Test(
    "sums of squares of columns and their norms are those of a plain sum, with any number of rows", arguments: 0..<11)
  func columnSquares(rows: Int) {
    var matrix = Matrix<Double>(rows, 3)
    for j in 0..<3 { for i in 0..<rows { matrix[i, j] = Double(i * 3 + j) - 4.5 } }
    let expected = (0..<3).map { j in (0..<rows).reduce(0) { $0 + matrix[$1, j] * matrix[$1, j] } }
    #expect(inStep(matrix.columnSquares, expected).allSatisfy { abs($0 - $1) <= 1e-14 * $1 })
    #expect(inStep(matrix.columnNorms, expected).allSatisfy { abs($0 * $0 - $1) <= 1e-14 * $1 })
    #expect(matrix.columnSquares.count == 3 && matrix.columnNorms.count == 3)
    let point = randomMatrix(rows, 1, seed: 31).column(0)
    #expect(matrix.columnSquares(from: point) == matrix.addingToColumns(point.map { -$0 }).columnSquares)
  }
}
