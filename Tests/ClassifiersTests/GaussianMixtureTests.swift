import Classifiers
import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

@Suite("Gaussian mixture")
struct GaussianMixtureTests {
  /// Three classes in k dimensions, `n` samples each, with means `spread` apart.
  static func classes(_ k: Int, each n: Int, spread: Double, seed: UInt64) -> (Matrix<Double>, [Int]) {
    let noise = randomMatrix(k, 3 * n, seed: seed)
    let means = spread * randomMatrix(k, 3, seed: 77)
    let labels = (0..<(3 * n)).map { $0 % 3 }
    return (noise + means.selectingColumns(labels), labels)
  }

  static func fitted(_ model: GaussianMixture, _ x: Matrix<Double>, _ labels: [Int]) throws -> FittedGaussianMixture {
    try #require(model.fit(x, labels: labels) as? FittedGaussianMixture)
  }

  @Test("one dimension by hand: densities, priors and posteriors")
  func oneDimension() throws {
    // Class 0: 0, 2 (mean 1, variance 1); class 1: 4, 8 (mean 6, variance 4).
    let x = Matrix<Double>(rows: [[0, 2, 4, 8]])
    let model = try GaussianMixture {
      $0.covariance = .full; $0.gaussians.shrinkage = .fixed(0)
    }
    let fitted = try Self.fitted(model, x, [0, 0, 1, 1])
    let at = Matrix<Double>(rows: [[3]])
    let logs = [
      log(0.5) - 0.5 * log(2 * .pi) - 0.5 * 4, log(0.5) - 0.5 * log(2 * .pi) - 0.5 * log(4) - 0.5 * 9 / 4,
    ]
    let scores = fitted.scores(at)
    #expect(abs(scores[0, 0] - logs[0]) < 1e-13 && abs(scores[1, 0] - logs[1]) < 1e-13)
    let p = try fitted.probabilities(at)
    #expect(abs(p[0, 0] - exp(logs[0]) / (exp(logs[0]) + exp(logs[1]))) < 1e-13)
  }

  @Test("probabilities sum to 1, far from all classes too", arguments: GaussianMixture.Covariance.allCases)
  func probabilities(covariance: GaussianMixture.Covariance) throws {
    let (x, labels) = Self.classes(4, each: 20, spread: 2, seed: 1)
    let fitted = try Self.fitted(GaussianMixture { $0.covariance = covariance }, x, labels)
    let p = try fitted.probabilities(100 * randomMatrix(4, 9, seed: 2))
    for j in 0..<9 { #expect(abs(p.column(j).reduce(0, +) - 1) < 1e-12) }
  }

  @Test("a tied covariance gives linear borders: scores of two classes differ by an affine function")
  func tiedIsLinear() throws {
    let (x, labels) = Self.classes(3, each: 20, spread: 2, seed: 3)
    let fitted = try Self.fitted(GaussianMixture { $0.covariance = .tied }, x, labels)
    let (a, b) = (randomMatrix(3, 1, seed: 4), randomMatrix(3, 1, seed: 5))
    func difference(_ z: Matrix<Double>) -> Double {
      let scores = fitted.scores(z)
      return scores[0, 0] - scores[1, 0]
    }
    let middle = 0.5 * (a + b)
    #expect(abs(difference(middle) - 0.5 * (difference(a) + difference(b))) < 1e-9)
  }

  @Test("linear discriminants are the tied densities less what all classes have in common")
  func discriminants() throws {
    for priors in [GaussianMixture.Priors.uniform, .empirical] {
      let (x, labels) = Self.classes(4, each: 20, spread: 2, seed: 6)
      let (kept, known) = (x.columns(0..<50), Array(labels[0..<50]))
      let tied = try Self.fitted(
        GaussianMixture {
          $0.covariance = .tied; $0.gaussians.priors = priors
        }, kept, known)
      let lda = try #require(
        try LinearDiscriminantAnalysis { $0.gaussians.priors = priors }.fit(kept, labels: known)
          as? any ProbabilisticClassifier)
      let z = 3 * randomMatrix(4, 30, seed: 7)
      let (densities, scores) = (tied.scores(z), try lda.scores(z))
      #expect(lda.classes == tied.classes)
      for j in 0..<30 {
        for c in 1..<3 {
          let expected = densities[c, j] - densities[0, j]
          #expect(abs(scores[c, j] - scores[0, j] - expected) <= 1e-11 * (1 + abs(densities[0, j])))
        }
      }
      #expect(largestDifference(try lda.probabilities(z), try tied.probabilities(z)) < 1e-10)
    }
  }

