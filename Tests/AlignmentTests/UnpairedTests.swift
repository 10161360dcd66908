import Diagnostics
import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Alignment

/// Alignments that use no pairing.
@Suite("Alignments without pairs")
struct UnpairedTests {
  /// Two modalities that show the same five classes through a random map each, other samples of
  /// them in each, with the class of every sample. In two dimensions: in four, unit variance would
  /// make all classes equally far apart.
  static func classes(_ n: Int, noise: Double = 0.1) throws -> (pairs: PairedFeatures, a: [Int], b: [Int]) {
    let centres = 3 * randomMatrix(2, 5, seed: 70)
    func view(_ size: Int, _ seed: UInt64, _ labels: [Int]) -> Matrix<Double> {
      let latent = centres.selectingColumns(labels) + noise * randomMatrix(2, labels.count, seed: seed)
      return randomMatrix(size, 2, seed: seed + 1) * latent + 0.01 * randomMatrix(size, labels.count, seed: seed + 2)
    }
    let (a, b) = ((0..<n).map { $0 % 5 }, (0..<n).map { ($0 * 3 + 2) % 5 })
    return (try PairedFeatures(modalities: ["a", "b"], views: [view(9, 81, a), view(7, 91, b)], source: "a"), a, b)
  }

  static var methods: [any AlignmentMethod] {
    get throws {
      [
        try PrototypeMatching { ($0.k, $0.clusters) = (2, 5) }, try GromovWasserstein { $0.k = 2 },
        try PrototypeMatching { ($0.k, $0.clusters, $0.rounds) = (2, 5, 0) },
      ]
    }
  }

  @Test("classes that lie alike in both modalities meet, though no sample is in both", arguments: try methods.indices)
  func meets(index: Int) throws {
    let (pairs, a, b) = try Self.classes(100)
    let alignment = try Self.methods[index].fit(pairs)
    let (x, y) = (try alignment.embed(pairs.views[0], of: "a"), try alignment.embed(pairs.views[1], of: "b"))
    let means = Matrix(
      columns: (0..<5).map { name in
        x.selectingColumns(a.indices.filter { a[$0] == name }).rowMeans
      })
    let distances = means.squaredDistances(to: y)
    let right = b.indices.count { j in
      b[j] == (0..<5).min { distances[$0, j] < distances[$1, j] }
    }
    #expect(right >= 95, "\(right) of 100")
  }

  @Test("the order of one modality's samples changes nothing: pairing is not used", arguments: try methods.indices)
  func noPairing(index: Int) throws {
    let (pairs, _, _) = try Self.classes(60)
    let order = (0..<60).map { ($0 * 7 + 3) % 60 }
    let moved = try PairedFeatures(
      modalities: ["a", "b"], views: [pairs.views[0], pairs.views[1].selectingColumns(order)], source: "a")
    let (first, second) = (try Self.methods[index].fit(pairs), try Self.methods[index].fit(moved))
    for (name, view) in inStep(["a", "b"], pairs.views) {
      #expect(largestDifference(try first.embed(view, of: name), try second.embed(view, of: name)) < 1e-8)
    }
  }

  @Test("what is reported is how the solution was found", arguments: try methods.indices)
  func report(index: Int) throws {
    let (pairs, _, _) = try Self.classes(60)
    let method = try Self.methods[index]
    let report = try #require(try method.fit(pairs).matching)
    #expect(report.distortion >= 0 && report.distortion < 0.1 && report.chosen < report.starts)
    #expect(report.isMatchConverged && report.isRefinementConverged)
    let rounds = (method as? PrototypeMatching)?.rounds ?? 10
    #expect(report.rounds <= rounds && (report.pseudoPairs == nil) == (report.rounds == 0))
    #expect((report.pseudoPairs ?? 2) >= 2 && (report.similarity ?? 0) > 0.9)
    // Units far from 1 are changed and changed back; the report stays.
    let large = try PairedFeatures(modalities: ["a", "b"], views: pairs.views.map { 0x1p300 * $0 }, source: "a")
    let again = try #require(try method.fit(large).matching)
    #expect(abs(again.distortion - report.distortion) < 1e-9 && again.chosen == report.chosen)
    #expect(try Procrustes().fit(pairs).matching == nil)
  }

