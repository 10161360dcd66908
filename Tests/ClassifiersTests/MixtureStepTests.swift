import Classifiers
import Diagnostics
import Foundation
import LinearAlgebra
import Testing
import TestSupport

@Suite("Expectation-maximisation")
struct MixtureStepTests {
  /// More samples than a block holds, in overlapping clumps.
  static func clumps(_ d: Int, _ n: Int, components: Int, seed: UInt64) -> (Matrix<Double>, [Int]) {
    let clusters = (0..<n).map { $0 * 7 % components }
    let centres = 1.5 * randomMatrix(d, components, seed: seed + 1)
    return (randomMatrix(d, n, seed: seed) + centres.selectingColumns(clusters), clusters)
  }

  @Test("the same steps from the same clusters have scikit-learn's likelihoods, weights and means")
  func peer() throws {
    let cases = try Fixture.load().steps
    #expect(cases.count == 3)
    for input in cases {
      let covariance = try #require(GaussianMixture.Covariance(rawValue: input.covariance))
      let em = GaussianMixtureEM(
        components: input.weights.count, covariance: covariance, regularisation: .absolute(input.regularisation),
        iterations: input.iterations, tolerance: nil)
      let x = Matrix(columns: input.x)
      let model = try em.fit(x, startingFrom: input.clusters)
      #expect(model.logLikelihoods.count == input.iterations)
      for (found, expected) in inStep(model.logLikelihoods, input.logLikelihoods) {
        #expect(abs(found - expected) < 1e-8, "\(input.covariance)")
      }
      #expect(abs(model.meanLogLikelihood(x) - input.final) < 1e-8)
      for (component, (weight, mean)) in inStep(model.components, Array(inStep(input.weights, input.means))) {
        #expect(abs(component.weight - weight) < 1e-8)
        #expect(inStep(component.mean, mean).allSatisfy { abs($0 - $1) < 1e-7 })
      }
    }
  }

  @Test("no step is less likely than the one before", arguments: GaussianMixture.Covariance.allCases)
  func monotony(covariance: GaussianMixture.Covariance) throws {
    let (x, _) = Self.clumps(5, 700, components: 4, seed: 1)
    let em = GaussianMixtureEM(
      components: 4, covariance: covariance, regularisation: .absolute(0), iterations: 40, tolerance: nil)
    let likelihoods = try em.fit(x, seed: 3).logLikelihoods
    #expect(likelihoods.count == 40)
    for (earlier, later) in zip(likelihoods, likelihoods.dropFirst()) { #expect(later > earlier - 1e-12) }
  }

  @Test(
    "a step is the one by the definition, in all forms of covariance", arguments: GaussianMixture.Covariance.allCases)
  func definition(covariance: GaussianMixture.Covariance) throws {
    let (x, clusters) = Self.clumps(4, 600, components: 3, seed: 5)
    func model(_ iterations: Int) throws -> GaussianMixtureEM.Model {
      try GaussianMixtureEM(
        components: 3, covariance: covariance, regularisation: .absolute(0.01), iterations: iterations, tolerance: nil
      ).fit(x, startingFrom: clusters)
    }
    let (before, after) = (try model(2), try model(3))
    let logs = before.logDensities(x)
    let shares = logs.map { exp($0) }.scalingColumns(
      by: (0..<600).map { i in 1 / logs.column(i).reduce(0) { $0 + exp($1) } })
    let totals = shares.rowMeans.map { $0 * 600 }
    var scatters: [Matrix<Double>] = []
    for k in 0..<3 {
      let row = shares.row(k)
      let mean = (x * Matrix(columns: [row])).column(0).map { $0 / totals[k] }
      let centred = x.addingToColumns(mean.map { -$0 })
      scatters.append(Matrix.product(centred.scalingColumns(by: row), centred, transposing: .second))
      #expect(abs(after.components[k].weight - totals[k] / 600) < 1e-12)
      #expect(inStep(after.components[k].mean, mean).allSatisfy { abs($0 - $1) < 1e-12 })
    }
    for k in 0..<3 {
      var expected = (1 / totals[k]) * scatters[k]
      if covariance == .tied { expected = (1.0 / 600) * (scatters[0] + scatters[1] + scatters[2]) }
      if covariance == .diagonal { expected = .diagonal((0..<4).map { expected[$0, $0] }) }
      let found = Matrix.product(
        after.components[k].factor.lower, after.components[k].factor.lower, transposing: .second)
      #expect(largestDifference(found, expected + 0.01 * .identity(4)) < 1e-12)
    }
  }

  // In a process of its own: the number of threads is the process's.
  @Test("the number of threads changes no bit")
  func threads() async {
    await #expect(processExitsWith: .success) {
      let (x, _) = MixtureStepTests.clumps(40, 3000, components: 5, seed: 9)
      let em = GaussianMixtureEM(components: 5, shrinkage: .ledoitWolf, iterations: 4)
      var found: [Matrix<Double>] = []
      for count in [1, 2, 3] {
        BLASLibrary.setThreads(count)
        let model = try em.fit(x, startingFrom: (0..<3000).map { $0 % 5 })
        found.append(Matrix(columns: model.components.map(\.mean)))
        found.append(.stackedHorizontally(model.components.map(\.factor.lower)))
      }
      precondition(found[0] == found[2] && found[0] == found[4], "means differ by the number of threads")
      precondition(found[1] == found[3] && found[1] == found[5], "factors differ by the number of threads")
    }
  }

  @Test("moving and scaling the samples moves and scales the components", arguments: [1e-6, 1e6])
  func scale(factor: Double) throws {
    let (x, clusters) = Self.clumps(3, 400, components: 2, seed: 11)
    let em = GaussianMixtureEM(
      components: 2, shrinkage: .ledoitWolf, regularisation: .relative(1e-6), iterations: 10, tolerance: nil)
    let plain = try em.fit(x, startingFrom: clusters)
    let moved = try em.fit((factor * x).addingToColumns([100 * factor, 0, 0]), startingFrom: clusters)
    for (a, b) in inStep(plain.components, moved.components) {
      #expect(largestDifference(b.factor.lower, factor * a.factor.lower) < 1e-9 * factor)
      #expect(abs(b.mean[0] - factor * (a.mean[0] + 100)) < 1e-9 * factor)
    }
  }

  @Test("too few samples and samples that are not finite are refused")
  func refusals() {
    let em = GaussianMixtureEM(components: 3)
    #expect(throws: InputError.self) { try em.fit(randomMatrix(2, 2, seed: 1), seed: 0) }
    #expect(throws: InputError.self) { try em.fit(Matrix<Double>(rows: [[1, 2, .nan]]), seed: 0) }
  }
}
