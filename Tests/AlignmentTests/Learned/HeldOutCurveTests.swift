import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

@testable import Alignment

@Suite("Epochs chosen by held-out pairs")
struct HeldOutCurveTests {
  /// A curve of so many pairs whose mean ranks are the given ones, each with noise of its own.
  static func curve(_ means: [Double], noise: Double, pairs: Int = 40) -> HeldOutCurve {
    var generator = Seed(base: 7).generator
    let deviations = (0..<pairs).map { _ in generator.normal() }
    let offset = deviations.reduce(0, +) / Double(pairs)
    // Each epoch has the same noise on other pairs, so that means are exact.
    func ranks(_ place: Int) -> [Double] {
      (0..<pairs).map { means[place] + noise * (deviations[($0 + 7 * place) % pairs] - offset) }
    }
    var curve = HeldOutCurve(start: ranks(0), folds: 2)
    for place in means.indices.dropFirst() { curve.add(ranks(place), after: 10 * place) }
    return curve
  }

  @Test("an early epoch that is best by luck does not win; the last epoch does")
  func luck() {
    let curve = Self.curve([0.1, 0.42, 0.4, 0.4, 0.4], noise: 0.2)
    #expect(curve.epoch == 40 && curve.isBetterThanStart)
  }

  @Test("an early epoch that is clearly best wins")
  func evidence() {
    let curve = Self.curve([0.1, 0.3, 0.8, 0.4, 0.4], noise: 0.2)
    #expect(curve.epoch == 20 && curve.isBetterThanStart && abs(curve.reached - 0.8) < 0.15)
  }

  @Test("equal epochs: the last; the start is never chosen, however good it is")
  func equal() {
    #expect(Self.curve([0.1, 1, 1, 1], noise: 0).epoch == 30)
    let good = Self.curve([0.9, 0.2, 0.2], noise: 0.1)
    #expect(good.epoch == 20 && !good.isBetterThanStart)
    #expect(good.epochs == [0, 10, 20] && good.meanReciprocalRanks.count == 3 && good.count == 40)
  }

  @Test("the epoch chosen so far is the one that the curve so far chooses")
  func soFar() {
    var curve = Self.curve([0.1, 0.8], noise: 0)
    #expect(curve.epoch == 10)
    curve.add([Double](repeating: 0.5, count: 40), after: 20)
    #expect(curve.epoch == 10)
    curve.add([Double](repeating: 0.9, count: 40), after: 30)
    #expect(curve.epoch == 30)
  }

  @Test("folds hold out each pair once at most, and no more pairs than are enough")
  func folds() {
    var training = PairTraining()
    let seed = Seed(base: 1)
    let places = HeldOutFolds.places(of: 100, training, seed: seed)
    #expect(places.map(\.count) == [30, 30, 30] && Set(places.flatMap { $0 }).count == 90)
    #expect(HeldOutFolds.places(of: 600, training, seed: seed).count == 2)
    #expect(HeldOutFolds.places(of: 5000, training, seed: seed).map(\.count) == [1500])
    training.heldOut = 0.6
    #expect(HeldOutFolds.places(of: 100, training, seed: seed).count == 1)
    for heldOut in [0, 0.01] {
      training.heldOut = heldOut
      #expect(HeldOutFolds.places(of: 100, training, seed: seed).isEmpty)
    }
  }

  @Test("no epoch of the warm-up may be chosen, the last one always, and few are compared")
  func epochs() {
    var training = PairTraining()
    #expect(HeldOutFolds.epochs(training).sorted() == Array(stride(from: 10, through: 200, by: 10)))
    (training.epochs, training.warmUp) = (7, 0.5)
    #expect(HeldOutFolds.epochs(training).sorted() == [4, 5, 6, 7])
    (training.epochs, training.warmUp) = (1000, 0.99)
    #expect(HeldOutFolds.epochs(training) == [1000])
  }
}