  @Test("a plan whose steps run out says so")
  func notConverged() throws {
    let (pairs, _, _) = try Self.classes(40)
    let report = try #require(try GromovWasserstein { ($0.k, $0.steps, $0.starts) = (4, 1, 1) }.fit(pairs).matching)
    #expect(!report.isMatchConverged)
    let rounds = try #require(try PrototypeMatching { ($0.k, $0.rounds) = (4, 0) }.fit(pairs).matching)
    #expect(rounds.isRefinementConverged && rounds.rounds == 0)
  }

  @Test("refinement takes a rotation that is nearly right to the right one")
  func refined() throws {
    let x = randomMatrix(3, 80, seed: 5)
    let rotation = try QRFactorisation(randomMatrix(3, 3, seed: 6)).q()
    let y = rotation * x
    let near = try Turn(rotation + 0.1 * randomMatrix(3, 3, seed: 7), size: 3)
    #expect(largestDifference(near.matrix, rotation) > 0.01)
    let refined = try NeighbourRefinement(near, x: x, y: y, rounds: 50, neighbours: 5)
    #expect(refined.isConverged && refined.rounds > 0 && refined.pseudoPairs == 80)
    #expect(largestDifference(refined.turn.matrix, rotation) < 1e-10)
    #expect(abs(refined.similarity - 1) < 1e-10)
    let none = try NeighbourRefinement(near, x: x, y: y, rounds: 0, neighbours: 5)
    #expect(none.turn.matrix == near.matrix && none.isConverged && none.pseudoPairs == nil)
  }

  @Test("no coupling of equal weights is better than the plan that keeps distances, and its sums are equal")
  func coupling() throws {
    let x = randomMatrix(2, 20, seed: 8)
    let order = (0..<20).map { ($0 * 7 + 3) % 20 }
    let problem = DistanceTransport(x, x.selectingColumns(order), epsilon: 0.005, steps: 500)
    let plan = problem.plan(from: problem.start(1, seed: Seed(base: 0)))
    for (i, sum) in plan.coupling.rowMeans.enumerated() { #expect(abs(sum - 1 / 400) < 1e-6, "\(i)") }
    #expect(plan.distortion < 0.02)
    let product = problem.start(0, seed: Seed(base: 0))
    #expect(product.withUnsafeElements { $0.allSatisfy { abs($0 - 1 / 400) < 1e-15 } })
  }

  @Test("classes that lie alike are named, whatever the order of samples; the report says how")
  func classNames() throws {
    let (pairs, a, b) = try Self.classes(100)
    func names(_ order: [Int]) throws -> ClassMatching {
      try ClassMatching(
        pairs.views[0], groups: a.map { $0 * 10 }, to: pairs.views[1].selectingColumns(order), k: 2, starts: 5,
        searches: 5, seed: Seed(base: 1))
    }
    let found = try names(Array(0..<100))
    #expect(found.names == b.map { Optional($0 * 10) })
    #expect(found.report.isMatchExact && found.report.similarity == nil && found.report.distortion < 0.05)
    let order = (0..<100).map { ($0 * 7 + 3) % 100 }
    #expect(try names(order).names == order.map { found.names[$0] })
  }

  @Test("a k beyond the smaller rank, and modalities that do not vary, are refused by name")
  func refused() throws {
    let (pairs, _, _) = try Self.classes(40)
    for method: any AlignmentMethod in [try PrototypeMatching { $0.k = 8 }, try GromovWasserstein { $0.k = 8 }] {
      let error = #expect(throws: InputError.self) { try method.fit(pairs) }
      #expect(error?.place == "\(type(of: method).name): k")
      let constant = try PairedFeatures(modalities: ["a", "b"], views: [pairs.views[0], Matrix(7, 40)])
      #expect(throws: InputError.self) { try method.fit(constant) }
    }
  }
}
