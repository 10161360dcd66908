import Classifiers
import Diagnostics
import Foundation
import LinearAlgebra
import Testing
import TestSupport

@Suite("Mixtures of several components")
struct MixtureTests {
  /// Class 0 on both sides of class 1, which no single Gaussian a class with a tied covariance can
  /// tell apart.
  static func sandwich(each n: Int, seed: UInt64) -> (Matrix<Double>, [Int]) {
    let labels = (0..<(4 * n)).map { $0 % 4 < 2 ? 0 : 1 }
    let places = (0..<(4 * n)).map { [-10.0, 10, 0, 0][$0 % 4] }
    return (randomMatrix(2, 4 * n, seed: seed) + Matrix(rows: [places, places]), labels)
  }

  static func accuracy(_ method: GaussianMixture) throws -> Double {
    let (x, labels) = sandwich(each: 15, seed: 1)
    let (test, truth) = sandwich(each: 20, seed: 2)
    let predictions = try method.fit(x, labels: labels).predict(test, among: [0, 1])
    return Double(inStep(predictions, truth).count { $0 == $1 }) / Double(truth.count)
  }

  @Test("a class in two places needs two components, which BIC finds", arguments: GaussianMixture.Covariance.allCases)
  func twoPlaces(covariance: GaussianMixture.Covariance) throws {
    #expect(
      try Self.accuracy(
        GaussianMixture {
          $0.covariance = covariance; $0.components = .fixed(2)
        }) == 1)
    #expect(
      try Self.accuracy(
        GaussianMixture {
          $0.covariance = covariance; $0.components = .bic; $0.restarts = 2
        }) == 1)
    #expect(try Self.accuracy(GaussianMixture { $0.covariance = .tied }) < 0.9)
  }

  @Test(
    "where BIC prefers one component the result is the single Gaussian's",
    arguments: GaussianMixture.Covariance.allCases)
  func oneIsEnough(covariance: GaussianMixture.Covariance) throws {
    let (x, labels) = GaussianMixtureTests.classes(3, each: 40, spread: 3, seed: 3)
    let single = try GaussianMixture { $0.covariance = covariance }.fit(x, labels: labels).scores(x)
    let chosen = try GaussianMixture {
      $0.covariance = covariance; $0.components = .bic; $0.restarts = 2
    }.fit(x, labels: labels)
      .scores(x)
    #expect(largestDifference(single, chosen) < 1e-9)
  }

  @Test("the seed fixes the result; more starts are never less likely")
  func seeds() throws {
    let x = randomMatrix(3, 60, seed: 4)
    let labels = [Int](repeating: 0, count: 60)
    func likelihood(restarts: Int, seed: UInt64) throws -> Double {
      let model = try GaussianMixture {
        $0.covariance = .full; $0.gaussians.shrinkage = .fixed(0.1); $0.components = .fixed(3); $0.restarts = restarts;
        $0.seed = seed
      }
      return try model.fit(x, labels: labels).scores(x).row(0).reduce(0, +)
    }
    for seed in [UInt64(1), 2] {
      let few = try likelihood(restarts: 1, seed: seed)
      #expect(try likelihood(restarts: 1, seed: seed) == few)
      #expect(try likelihood(restarts: 8, seed: seed) >= few)
    }
  }

  @Test("more components than samples of a class are refused; equal samples are not a crash")
  func few() throws {
    let x = randomMatrix(2, 5, seed: 5)
    let error = #expect(throws: InputError.self) {
      try GaussianMixture { $0.components = .fixed(3) }.fit(x, labels: [0, 0, 0, 1, 1])
    }
    #expect(error?.place.contains("components") == true)
    let pairs = Matrix<Double>(rows: [[0, 0, 1, 9, 9, 10]])
    let fitted = try GaussianMixture { $0.components = .fixed(3) }.fit(pairs, labels: [0, 0, 0, 1, 1, 1])
    #expect(try fitted.predict(pairs, among: [0, 1]).allSatisfy { $0 != nil })
  }

  @Test("the seed and the number of starts are encoded where something is drawn, everything else always")
  func coding() throws {
    func text(_ method: GaussianMixture) throws -> String {
      String(decoding: try JSONEncoder().encode(method), as: UTF8.self)
    }
    let plain = try text(GaussianMixture { $0.seed = 7 })
    #expect(!plain.contains("seed") && !plain.contains("restarts"))
    #expect(plain.contains("\"components\":1") && plain.contains("\"transfer\":\"latent\""))
    let several = try text(
      GaussianMixture {
        $0.components = .bic; $0.seed = 7
      })
    #expect(several.contains("\"seed\":7") && several.contains("\"components\":\"bic\""))
    #expect(
      try text(
        GaussianMixture {
          $0.seed = 7; $0.transfer = .unsupervised
        }
      ).contains("\"seed\":7"))
    #expect(
      try !text(
        GaussianMixture {
          $0.seed = 7; $0.transfer = .pushForward
        }
      ).contains("seed"))
  }
}
