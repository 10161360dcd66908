import TestSupport
import Testing

@testable import LinearAlgebra

@Suite("Moments of samples in pieces")
struct StackedMomentsTests {
  static let samples = 3000

  /// Rows that are hard in their own ways, each a row of its own.
  static func hardRows() -> Matrix<Double> {
    let x = randomMatrix(6, samples, seed: 71)
    func row(_ make: (Int, Double) -> Double, _ source: Int) -> [Double] {
      x.row(source).enumerated().map { make($0.offset, $0.element) }
    }
    return Matrix(rows: [
      row({ $1 }, 0), row({ 1e8 + $1 }, 1), row({ 1e-9 * $1 - 3 }, 2), row({ _, _ in 0.1 }, 3),
      // The first samples say nothing of the others.
      row({ $0 < 600 ? 0 : 1e5 * $1 }, 4), row({ $0 < 600 ? 1e-6 * $1 : 1e3 + $1 }, 5), row({ 1e160 * $1 }, 0),
      row({ 1e-170 * $1 }, 1),
    ])
  }

  @Test("means and deviations are those of all samples at once", arguments: SamplesInPieces.layouts)
  func means(pieces: [Int]) throws {
    let x = Self.hardRows()
    let moments = try StackedMoments(SamplesInPieces(x, pieces: pieces))
    #expect(moments.count == Self.samples)
    for i in 0..<x.rows {
      let largest = x.row(i).map(abs).max() ?? 1
      // A power of two, which rounds nothing.
      let unit = Double(sign: .plus, exponent: largest.exponent, significand: 1)
      let scaled = x.row(i).map { $0 / unit }
      let mean = scaled.compensatedSum / Double(scaled.count)
      let deviation = (scaled.map { ($0 - mean) * ($0 - mean) }.compensatedSum / Double(scaled.count)).squareRoot()
      #expect(abs(moments.means[i] / unit - mean) <= 1e-12 * max(deviation, abs(mean)), "row \(i)")
      if i == 3 {
        #expect(moments.deviations[i] == 0)
      } else {
        #expect(abs(moments.deviations[i] / unit / deviation - 1) < 1e-9, "row \(i)")
      }
      #expect(moments.largest[i] == largest)
    }
  }

  @Test("ordinary samples are read once, samples whose first ones mislead a second time")
  func passes() throws {
    let x = randomMatrix(5, Self.samples, seed: 72)
    let ordinary = SamplesInPieces(x, pieces: [500])
    _ = try StackedMoments(ordinary)
    #expect(ordinary.passes == 1)
    var y = x
    for j in 0..<600 { y[2, j] = 0 }
    for j in 600..<Self.samples { y[2, j] = 1e6 + x[2, j] }
    let misleading = SamplesInPieces(y, pieces: [500])
    _ = try StackedMoments(misleading)
    #expect(misleading.passes == 2)
  }

  @Test("equivalent samples have the means and the covariance of all samples", arguments: SamplesInPieces.layouts)
  func equivalent(pieces: [Int]) throws {
    let x =
      randomMatrix(9, 4, seed: 73) * randomMatrix(4, Self.samples, seed: 74)
      + 0.2 * randomMatrix(9, Self.samples, seed: 75)
    let shifted = x.addingToColumns((0..<9).map { 40 * Double($0) })
    let source = SamplesInPieces(shifted, pieces: pieces)
    let few = try EquivalentSamples(of: source, with: StackedMoments(source)).matrix
    #expect(few.rows == 9 && few.columns == 10 && source.passes == 1)
    let (all, own) = (StackedCovariance([shifted]), StackedCovariance([few]))
    #expect(inStep(all.means[0], own.means[0]).allSatisfy { abs($0 - $1) < 1e-11 })
    #expect((all.matrix - own.matrix).frobeniusNorm < 1e-12 * all.matrix.frobeniusNorm)
  }

  @Test("small singular values are those of the samples, and those within rounding of n samples are none")
  func smallValues() throws {
    let known = DeflatedGramTests.geometric(9, 12)
    let x = try GramSingularBasisTests.matrix(known, Self.samples)
    let source = SamplesInPieces(x, pieces: [700])
    let few = try EquivalentSamples(of: source, with: StackedMoments(source)).matrix
    #expect(source.passes > 1)
    let means = x.rowMeans
    let values = try SingularValueDecomposition(x.addingToColumns(means.map { -$0 })).values
    let own = try SingularValueDecomposition(few.addingToColumns(few.rowMeans.map { -$0 })).values
    let factor = (Double(Self.samples) / Double(few.columns)).squareRoot()
    for (value, mine) in inStep(values, own) { #expect(abs(factor * mine - value) < 1e-13 * values[0] + 1e-4 * value) }

    let rank3 = SamplesInPieces(randomMatrix(7, Self.samples, rank: 3, seed: 76), pieces: [700])
    let flat = try EquivalentSamples(of: rank3, with: StackedMoments(rank3)).matrix
    #expect(try SingularValueDecomposition(flat.addingToColumns(flat.rowMeans.map { -$0 })).rank == 3)
  }
}
