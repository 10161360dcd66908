import Alignment
import Diagnostics
import LinearAlgebra
import Testing
import TestSupport

@Suite("Ridge CCA")
struct RidgeCCATests {
  static func covariances(_ pairs: PairedFeatures) -> [[Matrix<Double>]] {
    let centred = pairs.views.map { view in view.addingToColumns(view.rowMeans.map { -$0 }) }
    return centred.map { x in
      centred.map { y in (1 / Double(pairs.count)) * Matrix.product(x, y, transposing: .second) }
    }
  }

  @Test(
    "A (C + r I) A' is the identity for both modalities, and A C12 A' holds the correlations", arguments: [0.0, 0.1, 2])
  func constraint(ridge: Double) throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 90, noise: 0.5)
    let method = try RidgeCCA { ($0.k, $0.ridge) = (4, ridge) }
    let factorisation = try method.factorise(pairs)
    let blocks = try PerfectAlignmentTests.maps(method.fit(factorisation, pairs: pairs))
    let c = Self.covariances(pairs)
    for (m, block) in blocks.enumerated() {
      let d = c[m][m].rows
      let r = ridge * (0..<d).reduce(0) { $0 + c[m][m][$1, $1] } / Double(d)
      let regularised = c[m][m] + r * Matrix.identity(d)
      let whitened = Matrix.product(block * regularised, block, transposing: .second)
      #expect(largestDifference(whitened, .identity(4)) < 1e-10)
    }
    let cross = Matrix.product(blocks[0] * c[0][1], blocks[1], transposing: .second)
    #expect(largestDifference(cross, .diagonal(Array(factorisation.canonicalCorrelations.prefix(4)))) < 1e-10)
    #expect(factorisation.canonicalCorrelations.allSatisfy { $0 <= 1 + 1e-12 && $0 >= 0 })
  }

  @Test("without noise and ridge the shared directions correlate perfectly")
  func perfectCorrelation() throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 90)
    let correlations = try RidgeCCA { ($0.k, $0.ridge) = (3, 0) }.factorise(pairs).canonicalCorrelations
    #expect(correlations.count == 3 && correlations.allSatisfy { abs($0 - 1) < 1e-10 })
  }

  @Test("features may outnumber pairs: the latents are those of the same data in their own singular basis")
  func moreFeaturesThanPairs() throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (60, 40), pairs: 25, noise: 0.5)
    let rotated = try PairedFeatures(
      modalities: pairs.modalities,
      views: pairs.views.map { view in
        let u = try SingularValueDecomposition(view).u
        // Padded to the old size, so that the mean variance, which scales the ridge, stays the
        // same.
        let inside = Matrix.product(u, view, transposing: .first)
        return Matrix.stackedVertically([inside, Matrix(view.rows - inside.rows, view.columns)])
      })
    let method = try RidgeCCA { ($0.k, $0.ridge) = (5, 0.1) }
    let (z, y) = (
      try method.fit(pairs).embed(pairs.views[0], of: "a"), try method.fit(rotated).embed(rotated.views[0], of: "a")
    )
    #expect(largestDifference(z.gramOfColumns(), y.gramOfColumns()) < 1e-9)
  }

  @Test("the units of a modality change nothing", arguments: [1e-6, 1e6])
  func units(factor: Double) throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 90, noise: 0.5)
    let scaled = try PairedFeatures(modalities: pairs.modalities, views: [factor * pairs.views[0], pairs.views[1]])
    let method = try RidgeCCA { ($0.k, $0.ridge, $0.correlationPower) = (4, 0.1, 1) }
    let z = try method.fit(pairs).embed(pairs.views[0], of: "a")
    let y = try method.fit(scaled).embed(scaled.views[0], of: "a")
    #expect(largestDifference(z.gramOfColumns(), y.gramOfColumns()) < 1e-9)
  }

  @Test("the correlation's power scales each latent row")
  func weights() throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 90, noise: 0.5)
    let plain = try RidgeCCA { ($0.k, $0.ridge) = (4, 0.1) }
    let correlations = try plain.factorise(pairs).canonicalCorrelations
    let z = try plain.fit(pairs).embed(pairs.views[0], of: "a")
    let weighted = try RidgeCCA { ($0.k, $0.ridge, $0.correlationPower) = (4, 0.1, 2) }.fit(pairs).embed(
      pairs.views[0], of: "a")
    #expect(largestDifference(weighted, z.scalingRows(by: correlations.prefix(4).map { $0 * $0 })) < 1e-12)
  }

  @Test("a k above the smaller rank is refused with the largest k there is")
  func tooLargeK() throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 2, dimensions: (6, 5), pairs: 90)
    let error = #expect(throws: InputError.self) { try RidgeCCA { ($0.k, $0.ridge) = (3, 0.1) }.fit(pairs) }
    #expect(error?.expected.contains("at most 2") == true)
    #expect(throws: InputError.self) { try RidgeCCA { $0.ridge = -1 } }
  }
}
