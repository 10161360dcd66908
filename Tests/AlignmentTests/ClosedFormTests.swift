import Alignment
import Diagnostics
import Foundation
import LinearAlgebra
import Testing
import TestSupport

@Suite("Closed-form alignments")
struct ClosedFormTests {
  static func pairs(_ dimensions: (Int, Int) = (6, 5), count: Int = 60) throws -> PairedFeatures {
    try PerfectAlignmentTests.twoViews(latent: 3, dimensions: dimensions, pairs: count, noise: 0.5)
  }

  @Test("inner products of CSA's latents are the canonical similarities, from -1 to 1")
  func canonicalSimilarity() throws {
    let pairs = try Self.pairs()
    let variates = try CCA { $0.k = 3 }.fit(pairs)
    let correlations = try CCA { $0.k = 3 }.factorise(pairs).canonicalCorrelations
    let (a, b) = (try variates.embed(pairs.views[0], of: "a"), try variates.embed(pairs.views[1], of: "b"))
    let csa = try CSA { $0.k = 3 }.fit(pairs)
    let similarities = Matrix.product(
      try csa.embed(pairs.views[0], of: "a"), try csa.embed(pairs.views[1], of: "b"), transposing: .first)
    for i in 0..<5 {
      for j in 0..<5 {
        let expected = (0..<3).reduce(0) { $0 + correlations[$1] * a[$1, i] * b[$1, j] }
        #expect(abs(similarities[i, j] - expected / (a.columnNorms[i] * b.columnNorms[j])) < 1e-12)
        #expect(abs(similarities[i, j]) <= 1)
      }
    }
  }

  @Test("methods on the same pairs share what is decomposed of them, and give the same bits as on pairs of their own")
  func sharedDecompositions() throws {
    let pairs = try Self.pairs()
    let methods: [any AlignmentMethod] = [
      try CCA { $0.k = 3 }, try PCACCA { $0.k = 3 }, try PLSSVD { $0.k = 3 }, Procrustes(), RidgeMap(),
      try ReducedRankRidge { $0.k = 3 },
      try RidgeCCA { ($0.k, $0.ridge) = (3, 0) }, try GCCA { ($0.k, $0.ridge) = (3, 0) },
    ]
    for method in methods {
      let directed = try pairs.directed(from: method.dependsOnDirection ? "b" : nil)
      let shared = try method.fit(directed)
      let alone = try method.fit(
        PairedFeatures(modalities: pairs.modalities, views: pairs.views, source: directed.source))
      for (modality, view) in inStep(pairs.modalities, pairs.views) {
        #expect(try shared.embed(view, of: modality) == alone.embed(view, of: modality), "\(type(of: method).name)")
      }
    }
    #expect(throws: InputError.self) { try pairs.directed(from: "c") }
  }

  @Test("a sample at the mean has the latent 0 under CSA, not NaN")
  func csaAtMean() throws {
    let pairs = try PairedFeatures(
      modalities: ["a", "b"],
      views: [Matrix(rows: [[1, -1, 0, 2, -2]]), Matrix(rows: [[1, -1, 1, 2, -3]])])
    let z = try CSA { $0.k = 1 }.fit(pairs).embed(Matrix(rows: [[0, 1]]), of: "a")
    #expect(z[0, 0] == 0 && z[0, 1] != 0)
  }

  @Test("without a ridge, gcca and mcca point in the same directions")
  func multiview() throws {
    let pairs = try Self.pairs()
    let (g, m) = (try GCCA { ($0.k, $0.ridge) = (3, 0) }.fit(pairs), try MCCA { ($0.k, $0.ridge) = (3, 0) }.fit(pairs))
    let (z, y) = (try g.embed(pairs.views[0], of: "a"), try m.embed(pairs.views[0], of: "a"))
    for i in 0..<3 {
      let (p, q) = (z.rows(i..<(i + 1)), y.rows(i..<(i + 1)))
      let cosine = Matrix.product(p, q, transposing: .second)[0, 0] / (p.frobeniusNorm * q.frobeniusNorm)
      #expect(abs(abs(cosine) - 1) < 1e-10)
    }
  }

  @Test("gcca's eigenvalues lie between 0 and the number of modalities; noise-free views agree fully")
  func agreement() throws {
    let clean = try PerfectAlignmentTests.twoViews(latent: 3, dimensions: (6, 5), pairs: 60)
    let agreements = try GCCA { ($0.k, $0.ridge) = (1, 0) }.factorise(clean).agreements
    #expect(agreements.count == 3 && agreements.allSatisfy { abs($0 - 2) < 1e-10 })
  }

  @Test("Procrustes finds the rotation of a rotated view, and its factor where sizes are matched")
  func rotation() throws {
    let x = randomMatrix(4, 30, seed: 1)
    let q = try QRFactorisation(randomMatrix(4, 4, seed: 2)).q(columns: 4)
    for (scaled, factor) in [(false, 1.0), (true, 250)] {
      let pairs = try PairedFeatures(modalities: ["a", "b"], views: [x, factor * (q * x)])
      let alignment = try Procrustes { $0.scaled = scaled }.fit(pairs)
      let difference = try alignment.embed(x, of: "a") - alignment.embed(pairs.views[1], of: "b")
      #expect(difference.frobeniusNorm < 1e-12)
    }
  }

