import Classifiers
import Foundation
import LinearAlgebra
import Testing
import TestSupport

@Suite("LIBLINEAR's classifiers")
struct LIBLINEARTests {
  static var methods: [any ClassifierMethod] {
    get throws {
      try [
        LogisticRegression(), LinearSVM(), LogisticRegression { $0.parameters.standardise = false },
      ]
    }
  }

  @Test("fits that run side by side are the same to the bit as one alone", arguments: try methods.indices)
  func concurrency(index: Int) async throws {
    let (x, labels) = GaussianMixtureTests.classes(8, each: 30, spread: 0.5, seed: 1)
    let alone = try Self.methods[index].fit(x, labels: labels).scores(x)
    try await withThrowingTaskGroup(of: Matrix<Double>.self) { group in
      for _ in 0..<8 { group.addTask { try Self.methods[index].fit(x, labels: labels).scores(x) } }
      for try await scores in group { #expect(scores == alone) }
    }
  }

  @Test("two classes have opposite scores")
  func twoClasses() throws {
    let x = randomMatrix(3, 30, seed: 2)
    let labels = (0..<30).map { $0 % 2 }
    for method in try Self.methods {
      let scores = try method.fit(x, labels: labels).scores(x)
      for j in 0..<30 { #expect(scores[0, j] == -scores[1, j]) }
    }
  }

  @Test(
    "the regression's gradient vanishes, in every feature: the objective has its minimum there",
    arguments: [4, 45, 46, 200])
  func optimality(dimension: Int) throws {
    // 45 samples. Without standardising: w + C sum of -y s(-y f) (x, 1) = 0 with s the logistic
    // function.
    let (x, labels) = GaussianMixtureTests.classes(dimension, each: 15, spread: 0.5, seed: 3)
    let method = try LogisticRegression {
      $0.parameters.cost = 2; $0.parameters.standardise = false; $0.parameters.tolerance = 1e-9
    }
    let fitted = try method.fit(x, labels: labels)
    let origin = try fitted.scores(Matrix(dimension, 1))
    let weights = try fitted.scores(.identity(dimension)).addingToColumns(origin.column(0).map { -$0 })
    let decisions = try fitted.scores(x)
    for c in 0..<3 {
      var gradient = weights.row(c) + [origin[c, 0]]
      for j in labels.indices {
        let y: Double = labels[j] == c ? 1 : -1
        let pull = 2 * y / (1 + exp(y * decisions[c, j]))
        for (i, value) in (x.column(j) + [1]).enumerated() { gradient[i] -= pull * value }
      }
      #expect(gradient.allSatisfy { abs($0) < 1e-5 })
    }
  }
}
