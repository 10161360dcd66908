import Diagnostics
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Classifiers

/// Classifiers that are fitted in passes, against the same on samples in memory.
@Suite("Classifiers that are fitted in passes")
struct PassesTests {
  /// Every classifier that says so, with parameters.
  static let entries: [(type: any ClassifierMethod.Type, parameters: String)] = [
    (GaussianMixture.self, "{}"), (GaussianMixture.self, #"{"covariance": "full", "priors": "empirical"}"#),
    (GaussianMixture.self, #"{"covariance": "diagonal", "shrinkage": 0.2}"#),
    (GaussianMixture.self, #"{"components": 2, "restarts": 3}"#),
    (GaussianMixture.self, #"{"components": 3, "covariance": "full"}"#),
    (GaussianMixture.self, #"{"components": "bic", "covariance": "diagonal", "restarts": 2}"#),
    (GaussianMixture.self, #"{"components": "bic", "restarts": 2}"#),
    (GaussianMixture.self, #"{"transfer": "unsupervised", "shrinkage": 0.1}"#), (LinearDiscriminantAnalysis.self, "{}"),
    (LinearDiscriminantAnalysis.self, #"{"shrinkage": 0.5, "priors": "empirical"}"#),
    (QuadraticDiscriminantAnalysis.self, "{}"), (NearestCentroid.self, "{}"),
    (NearestCentroid.self, #"{"metric": "cosine"}"#), (RidgeClassifier.self, "{}"),
    (RidgeClassifier.self, #"{"ridge": 0.001}"#),
  ]

  /// Four classes of unequal sizes, each of two clumps, far from 0 and in no order; classes are not
  /// numbered one after the other.
  static func samples(_ n: Int, dimension: Int = 5, seed: UInt64 = 3) -> (x: Matrix<Double>, labels: [Int]) {
    let kinds = (0..<n).map { ($0 * 7 + $0 / 11) % 9 }
    let labels = kinds.map { [1, 1, 1, 4, 4, 7, 7, 9, 9][$0] }
    let centres = 4 * randomMatrix(dimension, 9, seed: seed + 1)
    let offsets = (0..<dimension).map { 10 * Double($0) - 5 }
    return ((randomMatrix(dimension, n, seed: seed) + centres.selectingColumns(kinds)).addingToColumns(offsets), labels)
  }

  static func method(_ entry: (type: any ClassifierMethod.Type, parameters: String)) throws -> any FittedInPasses {
    try #require(
      try JSONDecoder().decode(entry.type, from: Data(entry.parameters.utf8)) as? any FittedInPasses)
  }

  /// How far scores are from others, against their spread.
  static func difference(_ found: any FittedClassifier, _ known: any FittedClassifier, _ x: Matrix<Double>) throws
    -> Double
  {
    #expect(found.classes == known.classes)
    let (own, other) = (try found.scores(x), try known.scores(x))
    guard other.isFinite, own.rows == other.rows else { return .infinity }
    return (own - other).frobeniusNorm / max(other.frobeniusNorm, .leastNormalMagnitude)
  }

  @Test("every classifier that says so has parameters here, and no other does")
  func covered() {
    #expect(Set(ClassifierRegistry.fittedInPasses) == Set(Self.entries.map { $0.type.name }))
  }

  @Test(
    "scores are those of the fit in memory, in one, two and many uneven pieces and in two strands",
    arguments: entries.indices)
  func asInMemory(index: Int) throws {
    let method = try Self.method(Self.entries[index])
    let (x, labels) = Self.samples(2600)
    let known = try method.fit(x, labels: labels)
    for pieces in SamplesInPieces.layouts {
      let source = SamplesInPieces(x, pieces: pieces)
      let found = try method.fitInSafeUnits(LabelledStream(source, labels: labels))
      let difference = try Self.difference(found, known, x)
      #expect(difference < 1e-9, "\(Self.entries[index].parameters) \(pieces): \(difference)")
      #expect(source.passes >= 1)
    }
  }

  @Test("classifiers in closed form read the samples once or twice")
  func passes() throws {
    let (x, labels) = Self.samples(900)
    let cases: [(any ClassifierMethod.Type, Int)] = [
      (NearestCentroid.self, 1), (LinearDiscriminantAnalysis.self, 2), (QuadraticDiscriminantAnalysis.self, 2),
      (RidgeClassifier.self, 2), (GaussianMixture.self, 2),
    ]
    for (type, expected) in cases {
      let source = SamplesInPieces(x, pieces: [500])
      _ = try Self.method((type, "{}")).fitInSafeUnits(LabelledStream(source, labels: labels))
      #expect(source.passes == expected, "\(type.name)")
    }
  }

  @Test(
    "processes that share the samples get the classifier of one, with uneven shares and with one that has none",
    arguments: entries.indices)
  func shared(index: Int) throws {
    let method = try Self.method(Self.entries[index])
    let (x, labels) = Self.samples(1200)
    let known = try method.fitInSafeUnits(LabelledStream(SamplesInPieces(x, pieces: [400]), labels: labels))
    for count in [2, 3] {
      let all = try ThreadExchange.run(count) { exchange in
        let own = SamplesInPieces(x.columns(exchange.share(of: 1200)), pieces: [100])
        return try method.fitInSafeUnits(
          LabelledStream(SharedSamples(own, of: 1200, through: exchange), labels: labels)
        ).scores(x)
      }
      let expected = try known.scores(x)
      for own in all {
        #expect((own - expected).frobeniusNorm <= 1e-9 * expected.frobeniusNorm)
        #expect(own == all[0])
      }
    }
    // More processes than samples.
    let few = try ThreadExchange.run(4) { exchange in
      let own = SamplesInPieces(
        Matrix(columns: [[1.0, 2], [3, 5], [4, 4]]).columns(exchange.share(of: 3)), pieces: [9])
      let stream = LabelledStream(SharedSamples(own, of: 3, through: exchange), labels: [0, 1, 1])
      return try NearestCentroid().fitInSafeUnits(stream).predict(Matrix(columns: [[1.0, 2.1]]), among: [0, 1])
    }
    #expect(few.allSatisfy { $0 == [0] })
  }

  @Test("push-forward and marginals are those of samples in memory")
  func carried() throws {
    let (x, labels) = Self.samples(1500)
    let map = randomMatrix(3, 5, seed: 21)
    let basis = try SingularValueDecomposition(randomMatrix(5, 2, seed: 22)).u
    let offset = [1.0, 2, 3, 4, 5]
    for parameters in [#"{"transfer": "push-forward"}"#, #"{"covariance": "full", "components": 2, "restarts": 2}"#] {
      let method = try JSONDecoder().decode(GaussianMixture.self, from: Data(parameters.utf8))
      let stream = LabelledStream(SamplesInPieces(x, pieces: [300, 7, 900]), labels: labels)
      let pushed = try method.fit(x, labels: labels, pushedThrough: map, offset: offset)
      let own = try method.fit(stream, pushedThrough: map, offset: offset)
      #expect(try Self.difference(own, pushed, randomMatrix(3, 50, seed: 5)) < 1e-9)
      let marginal = try method.fit(x, labels: labels, marginalOn: basis)
      #expect(try Self.difference(method.fit(stream, marginalOn: basis), marginal, x) < 1e-9)
    }
  }

  @Test("a class of more samples than starts are looked for in has a mixture as likely as in memory")
  func manyOfAClass() throws {
    let n = 3 * MixturesInPasses.mostForStart + 100
    let kinds = (0..<n).map { ($0 * 5) % 3 }
    let x =
      randomMatrix(2, n, seed: 41) + (12 * Matrix(columns: [[0, 1], [1, 0], [-1, -1]])).selectingColumns(kinds)
    var method = GaussianMixture()
    method.components = .fixed(3)
    method.covariance = .full
    let labels = [Int](repeating: 2, count: n)
    let known = try method.fit(x, labels: labels)
    let found = try method.fitInSafeUnits(LabelledStream(SamplesInPieces(x, pieces: [1000]), labels: labels))
    #expect(method.startSamples(of: labels) == MixturesInPasses.mostForStart)
    #expect(
      method.startSamples(of: Array(labels.prefix(2000))) == nil && GaussianMixture().startSamples(of: labels) == nil)
    // Clumps that far apart have one likeliest mixture, wherever a start begins.
    #expect(try Self.difference(found, known, x) < 1e-6)
  }

  @Test("runs whose sums do not fit into memory together take turns, and nothing else changes", arguments: [1, 1200])
  func turns(most: Int) throws {
    let (x, labels) = Self.samples(900)
    let source = SamplesInPieces(x, pieces: [200, 90, 11])
    let stream = LabelledStream(source, labels: labels)
    let means = try ClassMeans(of: stream, for: "mixture")
    let estimation = MixtureEstimation(covariance: .full, shrinkage: .ledoitWolf, restarts: 2, seed: 4)
    let groups = stream.classes.indices.map { MixturesInPasses.Group(places: [$0], counts: 1...2) }
    func likelihoods(_ most: Int) throws -> ([Double], passes: Int) {
      let before = source.passes
      let found = try MixturesInPasses(stream, means: means, estimation: estimation, most: most).fit(groups)
      return (try found.flatMap { fit in try [1, 2].map { try fit($0).logLikelihood } }, source.passes - before)
    }
    let (known, own) = (try likelihoods(1 << 30), try likelihoods(most))
    #expect(own.0 == known.0 && own.0.count == 8 && own.passes > known.passes)
  }

  @Test("samples in extreme units give the same predictions, or are refused where a map would not know of it")
  func units() throws {
    let (x, labels) = Self.samples(700)
    for factor in [1e-200, 1e220] {
      let scaled = factor * x
      let stream = LabelledStream(SamplesInPieces(scaled, pieces: [200]), labels: labels)
      for entry in Self.entries where !entry.parameters.contains("components") {
        let method = try Self.method(entry)
        let known = try method.fitInSafeUnits(scaled, labels: labels).predict(scaled, among: [1, 4, 7, 9])
        let found = try method.fitInSafeUnits(stream).predict(scaled, among: [1, 4, 7, 9])
        #expect(found == known, "\(entry.parameters)")
      }
      #expect(throws: InputError.self) {
        try GaussianMixture().fit(stream, pushedThrough: randomMatrix(2, 5, seed: 1), offset: [0, 0, 0, 0, 0])
      }
    }
  }

  @Test(
    "identical samples are no error and say nothing; none, and what is not finite, are refused",
    arguments: entries.indices)
  func degenerate(index: Int) throws {
    let method = try Self.method(Self.entries[index])
    let same = Matrix(columns: [[Double]](repeating: [0.1, 0.7, -3], count: 30))
    let labels = (0..<30).map { $0 % 3 }
    let known = try method.fit(same, labels: labels).scores(same)
    let found = try method.fitInSafeUnits(LabelledStream(SamplesInPieces(same, pieces: [7, 1, 4]), labels: labels))
    #expect(try found.scores(same) == known)
    #expect(throws: InputError.self) {
      try method.fitInSafeUnits(LabelledStream(SamplesInPieces(Matrix(3, 0), pieces: [7]), labels: []))
    }
    var odd = same
    odd[1, 17] = .nan
    #expect(throws: InputError.self) {
      try method.fitInSafeUnits(LabelledStream(SamplesInPieces(odd, pieces: [7]), labels: labels))
    }
  }

  @Test("a singular covariance, and more components than samples, are refused as in memory")
  func refused() throws {
    let x = Matrix(rows: [(0..<40).map(Double.init), [Double](repeating: 0, count: 40)])
    let labels = (0..<40).map { $0 % 2 }
    for parameters in [
      #"{"shrinkage": 0}"#, #"{"shrinkage": 0, "covariance": "full"}"#, #"{"components": 21}"#,
      #"{"components": 21, "covariance": "full"}"#,
    ] {
      let method = try JSONDecoder().decode(GaussianMixture.self, from: Data(parameters.utf8))
      let known = #expect(throws: InputError.self) { try method.fit(x, labels: labels) }
      let found = #expect(throws: InputError.self) {
        try method.fitInSafeUnits(LabelledStream(SamplesInPieces(x, pieces: [9]), labels: labels))
      }
      #expect(found?.place == known?.place && found?.advice == known?.advice, "\(parameters)")
    }
  }
}