  @Test("far from all classes linear discriminants keep the digits that densities lose")
  func farDiscriminants() throws {
    // Means -1 and 1, variance 1: the scores differ by 2 x.
    let x = Matrix<Double>(rows: [[-2, 0, 0, 2]])
    let lda = try LinearDiscriminantAnalysis { $0.gaussians.shrinkage = .fixed(0) }.fit(x, labels: [0, 0, 1, 1])
    for place in [1, 1e4, 1e9, 1e15] {
      let scores = try lda.scores(Matrix(rows: [[place]]))
      #expect(abs((scores[1, 0] - scores[0, 0]) / (2 * place) - 1) < 1e-14)
    }
  }

  @Test("without shrinkage predictions do not change under any invertible linear map of the features")
  func affineInvariance() throws {
    let (x, labels) = Self.classes(4, each: 30, spread: 0.7, seed: 6)
    let map = randomMatrix(4, 4, seed: 7)
    for covariance in [GaussianMixture.Covariance.full, .tied] {
      let model = try GaussianMixture {
        $0.covariance = covariance; $0.gaussians.shrinkage = .fixed(0)
      }
      let test = 2 * randomMatrix(4, 50, seed: 8)
      let plain = try model.fit(x, labels: labels).predict(test, among: [0, 1, 2])
      let mapped = try model.fit(map * x, labels: labels).predict(map * test, among: [0, 1, 2])
      #expect(plain == mapped)
    }
  }

  @Test("rescaling all features changes no prediction, shrinkage or not", arguments: [1e-8, 1e8])
  func scale(factor: Double) throws {
    let (x, labels) = Self.classes(6, each: 8, spread: 0.7, seed: 9)
    let test = randomMatrix(6, 60, seed: 10)
    let plain = try GaussianMixture().fit(x, labels: labels).predict(test, among: [0, 1, 2])
    let scaled = try GaussianMixture().fit(factor * x, labels: labels).predict(factor * test, among: [0, 1, 2])
    #expect(plain == scaled)
  }

  @Test("renaming the classes renames the predictions")
  func renaming() throws {
    let (x, labels) = Self.classes(4, each: 20, spread: 1, seed: 11)
    let names = [12, 5, 40]
    let test = randomMatrix(4, 40, seed: 12)
    let plain = try GaussianMixture().fit(x, labels: labels).predict(test, among: [0, 1, 2])
    let renamed = try GaussianMixture().fit(x, labels: labels.map { names[$0] }).predict(test, among: names)
    #expect(plain.map { $0.map { names[$0] } } == renamed)
  }

  @Test("only candidates are predicted; a classifier that knows none of them predicts nothing")
  func candidates() throws {
    let (x, labels) = Self.classes(4, each: 20, spread: 1, seed: 13)
    let fitted = try GaussianMixture().fit(x, labels: labels)
    #expect(Set(try fitted.predict(x, among: [0, 2])) == [0, 2])
    #expect(try fitted.predict(x, among: [7, 8]).allSatisfy { $0 == nil })
  }

