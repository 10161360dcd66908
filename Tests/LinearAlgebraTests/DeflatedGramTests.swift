import Foundation
import TestSupport
import Testing

@testable import LinearAlgebra

/// The Gram route of `LeftSingularBasis`, against QR and SVD of the same matrix.
@Suite("Left singular basis from Gram matrices")
struct DeflatedGramTests {
  static let samples = 3000

  static func geometric(_ exponent: Double, _ count: Int = 40) -> [Double] {
    (0..<count).map { pow(10, -exponent * Double($0) / Double(max(count - 1, 1))) }
  }

  /// Rows that are hard in their own ways.
  static func hardMatrices() throws -> [(name: String, matrix: Matrix<Double>)] {
    let x = randomMatrix(20, samples, seed: 31)
    let constant = Matrix<Double>(1, samples).map { _ in 7.0 }
    return [
      ("rank 13 of 30", randomMatrix(30, samples, rank: 13, seed: 32)),
      ("duplicated rows", .stackedVertically([x, x.rows(0..<5)])),
      ("rows that nearly repeat", .stackedVertically([x, x.rows(0..<5) + 1e-9 * randomMatrix(5, samples, seed: 33)])),
      ("a constant row, twice", .stackedVertically([x, constant, constant])),
      ("rows of zeros", .stackedVertically([x, Matrix(3, samples)])),
      ("far from zero", x.addingToColumns([Double](repeating: 1e6, count: 20))),
      ("units far apart", x.scalingRows(by: (0..<20).map { pow(10, Double($0) - 10) })),
      ("one row", x.rows(0..<1)),
      ("nothing", Matrix(4, samples)),
      ("all equal", constant.selectingRows([Int](repeating: 0, count: 6))),
    ]
  }

  @Test(
    "singular values are exact to a quarter of the rank tolerance, and ||A'X|| is the least to a thousandth",
    arguments: [0, 1, 3, 6, 10, 14])
  func condition(exponent: Double) throws {
    let known = Self.geometric(exponent)
    let x = try GramSingularBasisTests.matrix(known, Self.samples)
    let basis = try #require(try DeflatedGram(StackedViews([.init(x)])))
    let tolerance = rankTolerance(largest: 1.0, rows: 40, columns: Self.samples)
    #expect(inStep(basis.values, known).allSatisfy { abs($0 - $1) < tolerance / 4 })
    #expect(orthonormalityError(ofColumnsOf: basis.vectors) < 1e-13)
    for k in [1, 5, 39, 40] {
      let error = Matrix.product(basis.vectors.columns((40 - k)..<40), x, transposing: .first).frobeniusNorm
      let least = known.suffix(k).reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(error < 1.001 * least + 1e-15, "k \(k)")
    }
  }

  @Test("the number of passes grows with the condition", arguments: [(1, 1), (4, 2), (10, 2), (14, 3)])
  func passes(exponent: Double, passes: Int) throws {
    let x = try GramSingularBasisTests.matrix(Self.geometric(exponent), Self.samples)
    #expect(try LeftSingularBasis(x).certificate?.passes == passes)
  }

  @Test("the certificate bounds what is lost, and is not empty", arguments: [1, 3, 6, 10])
  func certificate(exponent: Double) throws {
    let known = Self.geometric(exponent)
    let x = try GramSingularBasisTests.matrix(known, Self.samples)
    let u = try QRFactorisation(randomMatrix(40, 40, seed: 1)).q()
    let basis = try LeftSingularBasis(x)
    let certificate = try #require(basis.certificate)
    // What the matrix itself is rounded by.
    let rounding = 5e-15
    for ((value, exact), doubt) in zip(inStep(basis.values, known), certificate.doubts) {
      #expect(abs(value - exact) <= doubt + rounding)
    }
    for k in [1, 7, 20] {
      let a = try basis.smallest(k)
      let sine = try SingularValueDecomposition(Matrix.product(u.columns(0..<(40 - k)), a, transposing: .first)).values[
        0]
      let error = Matrix.product(a, x, transposing: .first).frobeniusNorm
      let least = known.suffix(k).reduce(0) { $0 + $1 * $1 }.squareRoot()
      let bounds = certificate.bounds(smallest: k)
      let gap = known[39 - k] - known[40 - k]
      #expect(sine <= bounds.sine + rounding / gap && bounds.sine < 1e-3, "k \(k)")
      #expect(error <= bounds.excess * least * (1 + 1e-12) + rounding && bounds.excess < 1.001, "k \(k)")
    }
    #expect(certificate.bounds(smallest: 0) == (1, 0) && certificate.bounds(smallest: 40).sine == 0)
  }

