import Classifiers
import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

@Suite("What every classifier with soft labels keeps")
struct SoftLabelTests {
  /// The entries that can be fitted on memberships.
  static var all: [Entry] {
    get throws {
      try nonEmpty(
        Entry.all.filter { entry in
          guard let mixture = entry.method as? GaussianMixture else { return entry.method is any SoftlyTaught }
          return mixture.components == .fixed(1) && mixture.transfer != .unsupervised
        })
    }
  }

  static func fit(
    _ entry: Entry, _ x: Matrix<Double>, _ memberships: Matrix<Double>, _ classes: [Int]
  ) throws -> any FittedClassifier {
    try #require(entry.method as? any SoftlyTaught).fit(x, memberships: memberships, classes: classes)
  }

  static func oneHot(_ labels: [Int], _ classes: [Int]) -> Matrix<Double> {
    Matrix(rows: classes.map { label in labels.map { $0 == label ? 1 : 0 } })
  }

  /// Random shares of three classes, the right one with the largest.
  static func shares(_ labels: [Int], seed: UInt64) -> Matrix<Double> {
    let raw = randomMatrix(3, labels.count, seed: seed).map { abs($0) } + 3 * oneHot(labels, [0, 1, 2])
    return raw.scalingColumns(by: labels.indices.map { 1 / raw.column($0).reduce(0, +) })
  }

  @Test("six families can be taught softly")
  func conformance() {
    let names = ClassifierRegistry.methods.filter { $0 is any SoftlyTaught.Type }.map { $0.name }
    #expect(names == ["gaussian-mixture", "lda", "qda", "nearest-centroid", "knn", "ridge-classifier"])
  }

  @Test("certain memberships give the fit with labels, whatever the order of the classes", arguments: try all)
  func certain(entry: Entry) throws {
    let (x, labels) = ContractTests.classes(4, each: 15, spread: 1, seed: 31)
    let test = randomMatrix(4, 30, seed: 32)
    let hard = try entry.method.fit(x, labels: labels)
    for classes in [[0, 1, 2], [2, 0, 7, 1]] {
      let soft = try Self.fit(entry, x, Self.oneHot(labels, classes), classes)
      #expect(soft.classes == hard.classes)
      #expect(largestDifference(try soft.scores(test), try hard.scores(test)) < 1e-12)
      #expect(try soft.predict(test, among: [0, 2]) == hard.predict(test, among: [0, 2]))
    }
  }

  @Test(
    "a sample of which half belongs to each of two classes is the sample twice with half the weight",
    arguments: try nonEmpty(all.filter { !($0.method is NearestNeighbours) }))
  func halves(entry: Entry) throws {
    // Every sample twice, once for each side: the same as weights, for all but the votes of
    // neighbours.
    let (x, labels) = ContractTests.classes(4, each: 15, spread: 1, seed: 33)
    let others = labels.map { ($0 + 1) % 3 }
    let half = 0.5 * (Self.oneHot(labels, [0, 1, 2]) + Self.oneHot(others, [0, 1, 2]))
    let test = randomMatrix(4, 30, seed: 34)
    var method = entry.method
    // The shrinkage of Ledoit and Wolf depends on the number of samples.
    if var mixture = method as? GaussianMixture {
      mixture.gaussians.shrinkage = .fixed(0.1)
      method = mixture
    } else if method is LinearDiscriminantAnalysis {
      method = try LinearDiscriminantAnalysis { $0.gaussians.shrinkage = .fixed(0.1) }
    } else if method is QuadraticDiscriminantAnalysis {
      method = try QuadraticDiscriminantAnalysis { $0.gaussians.shrinkage = .fixed(0.1) }
    }
    let soft = try Self.fit(Entry(method: method, parameters: ""), x, half, [0, 1, 2])
    let twice = try method.fit(.stackedHorizontally([x, x]), labels: labels + others)
    #expect(largestDifference(try soft.scores(test), try twice.scores(test)) < 1e-10)
  }