  @Test("empirical priors draw ties to the larger class")
  func priors() throws {
    let x = Matrix<Double>(rows: [[-2, -1, -1.5, -1.5, 1, 2]])
    let model = try GaussianMixture {
      $0.covariance = .tied; $0.gaussians.shrinkage = .fixed(0); $0.gaussians.priors = .empirical
    }
    let uniform = try GaussianMixture {
      $0.covariance = .tied; $0.gaussians.shrinkage = .fixed(0)
    }
    let labels = [0, 0, 0, 0, 1, 1]
    let between = Matrix<Double>(rows: [[0.001]])
    #expect(try uniform.fit(x, labels: labels).predict(between, among: [0, 1]) == [1])
    #expect(try model.fit(x, labels: labels).predict(between, among: [0, 1]) == [0])
  }

  @Test("a singular covariance is refused with what to do; no samples too")
  func singular() throws {
    let x = Matrix<Double>(rows: [[1, 1, 1, 1], [1, 2, 3, 4]])
    let error = #expect(throws: InputError.self) {
      try GaussianMixture {
        $0.covariance = .full; $0.gaussians.shrinkage = .fixed(0)
      }.fit(x, labels: [0, 0, 1, 1])
    }
    #expect(error?.advice.contains("shrinkage") == true)
    #expect(throws: InputError.self) { try GaussianMixture().fit(Matrix(3, 0), labels: []) }
  }

  @Test("parameters are read and written; a shrinkage out of range is refused")
  func coding() throws {
    let model = try JSONDecoder().decode(
      GaussianMixture.self, from: Data("{\"covariance\": \"full\", \"shrinkage\": 0.25}".utf8))
    #expect(model.covariance == .full && model.gaussians.priors == .uniform)
    #expect(model.gaussians.shrinkage == .fixed(0.25))
    let text = String(decoding: try JSONEncoder().encode(GaussianMixture()), as: UTF8.self)
    #expect(text.contains("ledoit-wolf") && text.contains("tied") && text.contains("uniform"))
    #expect(throws: InputError.self) {
      try JSONDecoder().decode(GaussianMixture.self, from: Data("{\"shrinkage\": 1.5}".utf8))
    }
  }
}

@Suite("Ledoit-Wolf shrinkage")
struct LedoitWolfTests {
  static func shrinkage(_ samples: Matrix<Double>) -> Double {
    let centred = samples.addingToColumns(samples.rowMeans.map { -$0 })
    return LedoitWolf.shrinkage(
      centred: centred, covariance: (1 / Double(samples.columns)) * centred.gramOfRows())
  }

  @Test("the closed form equals the definition's sum over samples")
  func definition() {
    let x = randomMatrix(5, 12, seed: 1)
    let centred = x.addingToColumns(x.rowMeans.map { -$0 })
    let s = (1.0 / 12) * centred.gramOfRows()
    let mu = (0..<5).reduce(0) { $0 + s[$1, $1] } / 5
    let distance = pow((s - mu * Matrix.identity(5)).frobeniusNorm, 2) / 5
    let spread =
      (0..<12).reduce(0.0) { sum, i in
        let column = centred.columns(i..<(i + 1))
        return sum + pow((Matrix.product(column, column, transposing: .second) - s).frobeniusNorm, 2)
      } / (144 * 5)
    #expect(abs(Self.shrinkage(x) - min(spread, distance) / distance) < 1e-12)
  }

  @Test("few samples are shrunk much, many little, isotropic ones wholly")
  func limits() {
    let stretch = [10.0, 5, 1, 0.5, 0.1]
    let few = Self.shrinkage(randomMatrix(5, 6, seed: 2).scalingRows(by: stretch))
    let many = Self.shrinkage(randomMatrix(5, 5000, seed: 3).scalingRows(by: stretch))
    #expect(few > many && many < 0.01 && few <= 1)
    #expect(Self.shrinkage(randomMatrix(5, 200, seed: 4)) > 0.5)
  }

  @Test("the scale of the samples changes nothing", arguments: [1e-120, 1e120])
  func scale(factor: Double) {
    let x = randomMatrix(5, 12, seed: 5)
    #expect(abs(Self.shrinkage(factor * x) - Self.shrinkage(x)) < 1e-10)
  }
}