  @Test("no other rotation comes closer than Procrustes'")
  func bestRotation() throws {
    let pairs = try Self.pairs((5, 5))
    let alignment = try Procrustes().fit(pairs)
    let (z, y) = (try alignment.embed(pairs.views[0], of: "a"), try alignment.embed(pairs.views[1], of: "b"))
    let best = (z - y).frobeniusNorm
    for seed in 0..<20 {
      let other = try QRFactorisation(randomMatrix(5, 5, seed: UInt64(seed))).q(columns: 5)
      #expect((other * z - y).frobeniusNorm >= best)
    }
  }

  @Test("without a ridge the map interpolates pairs that are fewer than the features")
  func interpolation() throws {
    let pairs = try Self.pairs((20, 9), count: 8)
    let alignment = try RidgeMap { ($0.direction, $0.ridge) = (.sourceToTarget, 0) }.fit(pairs)
    let difference = try alignment.embed(pairs.views[0], of: "a") - alignment.embed(pairs.views[1], of: "b")
    #expect(difference.frobeniusNorm < 1e-9)
  }

  @Test("a ridge-map is the same map whichever way its direction is said")
  func sameMap() throws {
    let pairs = try Self.pairs()
    func latents(_ source: String, _ direction: MapDirection) throws -> Matrix<Double> {
      let directed = try PairedFeatures(modalities: pairs.modalities, views: pairs.views, source: source)
      return try RidgeMap { $0.direction = direction }.fit(directed).embed(pairs.views[0], of: "a")
    }
    #expect(try latents("a", .sourceToTarget) == latents("b", .targetToSource))
  }

  @Test("reduced-rank ridge of full rank predicts what the ridge map predicts, up to a rotation")
  func fullRank() throws {
    let pairs = try Self.pairs()
    let reduced = try ReducedRankRidge { $0.k = 5 }.fit(pairs).embed(pairs.views[1], of: "b")
    let full = try RidgeMap().fit(pairs).embed(pairs.views[1], of: "b")
    #expect(largestDifference(reduced.gramOfColumns(), full.gramOfColumns()) < 1e-9)
  }

  @Test("CORAL gives the source the covariance of the target")
  func recoloured() throws {
    let pairs = try Self.pairs((5, 5))
    let alignment = try CORAL { $0.ridge = 0 }.fit(pairs)
    let (z, y) = (try alignment.embed(pairs.views[0], of: "a"), try alignment.embed(pairs.views[1], of: "b"))
    #expect(largestDifference(z.gramOfRows(), y.gramOfRows()) < 1e-9)
  }

  /// Methods that must not look at the pairing.
  static let unpaired = ["coral", "subspace-alignment", "optimal-transport", "random-projection", "collapse", "none"]

  @Test("permuting one view alone changes nothing for methods without pairs", arguments: unpaired)
  func marginals(name: String) throws {
    let type = try #require(AlignmentRegistry.methods.first { $0.name == name })
    let method = try JSONDecoder().decode(type, from: Data("{\"k\": 2}".utf8))
    let pairs = try Self.pairs((6, 5), count: 40)
    let shuffled = pairs.views[1].selectingColumns((0..<40).map { ($0 * 7 + 3) % 40 })
    let other = try PairedFeatures(modalities: pairs.modalities, views: [pairs.views[0], shuffled])
    let (first, second) = (try method.fit(pairs), try method.fit(other))
    for (modality, view) in inStep(pairs.modalities, pairs.views) {
      #expect(largestDifference(try first.embed(view, of: modality), try second.embed(view, of: modality)) < 1e-9)
    }
  }

