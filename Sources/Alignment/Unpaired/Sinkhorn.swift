import Foundation
import LinearAlgebra

/// Entropic optimal transport between equal weights: the dual potentials of a table of costs.
///
/// Costs C and potentials are in units of the entropy's weight. Two equations hold at the solution:
/// f_i = -log mean_j exp(g_j - C_ij) and g_j = -log mean_i exp(f_i - C_ij). Sinkhorn's steps set
/// one potential from the other. Steps are taken as products with a kernel of the potentials at
/// hand, K_ij = exp(f_i + g_j - C_ij), which needs no exponential a step. The factors that a step
/// finds are taken into the potentials, and K is built anew, before they leave the range of exact
/// numbers. A step that the kernel cannot bear, since a row or a column of it has vanished, is
/// taken by logarithms.
/// Cost: 4 n m operations a step, and an exponential for each element of a new kernel.
/// Sources: Cuturi, NIPS 2013; Schmitzer, SIAM J. Sci. Comput. 41, 2019, for taking factors in.
struct Sinkhorn: Sendable {
  /// C, n x m, in units of the entropy's weight.
  private let costs: Matrix<Double>
  /// C'.
  private let across: Matrix<Double>
  private var f: [Double]
  /// The target's potential, one a column of the costs.
  private(set) var g: [Double]

  /// Factors beyond this, or below its inverse, are taken into the potentials.
  private static let largestFactor = 1e50
  /// Sums of the kernel beyond this, or below its inverse, do not count as exact.
  private static let largestSum = 1e200

  /// - Parameter potential: the target's potential to start from.
  init(costs: Matrix<Double>, potential: [Double]) {
    self.costs = costs
    across = costs.transposed()
    f = Self.potential(against: potential, costs: across)
    g = potential
  }

  /// Takes steps until no element of g moves by `tolerance` or more, at most `steps` of them.
  mutating func converge(steps: Int, tolerance: Double) {
    var taken = 0
    while taken < steps {
      let done = scale(steps: steps - taken, tolerance: tolerance)
      taken += done.steps
      if done.isConverged { return }
      guard done.steps == 0 else { continue }
      let change = step()
      taken += 1
      if change < tolerance { return }
    }
  }

  /// P_ij = exp(f_i + g_j - C_ij) / (n m), whose columns sum to 1 / m.
  var plan: Matrix<Double> { (1 / Double(costs.rows * costs.columns)) * kernel }

  private var kernel: Matrix<Double> {
    var kernel = costs
    let n = kernel.rows
    kernel.withUnsafeMutableElements { k in
      for j in g.indices { for i in f.indices { k[j * n + i] = exp(f[i] + g[j] - k[j * n + i]) } }
    }
    return kernel
  }

  /// A step by logarithms; by how much g moved at most.
  private mutating func step() -> Double {
    f = Self.potential(against: g, costs: across)
    let next = Self.potential(against: f, costs: costs)
    let change = zip(g, next).reduce(0) { max($0, abs($1.0 - $1.1)) }
    g = next
    return change
  }

  /// Steps by one kernel, as many as its factors can bear.
  private mutating func scale(steps: Int, tolerance: Double) -> (steps: Int, isConverged: Bool) {
    let kernel = kernel
    let (n, m) = (Double(f.count), Double(g.count))
    var u = Matrix<Double>(f.count, 1)
    var v = Matrix<Double>(g.count, 1).map { _ in 1 }
    var (taken, isConverged) = (0, false)
    while taken < steps, !isConverged {
      guard let rows = Self.factors(n: m, kernel * v),
        let columns = Self.factors(n: n, .product(kernel, rows, transposing: .first))
      else { break }
      let change = (0..<g.count).reduce(0) { max($0, abs(log(columns[$1, 0] / v[$1, 0]))) }
      (u, v) = (rows, columns)
      taken += 1
      isConverged = change < tolerance
      let largest = (0..<g.count).reduce(0) { max($0, v[$1, 0], 1 / v[$1, 0]) }
      if largest > Self.largestFactor { break }
    }
    guard taken > 0 else { return (0, false) }
    for i in f.indices { f[i] += log(u[i, 0]) }
    for j in g.indices { g[j] += log(v[j, 0]) }
    return (taken, isConverged)
  }

  /// n over each sum; nil where one is not exact.
  private static func factors(n: Double, _ sums: Matrix<Double>) -> Matrix<Double>? {
    let areExact = (0..<sums.rows).allSatisfy { sums[$0, 0] > 1 / largestSum && sums[$0, 0] < largestSum }
    return areExact ? sums.map { n / $0 } : nil
  }

  /// For each column of `costs` minus the log of the mean over rows of exp(other - cost).
  private static func potential(against other: [Double], costs: Matrix<Double>) -> [Double] {
    let m = costs.rows
    return costs.withUnsafeElements { c in
      (0..<costs.columns).map { j in
        var largest = -Double.infinity
        for i in 0..<m { largest = max(largest, other[i] - c[j * m + i]) }
        var sum = 0.0
        for i in 0..<m { sum += exp(other[i] - c[j * m + i] - largest) }
        return -(largest + log(sum / Double(m)))
      }
    }
  }
}
