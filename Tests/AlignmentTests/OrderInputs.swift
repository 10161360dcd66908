import Alignment
import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// Pairs on which the order of features or of samples could decide, and what is done to that order.
struct OrderInput: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let views: [Matrix<Double>]
  /// Whether signs of both modalities hang together, so that turning the features changes nothing.
  var turns = true

  static let all: [OrderInput] = [
    OrderInput(testDescription: "ordinary data", views: noisy((6, 5), 40)),
    OrderInput(testDescription: "as many features in both modalities", views: noisy((8, 8), 60)),
    OrderInput(testDescription: "fewer samples than features", views: noisy((30, 20), 16)),
    OrderInput(
      testDescription: "rank-deficient data",
      views: [randomMatrix(12, 60, rank: 4, seed: 1), randomMatrix(10, 60, rank: 5, seed: 2)]),
    OrderInput(testDescription: "duplicated features", views: noisy((6, 5), 40).map { .stackedVertically([$0, $0]) }),
    OrderInput(testDescription: "row spaces that meet", views: noisy((14, 12), 20)),
    OrderInput(testDescription: "four shared directions without noise", views: shared(4, (7, 6), 60)),
    OrderInput(testDescription: "three correlations of 0.6", views: correlated([0.6, 0.6, 0.6], 50)),
    OrderInput(testDescription: "one correlation and two of 0", views: correlated([0.9, 0, 0], 50), turns: false),
  ]

  private static func noisy(_ dimensions: (Int, Int), _ n: Int) -> [Matrix<Double>] {
    let latent = randomMatrix(3, n, seed: 11)
    return [dimensions.0, dimensions.1].enumerated().map { place, d in
      randomMatrix(d, 3, seed: 12 + UInt64(place)) * latent + 0.5 * randomMatrix(d, n, seed: 14 + UInt64(place))
    }
  }

  private static func shared(_ count: Int, _ dimensions: (Int, Int), _ n: Int) -> [Matrix<Double>] {
    let latent = randomMatrix(count, n, seed: 21)
    return [dimensions.0, dimensions.1].enumerated().map { place, d in
      let own = randomMatrix(d - count, n, seed: 22 + UInt64(place))
      return randomMatrix(d, d, seed: 24 + UInt64(place)) * Matrix.stackedVertically([latent, own])
    }
  }

  /// Views with exactly these canonical correlations, mixed by a matrix each.
  private static func correlated(_ correlations: [Double], _ n: Int) -> [Matrix<Double>] {
    let size = correlations.count
    let random = randomMatrix(2 * size, n, seed: 31)
    let centred = random.addingToColumns(random.rowMeans.map { -$0 })
    guard let variates = (try? SingularValueDecomposition(centred))?.v.transposed() else { return [] }
    let (x, own) = (variates.rows(0..<size), variates.rows(size..<(2 * size)))
    let y = x.scalingRows(by: correlations) + own.scalingRows(by: correlations.map { (1 - $0 * $0).squareRoot() })
    return zip([x, y], [32, 33]).map { randomMatrix(size, size, seed: $1) * $0 }
  }

  /// A change of the features or of the samples that must not matter.
  enum Change: CaseIterable, Sendable {
    case features, samples, rotation
  }

  /// The pairs, and samples of both modalities to embed, before and after a change.
  struct Case {
    let before: (pairs: PairedFeatures, samples: [Matrix<Double>])
    let after: (pairs: PairedFeatures, samples: [Matrix<Double>])
  }

  /// - Parameter together: whether both modalities' features are changed in one way.
  func changed(_ change: Change, together: Bool) throws -> Case {
    let samples = views.enumerated().map { place, view in
      Matrix.stackedHorizontally([view, randomMatrix(view.rows, 5, seed: 41 + UInt64(place))])
    }
    func pairs(_ views: [Matrix<Double>]) throws -> PairedFeatures {
      try PairedFeatures(modalities: ["a", "b"], views: views)
    }
    let after: (pairs: PairedFeatures, samples: [Matrix<Double>])
    switch change {
    case .samples:
      let n = views[0].columns
      let order = (0..<n).sorted { ($0 * 7919 + 13) % 101 < ($1 * 7919 + 13) % 101 }
      after = (try pairs(views.map { $0.selectingColumns(order) }), samples)
    case .features, .rotation:
      let turns = try views.enumerated().map { place, view in
        try Self.turn(view.rows, seed: UInt64(together ? 0 : place), permuting: change == .features)
      }
      func turned(_ x: [Matrix<Double>]) -> [Matrix<Double>] { zip(turns, x).map { $0 * $1 } }
      after = (try pairs(turned(views)), turned(samples))
    }
    return Case(before: (try pairs(views), samples), after: after)
  }

  private static func turn(_ size: Int, seed: UInt64, permuting: Bool) throws -> Matrix<Double> {
    guard permuting else { return try QRFactorisation(randomMatrix(size, size, seed: 51 + seed)).q() }
    let keys = randomMatrix(1, size, seed: 61 + seed).row(0)
    return Matrix.identity(size).selectingColumns((0..<size).sorted { keys[$0] < keys[$1] })
  }
}