  @Test("neighbours split their votes as their memberships say")
  func votes() throws {
    let x = Matrix<Double>(rows: [[0, 1, 2, 10]])
    let memberships = Matrix<Double>(rows: [[0.5, 0.25, 1, 0], [0.5, 0.75, 0, 1]])
    let fitted = try NearestNeighbours { $0.k = 2 }.fit(x, memberships: memberships, classes: [3, 8])
    let scores = try fitted.scores(Matrix<Double>(rows: [[-1]]))
    #expect(abs(scores[0, 0] - 0.375) < 1e-15 && abs(scores[1, 0] - 0.625) < 1e-15)
    #expect(try fitted.predict(Matrix<Double>(rows: [[-1]]), among: [3]) == [3])
  }

  @Test("renaming the classes and permuting the samples change nothing else", arguments: try all)
  func symmetry(entry: Entry) throws {
    let (x, labels) = ContractTests.classes(4, each: 15, spread: 1, seed: 35)
    let (memberships, test) = (Self.shares(labels, seed: 36), randomMatrix(4, 40, seed: 37))
    let plain = try Self.fit(entry, x, memberships, [0, 1, 2])
    let renamed = try Self.fit(entry, x, memberships, [12, 5, 40])
    #expect(renamed.classes == [5, 12, 40])
    #expect(largestDifference(try renamed.scores(test).selectingRows([1, 0, 2]), try plain.scores(test)) < 1e-9)
    var generator = Seed(base: 38).generator
    let order = generator.shuffled(Array(labels.indices))
    let permuted = try Self.fit(
      entry, x.selectingColumns(order), memberships.selectingColumns(order), [0, 1, 2])
    #expect(largestDifference(try permuted.scores(test), try plain.scores(test)) < 1e-9)
    #expect(try permuted.predict(test, among: [0, 1, 2]) == plain.predict(test, among: [0, 1, 2]))
  }

  @Test("a class of negligible membership is left out, and changes what is left by as little", arguments: try all)
  func negligible(entry: Entry) throws {
    let (x, labels) = ContractTests.classes(4, each: 15, spread: 1, seed: 39)
    let sure = Self.oneHot(labels, [0, 1, 2])
    let memberships = Matrix.stackedVertically([
      (1 - 1e-9) * sure, Matrix(rows: [[Double](repeating: 1e-9, count: labels.count)]),
    ])
    let test = randomMatrix(4, 30, seed: 40)
    let fitted = try Self.fit(entry, x, memberships, [0, 1, 2, 3])
    #expect(fitted.classes == [0, 1, 2])
    #expect(largestDifference(try fitted.scores(test), try entry.method.fit(x, labels: labels).scores(test)) < 1e-12)
    #expect(try fitted.predict(test, among: [3]).allSatisfy { $0 == nil })
  }

  @Test("soft labels of classes that lie apart teach them", arguments: try all)
  func separated(entry: Entry) throws {
    let (x, labels) = ContractTests.classes(4, each: 15, spread: 20, seed: 41)
    let fitted = try Self.fit(entry, x, Self.shares(labels, seed: 42), [0, 1, 2])
    #expect(try fitted.predict(x, among: [0, 1, 2]) == labels)
    #expect((fitted is any ProbabilisticClassifier) == entry.method.givesProbabilities)
    guard let probabilistic = fitted as? any ProbabilisticClassifier else { return }
    let p = try probabilistic.probabilities(x)
    for j in labels.indices { #expect(abs(p.column(j).reduce(0, +) - 1) < 1e-12) }
  }

  @Test(
    "memberships that are negative, not finite or do not sum to 1 are refused; several components too",
    arguments: try all)
  func refusals(entry: Entry) {
    let x = randomMatrix(2, 12, seed: 43)
    for bad in [[0.5, 0.6], [-0.1, 1.1], [.nan, 0.5], [.infinity, 0]] {
      var memberships = Matrix<Double>(2, 12).map { _ in 0.5 }
      (memberships[0, 3], memberships[1, 3]) = (bad[0], bad[1])
      #expect(throws: InputError.self) { try Self.fit(entry, x, memberships, [0, 1]) }
    }
    #expect(throws: InputError.self) { try Self.fit(entry, Matrix(2, 0), Matrix(2, 0), [0, 1]) }
    let even = Matrix<Double>(2, 12).map { _ in 0.5 }
    #expect(throws: InputError.self) {
      try GaussianMixture { $0.components = .fixed(2) }.fit(x, memberships: even, classes: [0, 1])
    }
  }
}
