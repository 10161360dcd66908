import TestSupport
import Testing

@testable import LinearAlgebra

@Suite("Left singular bases of samples in pieces")
struct StreamedBasisTests {
  @Test("an affine stack is the mapped views on one another", arguments: SamplesInPieces.layouts)
  func stack(pieces: [Int]) throws {
    let x = randomMatrix(7, 2000, seed: 81)
    let matrix = randomMatrix(2, 3, seed: 82)
    let stack = AffineStack(
      SamplesInPieces(x, pieces: pieces),
      [
        .init(offset: [1, 2, 3, 4], factor: [2, 1, 0.5, 3]),
        .init(offset: [0, 1, 0], factor: [1, 2, 1], matrix: matrix, shift: [5, 6], sign: -1),
      ])
    let first = x.rows(0..<4).addingToColumns([-1, -2, -3, -4]).scalingRows(by: [2, 1, 0.5, 3])
    let second = matrix * x.rows(4..<7).addingToColumns([0, -1, 0]).scalingRows(by: [1, 2, 1])
    let known = Matrix.stackedVertically([first, -second.addingToColumns([-5, -6])])
    var blocks: [Matrix<Double>] = []
    try stack.forEachBlock(width: 512) { blocks.append($0) }
    let mapped = Matrix.stackedHorizontally(blocks)
    #expect(mapped.rows == 6 && (mapped - known).frobeniusNorm < 1e-13 * known.frobeniusNorm)
    #expect(inStep(stack.image(of: x.column(9)), known.column(9)).allSatisfy { abs($0 - $1) < 1e-13 })
  }

  @Test(
    "values, vectors and certificate are those in memory, whatever the condition, and moments save one pass",
    arguments: [0, 2, 6, 10, 14])
  func asInMemory(exponent: Double) throws {
    let known = DeflatedGramTests.geometric(exponent)
    let x = try GramSingularBasisTests.matrix(known, 3000)
    let source = SamplesInPieces(x, pieces: [1100, 40, 800])
    let moments = try StackedMoments(source)
    let stack = AffineStack(
      source, [.init(offset: [Double](repeating: 0, count: 40), factor: [Double](repeating: 1, count: 40))])
    let basis = try LeftSingularBasis(stack, moments: moments)
    let reference = try LeftSingularBasis(x)
    let certificate = try #require(basis.certificate)
    #expect(source.passes == certificate.passes)
    #expect(abs(certificate.passes - (reference.certificate?.passes ?? 0)) <= 1)
    let tolerance = rankTolerance(largest: 1.0, rows: 40, columns: 3000)
    #expect(inStep(basis.values, known).allSatisfy { abs($0 - $1) < tolerance / 4 })
    let (k, cut) = (10, 30)
    let error = Matrix.product(try basis.smallest(k), x, transposing: .first).frobeniusNorm
    let least = known.suffix(k).reduce(0) { $0 + $1 * $1 }.squareRoot()
    let bounds = certificate.bounds(smallest: k)
    #expect(error < min(bounds.excess, 1.001) * least * (1 + 1e-12) + 1e-15)
    guard known[cut - 1] > 1.01 * known[cut] else { return }
    let across = Matrix.product(
      try reference.vectors(0..<cut), try basis.smallest(k), transposing: .first
    ).frobeniusNorm
    let expected = reference.certificate.map { $0.bounds(smallest: k).sine } ?? 1e-7
    #expect(across <= bounds.sine + expected + 1e-12, "\(across)")
  }

  @Test("where Gram matrices do not tell the rank, the triangle of all samples does")
  func triangle() throws {
    let tolerance = rankTolerance(largest: 1.0, rows: 10, columns: 3000)
    let x = try GramSingularBasisTests.matrix(DeflatedGramTests.geometric(2, 9) + [tolerance * (1 + 1e-9)], 3000)
    let source = SamplesInPieces(x, pieces: [900])
    let basis = try LeftSingularBasis(streaming: source, firstLevel: nil)
    #expect(basis.certificate == nil)
    let known = try LeftSingularBasis(StackedViews([.init(x)]), by: .qr)
    #expect(inStep(basis.values, known.values).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test("fewer samples than rows: the null space is there too")
  func few() throws {
    let x = randomMatrix(9, 4, seed: 83)
    let basis = try LeftSingularBasis(streaming: SamplesInPieces(x, pieces: [3]), firstLevel: nil)
    #expect(basis.rows == 9 && basis.nullity == 5)
    #expect(Matrix.product(try basis.smallest(5), x, transposing: .first).frobeniusNorm < 1e-13)
  }
}

@Suite("Gram matrices in panels")
struct PanelProductTests {
  @Test("they add the upper triangle of Y Y', whatever the sizes", arguments: [1, 5, 128, 129, 300])
  func sum(rows: Int) {
    for columns in [1, 3, 40] {
      let y = randomMatrix(rows, columns, seed: UInt64(rows + columns))
      var sums = Matrix<Double>.identity(rows)
      sums.addToUpperTriangle(panelsOfGramOfRowsOf: y)
      #expect(largestDifference(sums.mirroringUpperTriangle(), .identity(rows) + y.gramOfRows()) < 1e-12)
    }
  }
}
