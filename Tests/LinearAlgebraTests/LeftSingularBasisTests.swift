import LinearAlgebra
import Testing
import TestSupport

@Suite("Left singular basis")
struct LeftSingularBasisTests {
  static let shapes = [(6, 20), (20, 6), (8, 8), (5, 1), (1, 5)]

  @Test("all vectors together are an orthonormal basis that gives the singular values", arguments: shapes)
  func completeBasis(rows: Int, columns: Int) throws {
    let x = randomMatrix(rows, columns, seed: 21)
    let basis = try LeftSingularBasis(x)
    let u = try basis.smallest(rows)
    #expect(orthonormalityError(ofColumnsOf: u) < 1e-13)
    let norms = Matrix.product(u, x, transposing: .first).transposed().columnNorms
    for (norm, value) in inStep(norms, basis.values) { #expect(abs(norm - value) < 1e-12) }
    let thin = try SingularValueDecomposition(x).values
    let reference = thin + [Double](repeating: 0, count: rows - thin.count)
    for (value, expected) in inStep(basis.values, reference) { #expect(abs(value - expected) < 1e-12) }
  }

  @Test("the k smallest leave the sum of the k smallest squared values, and no other orthonormal rows leave less")
  func minimal() throws {
    let x = randomMatrix(12, 40, seed: 22)
    let basis = try LeftSingularBasis(x)
    for k in [1, 3, 12] {
      let a = try basis.smallest(k)
      let energy = Matrix.product(a, x, transposing: .first).frobeniusNorm
      let expected = basis.values.suffix(k).reduce(0) { $0 + $1 * $1 }
      #expect(abs(energy * energy / expected - 1) < 1e-10)
      for seed in 0..<20 {
        let other = try QRFactorisation(randomMatrix(12, k, seed: 100 + UInt64(seed))).q()
        #expect(Matrix.product(other, x, transposing: .first).frobeniusNorm >= energy * (1 - 1e-12))
      }
    }
  }

  @Test("with fewer columns than rows the null space is exact and as large as the shapes say")
  func nullSpace() throws {
    let x = randomMatrix(30, 12, seed: 23)
    let basis = try LeftSingularBasis(x)
    #expect(basis.nullity == 18)
    let null = try basis.smallest(18)
    #expect(Matrix.product(null, x, transposing: .first).frobeniusNorm < 1e-12 * x.frobeniusNorm)
    #expect(try LeftSingularBasis(randomMatrix(10, 50, rank: 6, seed: 24)).nullity == 4)
  }

  @Test("fewer vectors are the last of more vectors")
  func nested() throws {
    let basis = try LeftSingularBasis(randomMatrix(15, 9, seed: 25))
    #expect(largestDifference(try basis.smallest(4), try basis.smallest(10).columns(6..<10)) < 1e-14)
  }

  @Test("singular values twelve orders of magnitude apart keep their vectors")
  func wideRange() throws {
    let u = try QRFactorisation(randomMatrix(6, 6, seed: 26)).q()
    let v = try QRFactorisation(randomMatrix(200, 6, seed: 27)).q()
    let values = [1, 1e-2, 1e-4, 1e-6, 1e-9, 1e-12]
    let x = Matrix.product(u.scalingColumns(by: values), v, transposing: .second)
    let smallest = try LeftSingularBasis(x).smallest(2)
    let overlap = Matrix.product(smallest, u.columns(4..<6), transposing: .first)
    // The product of the overlaps' singular values is the product of the cosines of the principal
    // angles.
    #expect(try SingularValueDecomposition(overlap).values.allSatisfy { $0 > 1 - 1e-10 })
  }

  @Test(
    "leading null vectors are orthonormal, lie in the null space, and no others hold more of the samples' energy",
    arguments: [(30, 12, 12), (10, 50, 6), (20, 12, 5)])
  func leadingNullVectors(rows: Int, columns: Int, rank: Int) throws {
    let x = randomMatrix(rows, columns, rank: rank, seed: 28)
    let samples = randomMatrix(rows, 9, seed: 29)
    let basis = try LeftSingularBasis(x)
    #expect(basis.nullity == rows - rank)
    for count in [1, 3, basis.nullity] {
      let v = try basis.leadingNullVectors(count, forBlocks: [rows]) { vectors, _ in
        vectors.map { Matrix.product($0, samples, transposing: .first) } ?? samples
      }.vectors
      #expect(orthonormalityError(ofColumnsOf: v) < 1e-12)
      #expect(Matrix.product(v, x, transposing: .first).frobeniusNorm < 1e-11 * x.frobeniusNorm)
      // The same samples in two blocks of rows.
      let apart = [samples.rows(0..<3), samples.rows(3..<rows)]
      let (inBlocks, energies) = try basis.leadingNullVectors(count, forBlocks: [3, rows - 3]) { vectors, block in
        vectors.map { Matrix.product($0, apart[block], transposing: .first) } ?? apart[block]
      }
      let blockDiagonal = Matrix.stackedHorizontally([
        .stackedVertically([apart[0], Matrix(rows - 3, 9)]), .stackedVertically([Matrix(3, 9), apart[1]]),
      ])
      let (whole, known) = try basis.leadingNullVectors(count, forBlocks: [rows]) { vectors, _ in
        vectors.map { Matrix.product($0, blockDiagonal, transposing: .first) } ?? blockDiagonal
      }
      #expect(inStep(energies, known).allSatisfy { abs($0 - $1) < 1e-11 })
      #expect(largestDifference(inBlocks.columns(0..<min(count, 9)), whole.columns(0..<min(count, 9))) < 1e-10)
      // The most energy that `count` directions of the null space can hold.
      let null = try basis.smallest(basis.nullity)
      let values = try SingularValueDecomposition(Matrix.product(null, samples, transposing: .first)).values
      let most = values.prefix(count).reduce(0) { $0 + $1 * $1 }
      let energy = Matrix.product(v, samples, transposing: .first).frobeniusNorm
      #expect(abs(energy * energy / most - 1) < 1e-10)
    }
  }
}