  @Test("the transport of training samples has the target's mean, and little entropy moves them on to target samples")
  func transportedMarginal() throws {
    let pairs = try Self.pairs((4, 4), count: 20)
    let alignment = try OptimalTransport { $0.epsilon = 0.1 }.fit(pairs)
    let (z, y) = (try alignment.embed(pairs.views[0], of: "a"), try alignment.embed(pairs.views[1], of: "b"))
    #expect(inStep(z.rowMeans, y.rowMeans).allSatisfy { abs($0 - $1) < 1e-9 })
    // Fewer samples than there are give another map, the same for the same seed.
    func fewer(_ seed: UInt64) throws -> Matrix<Double> {
      try OptimalTransport { ($0.samples, $0.seed) = (10, seed) }.fit(pairs).embed(pairs.views[0], of: "a")
    }
    #expect(try fewer(0) == fewer(0) && fewer(0) != fewer(1) && fewer(0) != z)
    // One set twice: every sample is its own nearest.
    let same = try PairedFeatures(modalities: ["a", "b"], views: [pairs.views[0], pairs.views[0]])
    let still = try OptimalTransport { $0.epsilon = 1e-3 }.fit(same)
    #expect(
      largestDifference(
        try still.embed(pairs.views[0], of: "a"), try still.embed(pairs.views[0], of: "b")) < 1e-6)
  }

  @Test("the linear kernel is ridge-map and ridge-cca, with the ridge counted over all features")
  func linearKernel() throws {
    let pairs = try Self.pairs((5, 5))
    let (f, g) = (
      try KernelRidge { ($0.kernel, $0.ridge) = (.linear, 0.02) }.fit(pairs), try RidgeMap { $0.ridge = 0.1 }.fit(pairs)
    )
    #expect(
      largestDifference(try f.embed(pairs.views[1], of: "b"), try g.embed(pairs.views[1], of: "b")) < 1e-8)
    let (kernel, ridge) = (
      try KernelCCA { ($0.k, $0.kernel, $0.ridge) = (3, .linear, 0.02) }, try RidgeCCA { ($0.k, $0.ridge) = (3, 0.1) }
    )
    let (z, y) = (
      try kernel.fit(pairs).embed(pairs.views[0], of: "a"), try ridge.fit(pairs).embed(pairs.views[0], of: "a")
    )
    #expect(largestDifference(z.gramOfColumns(), y.gramOfColumns()) < 1e-8)
  }

  @Test("Nyström's features of enough landmarks of a low-rank kernel are exact; of an RBF they come close")
  func nystrom() throws {
    let pairs = try Self.pairs((5, 4), count: 80)
    func latents(_ kernel: Kernel, _ landmarks: Int) throws -> Matrix<Double> {
      try KernelRidge { ($0.kernel, $0.ridge, $0.landmarks) = (kernel, 0.05, landmarks) }.fit(pairs).embed(
        pairs.views[1], of: "b")
    }
    #expect(largestDifference(try latents(.linear, 20), try latents(.linear, 80)) < 1e-8)
    let exact = try latents(.rbf, 80)
    #expect((try latents(.rbf, 60) - exact).frobeniusNorm < 0.05 * exact.frobeniusNorm)
    #expect(try latents(.rbf, 60) != exact)
  }

  @Test("anchors beyond the number asked for are drawn by the seed, the same for both modalities")
  func anchors() throws {
    let pairs = try Self.pairs((5, 4), count: 40)
    let all = try RelativeRepresentation().fit(pairs).embed(pairs.views[0], of: "a")
    let some = try RelativeRepresentation { $0.anchors = 7 }.fit(pairs)
    let z = try some.embed(pairs.views[0], of: "a")
    #expect(all.rows == 40 && z.rows == 7)
    // A sample that is an anchor has cosine 1 to itself, in both modalities at the same place.
    let y = try some.embed(pairs.views[1], of: "b")
    for row in 0..<7 {
      let place = try #require((0..<40).first { abs(z[row, $0] - 1) < 1e-12 })
      #expect(abs(y[row, place] - 1) < 1e-12)
    }
    #expect(
      try RelativeRepresentation { ($0.anchors, $0.seed) = (7, 1) }.fit(pairs).embed(pairs.views[0], of: "a") != z)
  }

  @Test("one neighbour gives each pair's target sample its own source features; more than pairs are refused")
  func neighbours() throws {
    let pairs = try Self.pairs((5, 4), count: 20)
    let alignment = try NeighbourPropagation { $0.neighbours = 1 }.fit(pairs)
    let (z, y) = (try alignment.embed(pairs.views[0], of: "a"), try alignment.embed(pairs.views[1], of: "b"))
    #expect(z == y)
    #expect(throws: InputError.self) { try NeighbourPropagation { $0.neighbours = 21 }.fit(pairs) }
  }

  @Test("a random projection depends on its seed and on the modality")
  func seeds() throws {
    let pairs = try Self.pairs((5, 5))
    let x = pairs.views[0]
    let z = try RandomProjection { ($0.k, $0.seed) = (3, 1) }.fit(pairs).embed(x, of: "a")
    #expect(try RandomProjection { ($0.k, $0.seed) = (3, 1) }.fit(pairs).embed(x, of: "a") == z)
    #expect(try RandomProjection { ($0.k, $0.seed) = (3, 2) }.fit(pairs).embed(x, of: "a") != z)
    #expect(try RandomProjection { ($0.k, $0.seed) = (3, 1) }.fit(pairs).embed(x, of: "b") != z)
  }

  @Test(
    "a k that is too large is refused with the largest there is",
    arguments: [
      ("cca", 5), ("pca-cca", 5), ("csa", 5), ("pls-svd", 5), ("gcca", 11), ("mcca", 5), ("reduced-rank-ridge", 5),
      ("subspace-alignment", 5), ("kernel-cca", 39),
    ])
  func tooLargeK(name: String, largest: Int) throws {
    let type = try #require(AlignmentRegistry.methods.first { $0.name == name })
    let pairs = try Self.pairs(count: 40)
    func fit(_ k: Int) throws { _ = try JSONDecoder().decode(type, from: Data("{\"k\": \(k)}".utf8)).fit(pairs) }
    try fit(largest)
    let error = #expect(throws: InputError.self) { try fit(largest + 1) }
    #expect(error?.place == "\(name): k" && error?.expected.hasPrefix("at most \(largest),") == true)
    #expect(throws: InputError.self) { try fit(0) }
  }
}