/// Trainings on few pairs, of which the features are principal components.
@Suite("Learned alignments of few pairs")
struct FewPairsTests {
  /// Principal components of two views of one latent, as many as there are: all that tells 50 pairs
  /// apart.
  static func components(pairs n: Int, noise: Double, seed: UInt64 = 1) throws -> PairedFeatures {
    var generator = Seed(base: seed).generator
    let latents = Matrix<Double>(30, n).map { _ in generator.normal() }
      .scalingRows(by: (1...30).map { 1 / Double($0) })
    let reductions = try [80, 70].map { d -> (Matrix<Double>, [Double]) in
      let map = Matrix<Double>(d, 30).map { _ in generator.normal() }
      let view = map * latents + Matrix<Double>(d, n).map { _ in noise * generator.normal() }
      let fitted = try Reduction { ($0.standardise, $0.pca) = (true, 64) }.fit(view)
      return (fitted(view), try #require(fitted.divisors))
    }
    var pairs = try PairedFeatures(modalities: ["a", "b"], views: reductions.map(\.0))
    pairs.components = reductions.map(\.1)
    return pairs
  }

  static func method<M: LearnedAlignmentMethod>(_ type: M.Type) throws -> any LearnedAlignmentMethod {
    try JSONDecoder().decode(type, from: Data(#"{"k": 16, "epochs": 60, "learningRate": 0.005}"#.utf8))
  }

  @Test(
    "held-out pairs are seen by components of the others, and find one another",
    arguments: LearnedAlignmentTests.methods.indices)
  func components(index: Int) throws {
    let method = try Self.method(LearnedAlignmentTests.methods[index])
    let pairs = try Self.components(pairs: 50, noise: 0.1)
    let report = try method.train(StandardisedPairs(pairs, method: "m")).training
    let curve = try #require(report.heldOut)
    // Guessing among 15 gives .22.
    #expect(curve.reached > 0.35, "\(curve.meanReciprocalRanks)")
    // Deep CCA starts from canonical variates of random heads, which are good already.
    #expect(curve.isBetterThanStart || LearnedAlignmentTests.methods[index] == DeepCCA.self)
    // Components of all pairs say next to nothing of a pair that is held out.
    var plain = pairs
    plain.components = nil
    let blind = try #require(try method.train(StandardisedPairs(plain, method: "m")).training.heldOut)
    #expect(blind.meanReciprocalRanks.allSatisfy { $0 < curve.reached - 0.15 }, "\(blind.meanReciprocalRanks)")
  }

  @Test("where the views have nothing in common the report does not claim that anything was learned")
  func nothingLearned() throws {
    var pairs = try Self.components(pairs: 50, noise: 0.1)
    let other = try Self.components(pairs: 50, noise: 0.1, seed: 2)
    pairs = try PairedFeatures(modalities: ["a", "b"], views: [pairs.views[0], other.views[1]])
    for type in LearnedAlignmentTests.methods {
      let report = try Self.method(type).train(StandardisedPairs(pairs, method: "m")).training
      #expect(try !#require(report.heldOut).isBetterThanStart, "\(type.name)")
    }
  }

  @Test("what is held out has no part in the components and moments of the rest")
  func apart() throws {
    let pairs = try StandardisedPairs(Self.components(pairs: 50, noise: 0.1), method: "m")
    let fold = try HeldOutFold(pairs, heldOut: Array(10..<25))
    #expect(fold.kept.allSatisfy { $0.columns == 35 && $0.rows == 34 })
    #expect(fold.heldOut.allSatisfy { $0.columns == 15 && $0.rows == 34 })
    for view in fold.kept {
      let covariance = (1 / 35.0) * view.map { Double($0) }.gramOfRows()
      #expect(largestDifference(covariance, .identity(34)) < 1e-4)
    }
  }

  @Test("deep CCA with more dimensions than a fold could bear takes all epochs, and says that nothing chose them")
  func deepCCA() throws {
    var training = DeepCCA().training
    (training.k, training.epochs) = (40, 5)
    let pairs = try StandardisedPairs(Self.components(pairs: 50, noise: 1), method: "m")
    let report = try DeepCCA { $0.training = training }.train(pairs).training
    #expect(report.heldOut == nil && report.epochs == 5 && report.scheduled == 5)
  }
}
