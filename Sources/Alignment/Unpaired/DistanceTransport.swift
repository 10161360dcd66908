import Foundation
import LinearAlgebra
import Randomness

/// The problem of entropic Gromov-Wasserstein between two sets of samples.
struct DistanceTransport: Sendable {
  /// Distances in units of their mean, n x n and m x m.
  private let a: Matrix<Double>
  private let b: Matrix<Double>
  private let epsilon: Double
  private let steps: Int
  /// The mean of the squared distances of each sample.
  private let squaresOfA: [Double]
  private let squaresOfB: [Double]

  struct Plan: Sendable {
    /// n x m, of sum 1.
    let coupling: Matrix<Double>
    /// sum (A_ij - B_kl)² P_ik P_jl over the sum of the mean squares of A and B.
    let distortion: Double
    let isConverged: Bool
  }

  init(_ x: Matrix<Double>, _ y: Matrix<Double>, epsilon: Double, steps: Int) {
    (a, b) = (Self.distances(x), Self.distances(y))
    (self.epsilon, self.steps) = (epsilon, steps)
    squaresOfA = a.map { $0 * $0 }.rowMeans
    squaresOfB = b.map { $0 * $0 }.rowMeans
  }

  /// Distances between samples in units of their mean.
  private static func distances(_ samples: Matrix<Double>) -> Matrix<Double> {
    let table = samples.squaredDistances(to: samples).map { $0.squareRoot() }
    var mean = table.rowMeans.reduce(0, +) / Double(max(1, table.rows))
    if mean <= 0 { mean = 1 }
    return (1 / mean) * table
  }

  /// The coupling to start from: the product of the weights, the transport of eccentricities, then
  /// the transport of random costs.
  func start(_ place: Int, seed: Seed) -> Matrix<Double> {
    let (n, m) = (a.rows, b.rows)
    var potential = [Double](repeating: 0, count: m)
    switch place {
    case 0: return Matrix<Double>(n, m).map { _ in 1 / Double(n * m) }
    case 1:
      let (mine, theirs) = (a.rowMeans, b.rowMeans)
      var costs = Matrix<Double>(n, m)
      for j in 0..<m { for i in 0..<n { costs[i, j] = (mine[i] - theirs[j]) * (mine[i] - theirs[j]) } }
      return transported(costs, potential: &potential)
    default:
      var generator = seed.generator
      return transported(Matrix<Double>(n, m).map { _ in generator.uniform() }, potential: &potential)
    }
  }

  /// The coupling that mirror steps lead to.
  func plan(from start: Matrix<Double>) -> Plan {
    var (coupling, isConverged) = (start, false)
    // Each step starts from the potential of the last one: near the end they hardly differ.
    var potential = [Double](repeating: 0, count: b.rows)
    for _ in 0..<steps {
      let next = transported(2 * costs(at: coupling), potential: &potential)
      let change = (next - coupling).frobeniusNorm
      coupling = next
      if change < 1e-10 * coupling.frobeniusNorm {
        isConverged = true
        break
      }
    }
    let paid = costs(at: coupling)
    let sum = (0..<paid.columns).reduce(0) { sum, j in
      sum + zip(paid.column(j), coupling.column(j)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let whole = (squaresOfA.reduce(0, +) / Double(a.rows)) + (squaresOfB.reduce(0, +) / Double(b.rows))
    return Plan(coupling: coupling, distortion: whole > 0 ? max(0, sum) / whole : 0, isConverged: isConverged)
  }

  /// sum_jl (A_ij - B_kl)² P_jl for each i and k, half of the gradient.
  private func costs(at coupling: Matrix<Double>) -> Matrix<Double> {
    var result = -2 * (a * coupling * b)
    for k in 0..<result.columns {
      for i in 0..<result.rows { result[i, k] += squaresOfA[i] + squaresOfB[k] }
    }
    return result
  }

  /// The entropic transport plan of some costs with equal weights on both sides.
  /// - Parameter g: the target's potential in units of epsilon, to start from and as found.
  private func transported(_ costs: Matrix<Double>, potential g: inout [Double]) -> Matrix<Double> {
    var problem = Sinkhorn(costs: costs.map { $0 / epsilon }, potential: g)
    problem.converge(steps: Self.sinkhornSteps, tolerance: 1e-11)
    g = problem.g
    return problem.plan
  }

  /// Sinkhorn steps between two gradients; potentials are carried on, so that they end together.
  private static let sinkhornSteps = 30
}