  @Test("rank, values and null space are those of QR and SVD", arguments: try hardMatrices().indices)
  func special(index: Int) throws {
    let (name, x) = try Self.hardMatrices()[index]
    let (basis, known) = (try LeftSingularBasis(x), try LeftSingularBasis(StackedViews([.init(x)]), by: .qr))
    #expect(basis.nullity == known.nullity, "\(name)")
    let tolerance = rankTolerance(largest: known.values[0], rows: x.rows, columns: x.columns)
    #expect(inStep(basis.values, known.values).allSatisfy { abs($0 - $1) <= tolerance / 2 }, "\(name)")
    let null = (try basis.smallest(basis.nullity), try known.smallest(basis.nullity))
    let apart =
      Matrix.product(null.0, null.0, transposing: .second) - Matrix.product(null.1, null.1, transposing: .second)
    // Rounding turns it by its share of the smallest value that is not 0.
    let least = known.values.prefix(x.rows - known.nullity).last ?? 1
    #expect(apart.largestMagnitude <= 300 * .ulpOfOne * known.values[0] / least, "\(name)")
    #expect(orthonormalityError(ofColumnsOf: try basis.smallest(x.rows)) < 1e-13, "\(name)")
  }

  @Test("any unit gives the same vectors", arguments: [1e-150, 1e-100, 1e-30, 1e30, 1e100, 1e150])
  func units(unit: Double) throws {
    let x = try GramSingularBasisTests.matrix(Self.geometric(4), Self.samples)
    let (basis, scaled) = (try LeftSingularBasis(x), try LeftSingularBasis(unit * x))
    #expect(largestDifference(try basis.smallest(8), try scaled.smallest(8)) < 1e-8)
    #expect(inStep(scaled.values, basis.values).allSatisfy { abs($0 / unit - $1) < 1e-12 })
  }

  @Test("equal singular values stay equal to the rank tolerance, on any level", arguments: [1, 1e-3, 1e-6, 1e-9])
  func ties(value: Double) throws {
    let known = Self.geometric(2, 10).filter { $0 > value } + [Double](repeating: value, count: 5)
    let basis = try LeftSingularBasis(GramSingularBasisTests.matrix(known, Self.samples))
    #expect(basis.certificate != nil)
    let tolerance = rankTolerance(largest: basis.values[0], rows: known.count, columns: Self.samples)
    let tied = basis.values.suffix(5)
    #expect(zip(tied, tied.dropFirst()).allSatisfy { $0 - $1 <= tolerance })
    #expect(
      try LeftSingularBasis(GramSingularBasisTests.matrix(known, Self.samples)).certificate?.bounds(smallest: 2).sine
        == 1)
  }

  @Test("where a value stands at the rank tolerance, QR decides")
  func atTheTolerance() throws {
    let tolerance = rankTolerance(largest: 1.0, rows: 10, columns: Self.samples)
    let x = try GramSingularBasisTests.matrix(Self.geometric(2, 9) + [tolerance * (1 + 1e-9)], Self.samples)
    #expect(try DeflatedGram(StackedViews([.init(x)])) == nil)
    #expect(try LeftSingularBasis(x).certificate == nil)
  }

  @Test("as many rows as samples, and more, are factorised as before")
  func square() throws {
    for d in [50, 60] {
      let x = randomMatrix(d, 50, seed: 34)
      let basis = try LeftSingularBasis(StackedViews([.init(x)]), by: .gram)
      let known = try LeftSingularBasis(StackedViews([.init(x)]), by: .qr)
      #expect(basis.nullity == d - 50 && basis.nullity == known.nullity)
      #expect(inStep(basis.values, known.values).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test("numbers that are none are refused, as by QR", arguments: [Double.nan, .infinity])
  func notANumber(value: Double) throws {
    var x = randomMatrix(5, Self.samples, seed: 35)
    x[2, 1000] = value
    #expect(throws: LinearAlgebraError.self) { try LeftSingularBasis(x) }
  }

  @Test("views that stand on one another are the matrix of their rows, shifted and scaled, in blocks of any size")
  func stack() throws {
    let (x, y) = (randomMatrix(4, 700, seed: 36), randomMatrix(3, 700, seed: 37))
    let (offset, factor) = ([1.0, 2, 3], [2.0, -1, 0.5])
    let views: [StackedViews<Double>.View] = [.init(x), .init(y, offset: offset, factor: factor)]
    let scaled = y.addingToColumns(offset.map { -$0 }).scalingRows(by: factor)
    let known = Matrix.stackedVertically([x, scaled])
    #expect(StackedViews(views).matrix == known)
    #expect(StackedViews([views[1].negated]).matrix == -scaled)
    #expect(StackedViews([views[0].negated, .init(y, offset: offset)]).matrix.rows(0..<4) == -x)
    let w = try QRFactorisation(randomMatrix(7, 3, seed: 38)).q()
    for inside in [nil, w] {
      let gram = try GramLevel(StackedViews(views), inside: inside).gram
      let whole = (inside.map { Matrix.product($0, known, transposing: .first) } ?? known).gramOfRows()
      #expect(largestDifference(gram, whole) < 1e-11)
    }
  }
}
