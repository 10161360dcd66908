import Foundation
import LinearAlgebra
import Testing
import TestSupport

@testable import Alignment

@Suite("Whitening under a ridge")
struct WhitenedViewTests {
  /// Two views with a shared part, each with singular values from 1 to 1 / condition.
  static func pairs(_ dimensions: (Int, Int), _ n: Int, condition: Double, rank: Int? = nil) throws -> PairedFeatures {
    let plain = try PerfectAlignmentTests.twoViews(latent: 4, dimensions: dimensions, pairs: n, noise: 0.5)
    let views = try plain.views.enumerated().map { place, view in
      let parts = try SingularValueDecomposition(view)
      let count = parts.values.count
      let values = (0..<count).map { i in
        i < rank ?? count ? pow(condition, -Double(i) / Double(max(count - 1, 1))) : 0
      }
      let samples = Matrix.product(parts.u.scalingColumns(by: values), parts.v, transposing: .second)
      return samples.addingToColumns((0..<view.rows).map { Double($0 + place) })
    }
    return try PairedFeatures(modalities: plain.modalities, views: views)
  }

  struct Shape: Sendable, CustomTestStringConvertible {
    let dimensions: (Int, Int)
    let pairs: Int
    let condition: Double
    var rank: Int?

    var testDescription: String {
      "\(dimensions), \(pairs) pairs, condition \(condition)" + (rank.map { ", rank \($0)" } ?? "")
    }
  }

  static let shapes = [
    Shape(dimensions: (12, 9), pairs: 80, condition: 10),
    Shape(dimensions: (12, 9), pairs: 80, condition: 1e3),
    Shape(dimensions: (12, 9), pairs: 80, condition: 1e6),
    Shape(dimensions: (12, 9), pairs: 80, condition: 1e10),
    Shape(dimensions: (12, 9), pairs: 80, condition: 1e2, rank: 7),
    Shape(dimensions: (60, 40), pairs: 24, condition: 1e2),
    Shape(dimensions: (60, 40), pairs: 24, condition: 1e6),
    Shape(dimensions: (60, 9), pairs: 24, condition: 1e3),
  ]

  /// The largest difference of latents of the first k rows by both routes, relative to the largest
  /// latent.
  static func difference(
    _ pairs: PairedFeatures, _ fit: (WhitenedView.Route) throws -> any FittedAlignment
  ) throws -> Double {
    let fitted = try (fit(.gram), fit(.svd))
    return largestMagnitude(
      try inStep(pairs.modalities, pairs.views).map { modality, view in
        let (z, y) = (try fitted.0.embed(view, of: modality), try fitted.1.embed(view, of: modality))
        return largestDifference(z, y) / largestMagnitude(y)
      })
  }

  @Test(
    "Gram matrices and SVDs give the same latents from the smallest ridge on that Gram matrices are used for",
    arguments: shapes, [1e-6, 1e-3])
  func routes(shape: Shape, ridgeOfTotal: Double) throws {
    let pairs = try Self.pairs(shape.dimensions, shape.pairs, condition: shape.condition, rank: shape.rank)
    // As a share of the mean variance, in the larger view.
    let ridge = ridgeOfTotal * Double(shape.dimensions.0)
    #expect(WhitenedView.Route(share: ridge, features: shape.dimensions.0) == .gram)
    let k = 3
    // With fewer pairs than features and a small ridge, all agreements of MAXVAR are nearly the
    // same: its directions are then less certain.
    let tolerance = shape.pairs < shape.dimensions.0 ? 1e-7 : 1e-9
    let (cca, gcca, mcca) = (
      try RidgeCCA { ($0.k, $0.ridge) = (k, ridge) }, try GCCA { ($0.k, $0.ridge) = (k, ridge) },
      try MCCA { ($0.k, $0.ridge) = (k, ridge) }
    )
    #expect(
      try Self.difference(pairs) { try cca.fit(cca.factorise(pairs, route: $0), pairs: pairs) } < 1e-9)
    #expect(
      try Self.difference(pairs) { try gcca.fit(gcca.factorise(pairs, route: $0), pairs: pairs) } < tolerance)
    #expect(
      try Self.difference(pairs) { try mcca.fit(mcca.factorise(pairs, route: $0), pairs: pairs) } < 1e-9)
    let (byGram, bySVD) = (
      try cca.factorise(pairs, route: .gram).canonicalCorrelations,
      try cca.factorise(pairs, route: .svd).canonicalCorrelations
    )
    // No more than the pairs less the mean have; where offsets are large, the SVD may count
    // rounding as a direction.
    let smaller = min(shape.dimensions.0, shape.dimensions.1, shape.pairs - 1, shape.rank ?? .max)
    #expect(byGram.count == smaller && bySVD.count >= smaller)
    #expect(largestDifference(byGram, Array(bySVD.prefix(smaller))) < 1e-9)
    #expect(largestMagnitude(bySVD.dropFirst(smaller)) < 1e-9)
  }

  @Test("without a ridge, or with one too small for Gram matrices, the SVD is taken")
  func route() {
    #expect(WhitenedView.Route(share: 0, features: 10) == .svd)
    #expect(WhitenedView.Route(share: 1e-6, features: 10) == .svd)
    #expect(WhitenedView.Route(share: 0.1, features: 100_000) == .gram)
  }

  @Test("W (C + r I) W' is the identity by every route", arguments: shapes)
  func whitens(shape: Shape) throws {
    let view = try Self.pairs(shape.dimensions, shape.pairs, condition: shape.condition, rank: shape.rank).views[0]
    let centred = view.addingToColumns(view.rowMeans.map { -$0 })
    let c = (1 / Double(view.columns)) * Matrix.product(centred, centred, transposing: .second)
    let total = (0..<view.rows).reduce(0) { $0 + c[$1, $1] }
    let share = 1e-4 * Double(view.rows)
    for route in [WhitenedView.Route.gram, .svd] {
      let white = try WhitenedView(view, share: share, route: route, of: "a", for: "test")
      let regularised = c + (share * total / Double(view.rows)) * Matrix.identity(view.rows)
      let product = Matrix.product(white.basis, regularised * white.basis, transposing: .first)
      // With more features than pairs the rows of W for small singular values come from X v / s,
      // and are orthogonal to others as exactly as v is: less so for smaller s, where W X hardly
      // has a part.
      let tolerance = view.rows > view.columns ? 1e-7 : 1e-9
      #expect(largestDifference(product, .identity(white.rank)) < tolerance)
      let scores = (1 / Double(view.columns)) * white.scores.gramOfRows()
      #expect(largestDifference(scores, white.covariance) < 1e-9)
    }
  }
}
