import LinearAlgebra
import TestSupport
import Testing

@testable import Alignment

/// Where the objective leaves something free, a rule decides: what is taken, and with which sign.
@Suite("Rules for what an objective leaves free")
struct RuleTests {
  @Test(
    "of a null space with more than k dimensions, 'perfect' takes those with most of each modality's own variance",
    arguments: [1, 4, 8])
  func variance(k: Int) throws {
    let plain = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (12, 9), pairs: 10, noise: 1)
    // Means far from zero, and other units: neither may decide.
    let views = [plain.views[0].addingToColumns((0..<12).map { 5 + Double($0) }), 100 * plain.views[1]]
    let pairs = try PairedFeatures(modalities: ["a", "b"], views: views)
    let shares = views.map { view in
      let centred = view.addingToColumns(view.rowMeans.map { -$0 })
      return (1 / centred.frobeniusNorm) * centred
    }
    let u = try SingularValueDecomposition(Matrix.stackedVertically([views[0], -views[1]])).u
    let null = Matrix.identity(21) - Matrix.product(u, u, transposing: .second)
    let apart = Matrix.stackedHorizontally([
      .stackedVertically([shares[0], Matrix(9, 10)]), .stackedVertically([Matrix(12, 10), shares[1]]),
    ])
    let most = try SymmetricEigendecomposition((null * apart).gramOfRows()).values.suffix(k).reduce(0, +)
    let alignment = try #require(PerfectAlignment { $0.k = k }.fit(pairs) as? LinearAlignment)
    let taken = inStep(alignment.maps, shares).reduce(0) { sum, side in
      let norm = (side.0.matrix * side.1).frobeniusNorm
      return sum + norm * norm
    }
    #expect(abs(taken - most) < 1e-10)
    let difference = alignment.maps[0].matrix * views[0] - alignment.maps[1].matrix * views[1]
    #expect(difference.frobeniusNorm < 1e-9)
  }

  @Test("in every row of the first map the element of largest magnitude is positive, by both routes")
  func signs() throws {
    let pairs = try PerfectAlignmentTests.twoViews(latent: 5, dimensions: (9, 8), pairs: 60, noise: 1)
    for ridge in [0, 0.1] {
      let methods: [any AlignmentMethod] = [
        try RidgeCCA { ($0.k, $0.ridge) = (8, ridge) }, try GCCA { ($0.k, $0.ridge) = (8, ridge) },
        try MCCA { ($0.k, $0.ridge) = (8, ridge) },
      ]
      for method in methods {
        let maps = try #require(method.fit(pairs) as? LinearAlignment).maps.map(\.matrix)
        var opposite = 0
        for row in 0..<8 {
          let (own, other) = (maps[0].row(row), maps[1].row(row))
          #expect(own.max() == largestMagnitude(own), "\(type(of: method).name), row \(row)")
          if other.max() != largestMagnitude(other) { opposite += 1 }
        }
        // The sign of the other map follows, and is not always positive too.
        #expect(opposite > 0)
      }
    }
  }
}
