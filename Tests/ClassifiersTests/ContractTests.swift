import Classifiers
import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

/// A classifier with parameters, as the laws are tested on it.
struct Entry: Sendable, CustomTestStringConvertible {
  let method: any ClassifierMethod
  let parameters: String

  var testDescription: String { "\(type(of: method).name) \(parameters)" }

  /// Every entry of the registry with its defaults, and some with other parameters.
  static var all: [Entry] {
    get throws {
      let others: [(any ClassifierMethod.Type, String)] = [
        (GaussianMixture.self, #"{"covariance": "full"}"#), (GaussianMixture.self, #"{"components": 2}"#),
        (GaussianMixture.self, #"{"components": 2, "covariance": "full"}"#),
        (GaussianMixture.self, #"{"components": "bic", "covariance": "diagonal"}"#),
        (NearestCentroid.self, #"{"metric": "cosine"}"#), (NearestNeighbours.self, #"{"metric": "cosine", "k": 4}"#),
        (NearestNeighbours.self, #"{"k": 1}"#), (RidgeClassifier.self, #"{"ridge": 0.01}"#),
        (GaussianMixture.self, #"{"covariance": "full", "transfer": "unsupervised", "shrinkage": 0.1}"#),
        (LogisticRegression.self, #"{"C": 10, "standardise": false}"#), (LinearSVM.self, #"{"C": 0.1, "bias": 0}"#),
      ]
      let entries = ClassifierRegistry.methods.map { ($0, "{}") } + others
      return try nonEmpty(entries).map { type, text in
        Entry(method: try JSONDecoder().decode(type, from: Data(text.utf8)), parameters: text)
      }
    }
  }

  static let count = ClassifierRegistry.methods.count + 11
}

@Suite("What every classifier keeps")
struct ContractTests {
  static func classes(_ k: Int, each n: Int, spread: Double, seed: UInt64) -> (Matrix<Double>, [Int]) {
    GaussianMixtureTests.classes(k, each: n, spread: spread, seed: seed)
  }

  @Test("names are unique, and every classifier can be had with its defaults")
  func registry() throws {
    #expect(Set(ClassifierRegistry.methods.map { $0.name }).count == ClassifierRegistry.methods.count)
    #expect(try Entry.all.count == Entry.count)
  }

  @Test("parameters survive encoding", arguments: try Entry.all)
  func coding(entry: Entry) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(entry.method)
    let type: any ClassifierMethod.Type = Swift.type(of: entry.method)
    let again: any ClassifierMethod = try JSONDecoder().decode(type, from: data)
    let copy = try encoder.encode(again)
    #expect(copy == data)
  }

  @Test("well separated classes are told apart, in fewer dimensions than samples and in more", arguments: try Entry.all)
  func separated(entry: Entry) throws {
    for (k, each) in [(4, 12), (60, 8)] {
      let (x, labels) = Self.classes(k, each: each, spread: 20, seed: 1)
      let (test, truth) = Self.classes(k, each: 5, spread: 20, seed: 2)
      let fitted = try entry.method.fit(x, labels: labels)
      #expect(fitted.classes == [0, 1, 2])
      #expect((fitted is any ProbabilisticClassifier) == entry.method.givesProbabilities)
      #expect(try fitted.predict(test, among: [0, 1, 2]) == truth)
    }
  }

  @Test("renaming the classes renames the predictions", arguments: try Entry.all)
  func renaming(entry: Entry) throws {
    let (x, labels) = Self.classes(4, each: 15, spread: 1, seed: 3)
    let names = [12, 5, 40]
    let test = randomMatrix(4, 40, seed: 4)
    let scores = try entry.method.fit(x, labels: labels).scores(test)
    let renamed = try entry.method.fit(x, labels: labels.map { names[$0] })
    #expect(renamed.classes == [5, 12, 40])
    #expect(largestDifference(try renamed.scores(test).selectingRows([1, 0, 2]), scores) < 1e-4)
    if !(entry.method is NearestNeighbours) {  // whose shares are often equal
      let plain = try entry.method.fit(x, labels: labels).predict(test, among: [0, 1, 2])
      #expect(try renamed.predict(test, among: names) == plain.map { $0.map { names[$0] } })
    }
  }

  @Test("the order of the samples changes nothing", arguments: try Entry.all)
  func permutation(entry: Entry) throws {
    let (x, labels) = Self.classes(4, each: 15, spread: 1, seed: 5)
    var generator = Seed(base: 6).generator
    let order = generator.shuffled(Array(labels.indices))
    let test = randomMatrix(4, 40, seed: 7)
    let plain = try entry.method.fit(x, labels: labels)
    let permuted = try entry.method.fit(x.selectingColumns(order), labels: order.map { labels[$0] })
    #expect(try plain.predict(test, among: [0, 1, 2]) == permuted.predict(test, among: [0, 1, 2]))
    #expect(largestDifference(try plain.scores(test), try permuted.scores(test)) < 1e-9)
  }

  @Test("two fits are the same to the bit", arguments: try Entry.all)
  func repetition(entry: Entry) throws {
    let (x, labels) = Self.classes(4, each: 15, spread: 1, seed: 8)
    #expect(try entry.method.fit(x, labels: labels).scores(x) == entry.method.fit(x, labels: labels).scores(x))
  }

  @Test(
    "only candidates are predicted; a classifier that knows none of them predicts nothing", arguments: try Entry.all)
  func candidates(entry: Entry) throws {
    let (x, labels) = Self.classes(4, each: 15, spread: 20, seed: 9)
    let fitted = try entry.method.fit(x, labels: labels)
    let predictions = try fitted.predict(x, among: [0, 2, 9])
    #expect(Set(predictions) == [0, 2])
    for (label, prediction) in inStep(labels, predictions) where label != 1 { #expect(prediction == label) }
    #expect(try fitted.predict(x, among: [7, 8]).allSatisfy { $0 == nil })
    #expect(try fitted.predict(Matrix(4, 0), among: [0]).isEmpty)
  }

  @Test("probabilities are not negative and sum to 1, far away too", arguments: try Entry.all)
  func probabilities(entry: Entry) throws {
    let (x, labels) = Self.classes(4, each: 15, spread: 1, seed: 10)
    let any = try entry.method.fit(x, labels: labels)
    #expect((any is any ProbabilisticClassifier) == entry.method.givesProbabilities)
    guard let fitted = any as? any ProbabilisticClassifier else { return }
    for factor in [1.0, 1000] {
      let test = factor * randomMatrix(4, 30, seed: 11)
      let p = try fitted.probabilities(test)
      for j in 0..<30 {
        #expect(abs(p.column(j).reduce(0, +) - 1) < 1e-12 && p.column(j).allSatisfy { $0 >= 0 })
      }
    }
  }

  @Test("multiplying all features changes no prediction where a classifier says so", arguments: try Entry.all)
  func scale(entry: Entry) throws {
    guard entry.method.ignoresScale else { return }
    let (x, labels) = Self.classes(5, each: 12, spread: 1, seed: 12)
    let test = randomMatrix(5, 60, seed: 13)
    let plain = try entry.method.fit(x, labels: labels).predict(test, among: [0, 1, 2])
    for factor in [1000, 0.001] {
      let scaled = try entry.method.fit(factor * x, labels: labels).predict(factor * test, among: [0, 1, 2])
      #expect(plain == scaled)
    }
  }

  @Test(
    "samples of extreme size are classified as ordinary ones, or refused where their unit matters",
    arguments: try Entry.all,
    [600, -600, 900, -540])
  func extremeUnits(entry: Entry, exponent: Int) throws {
    let (x, labels) = Self.classes(5, each: 12, spread: 1, seed: 12)
    let test = randomMatrix(5, 60, seed: 13)
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    guard entry.method.ignoresScale else {
      #expect(throws: InputError.self) { try entry.method.fitInSafeUnits(factor * x, labels: labels) }
      return
    }
    let plain = try entry.method.fitInSafeUnits(x, labels: labels)
    let scaled = try entry.method.fitInSafeUnits(factor * x, labels: labels)
    let known = try plain.predict(test, among: [0, 1, 2])
    #expect(try scaled.predict(factor * test, among: [0, 1, 2]) == known)
    #expect(try scaled.predictWithScores(factor * test, among: [0, 1, 2]).predicted == known)
    #expect((plain is any ProbabilisticClassifier) == (scaled is any ProbabilisticClassifier))
    if let p = plain as? any ProbabilisticClassifier, let q = scaled as? any ProbabilisticClassifier {
      #expect(largestDifference(try p.probabilities(test), try q.probabilities(factor * test)) < 1e-9)
    }
  }

  @Test("classes whose scores are equal but for rounding are tied: the smaller one is predicted")
  func tiedScores() throws {
    // Class 1 is as far as class 0, by other features: 0.1 + 0.2 and 0.3 are the same but for the
    // last bit.
    let x = Matrix(rows: [[0.1 + 0.2, 0], [0, 0.3]])
    let fitted = try NearestCentroid().fit(x, labels: [0, 1])
    let other = try NearestCentroid().fit(x, labels: [1, 0])
    #expect(try fitted.predict(Matrix(2, 1), among: [0, 1]) == [0])
    #expect(try other.predict(Matrix(2, 1), among: [0, 1]) == [0])
    // Three neighbours, two of them tied for the last places whose shares are thirds.
    let votes = try NearestNeighbours { $0.k = 3 }.fit(
      Matrix(rows: [[1, 1, 2, 2, 2, 2.0]]), labels: [0, 1, 0, 1, 0, 1])
    #expect(try votes.predict(Matrix(1, 1), among: [0, 1]) == [0])
    let scores = try votes.scores(Matrix(1, 1))
    #expect(scores[0, 0] == scores[1, 0])
  }

  @Test("neighbours at one distance but for rounding share the votes that are left")
  func tiedNeighbours() throws {
    let x = Matrix(rows: [[0.1 + 0.2, 0, 5, 5], [0, 0.3, 5, 6]])
    for labels in [[0, 1, 2, 2], [1, 0, 2, 2]] {
      let scores = try NearestNeighbours { $0.k = 1 }.fit(x, labels: labels).scores(Matrix(2, 1))
      #expect(scores[0, 0] == 0.5 && scores[1, 0] == 0.5 && scores[2, 0] == 0)
    }
  }

  @Test("a single class is always predicted", arguments: try Entry.all)
  func oneClass(entry: Entry) throws {
    let x = randomMatrix(3, 12, seed: 14)
    let fitted = try entry.method.fit(x, labels: [Int](repeating: 4, count: 12))
    #expect(try fitted.predict(randomMatrix(3, 5, seed: 15), among: [1, 4]) == [4, 4, 4, 4, 4])
  }

  @Test("a single sample, equal samples, constant features: a finite answer or an InputError", arguments: try Entry.all)
  func degenerate(entry: Entry) throws {
    let one = randomMatrix(3, 1, seed: 16)
    let constant = Matrix<Double>(3, 12, columnMajor: [Double](repeating: 0.1, count: 36))
    let apart = (0..<12).map { Double($0 % 2 * 8) + Double($0) / 24 }
    let partly = Matrix<Double>(rows: [apart, [Double](repeating: 1.7, count: 12)])
    let parity = (0..<12).map { $0 % 2 }
    for (x, labels) in [(one, [3]), (constant, parity), (Matrix<Double>(3, 12), parity)] {
      do {
        let fitted = try entry.method.fit(x, labels: labels)
        #expect(try fitted.scores(x).withUnsafeElements { $0.allSatisfy { $0.isFinite } })
        #expect(try fitted.predict(x, among: labels).allSatisfy { $0 != nil })
      } catch { #expect(error is InputError) }
    }
    // A useless feature beside a good one does no harm.
    let predictions = try entry.method.fit(partly, labels: parity).predict(partly, among: [0, 1])
    // Seen from the origin, both classes lie in nearly one direction.
    let cosine = (entry.method as? NearestCentroid)?.metric == .cosine || entry.parameters.contains("cosine")
    #expect(predictions.count == 12 && (cosine || predictions == parity))
  }

  @Test("identical samples say nothing: equal finite scores of equally frequent classes", arguments: try Entry.all)
  func identical(entry: Entry) throws {
    for value in [0, 0.1, -7e5] {
      let x = Matrix<Double>(3, 21).map { _ in value }
      let labels = (0..<21).map { [4, 9, 6][$0 % 3] }
      let fitted = try entry.method.fit(x, labels: labels)
      #expect(fitted.classes == [4, 6, 9])
      for test in [x, randomMatrix(3, 21, seed: 18)] {
        let scores = try fitted.scores(test)
        for j in 0..<21 {
          #expect(scores[0, j] == scores[1, j] && scores[0, j] == scores[2, j] && scores[0, j].isFinite)
        }
        #expect(try fitted.predict(test, among: [9, 6]).allSatisfy { $0 == 6 })
      }
      if let probabilistic = fitted as? any ProbabilisticClassifier {
        #expect(
          largestDifference(try probabilistic.probabilities(x), Matrix<Double>(3, 21).map { _ in 1.0 / 3 }) < 1e-15)
      }
    }
    // With unequal classes the score of a Gaussian is the logarithm of the prior probability.
    let gaussian = try GaussianMixture {
      $0.covariance = .full; $0.gaussians.shrinkage = .fixed(0); $0.gaussians.priors = .empirical
    }
    let scores = try gaussian.fit(Matrix(2, 4), labels: [0, 1, 1, 1]).scores(Matrix(2, 1))
    #expect(abs(scores[0, 0] - log(0.25)) < 1e-15 && abs(scores[1, 0] - log(0.75)) < 1e-15)
  }

  @Test("no samples and samples that are not finite are refused", arguments: try Entry.all)
  func refusals(entry: Entry) {
    #expect(throws: InputError.self) { try entry.method.fit(Matrix(3, 0), labels: []) }
    #expect(throws: InputError.self) { try entry.method.fit(Matrix(0, 2), labels: [0, 1]) }
    for bad in [Double.nan, .infinity] {
      var (x, labels) = Self.classes(3, each: 12, spread: 1, seed: 17)
      x[1, 4] = bad
      labels[4] = 1
      #expect(throws: InputError.self) { try entry.method.fit(x, labels: labels) }
    }
  }

  @Test("parameters out of range are refused")
  func ranges() {
    let bad: [(any ClassifierMethod.Type, String)] = [
      (NearestNeighbours.self, #"{"k": 0}"#), (RidgeClassifier.self, #"{"ridge": -1}"#),
      (LogisticRegression.self, #"{"C": 0}"#), (LinearSVM.self, #"{"bias": -1}"#),
      (LinearSVM.self, #"{"tolerance": 0}"#), (GaussianMixture.self, #"{"components": 0}"#),
      (GaussianMixture.self, #"{"components": "many"}"#), (GaussianMixture.self, #"{"restarts": 0}"#),
      (QuadraticDiscriminantAnalysis.self, #"{"shrinkage": 2}"#),
    ]
    for (type, text) in bad {
      #expect(throws: InputError.self, "\(text)") { try JSONDecoder().decode(type, from: Data(text.utf8)) }
    }
  }
}
