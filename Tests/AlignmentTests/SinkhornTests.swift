import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Alignment

/// Sinkhorn's steps by products against the same steps by logarithms.
@Suite("Sinkhorn")
struct SinkhornTests {
  /// Costs between n and m points, in units of the entropy's weight.
  static func costs(_ n: Int, _ m: Int, scale: Double) -> Matrix<Double> {
    scale * randomMatrix(3, n, seed: 5).squaredDistances(to: randomMatrix(3, m, seed: 6))
  }

  /// The target's potential after `steps` steps by logarithms.
  static func reference(_ costs: Matrix<Double>, steps: Int, from start: [Double]) -> [Double] {
    func soft(_ values: [Double]) -> Double {
      let largest = values.max() ?? 0
      return -(largest + log(values.reduce(0) { $0 + exp($1 - largest) } / Double(values.count)))
    }
    var g = start
    for _ in 0..<steps {
      let f = (0..<costs.rows).map { i in soft(g.indices.map { g[$0] - costs[i, $0] }) }
      g = (0..<costs.columns).map { j in soft(f.indices.map { f[$0] - costs[$0, j] }) }
    }
    return g
  }

  /// From costs that the entropy hides to costs whose kernel is zero nearly everywhere.
  static let scales = [1e-6, 1, 30, 1000, 1e5]

  @Test("each number of steps gives the potential that logarithms give", arguments: scales, [1, 2, 40])
  func steps(scale: Double, count: Int) {
    let costs = Self.costs(31, 20, scale: scale)
    let start = (0..<20).map { Double($0 % 3) }
    var problem = Sinkhorn(costs: costs, potential: start)
    problem.converge(steps: count, tolerance: 0)
    let expected = Self.reference(costs, steps: count, from: start)
    for (a, b) in inStep(problem.g, expected) { #expect(abs(a - b) <= 1e-9 * max(1, scale)) }
  }

  @Test("at the end rows and columns of the plan have equal weights", arguments: [1e-6, 1, 30])
  func margins(scale: Double) {
    var problem = Sinkhorn(
      costs: Self.costs(31, 20, scale: scale), potential: [Double](repeating: 0, count: 20))
    problem.converge(steps: 100_000, tolerance: 1e-12)
    let plan = problem.plan
    for mean in plan.rowMeans { #expect(abs(20 * mean - 1 / 31) < 1e-10) }
    for mean in plan.transposed().rowMeans { #expect(abs(31 * mean - 1 / 20) < 1e-10) }
  }

  @Test("a kernel with a row that vanishes, and one with a column, is stepped through by logarithms")
  func vanishing() {
    var costs = Self.costs(12, 9, scale: 1)
    for j in 0..<9 { costs[4, j] += 5000 }
    for i in 0..<12 { costs[i, 7] += 5000 }
    let start = (0..<9).map { $0 == 2 ? -4000.0 : 0 }
    var problem = Sinkhorn(costs: costs, potential: start)
    problem.converge(steps: 30, tolerance: 0)
    for (a, b) in inStep(problem.g, Self.reference(costs, steps: 30, from: start)) { #expect(abs(a - b) < 1e-6) }
    #expect(problem.plan.isFinite)
  }
}
