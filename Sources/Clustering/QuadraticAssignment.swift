import LinearAlgebra
import Randomness

/// The permutation p under which two symmetric tables A and B of one size differ least.
///
/// Objective: min sum_ij (A_ij - B_p(i)p(j))² over permutations (Koopmans and Beckmann's problem
/// for tables of one size). Up to `largestExact` objects branch and bound gives the optimum.
/// Beyond, the exchange of two objects that gains most is made until none gains, from several
/// starts: the objects in their order, then permutations that the seed draws. That is a local
/// optimum.
///
/// Of permutations whose sums are equal within rounding the first in lexicographic order is taken.
/// Cost: at most n! n with pruning; beyond, O(n³) an exchange.
/// Sources: Koopmans and Beckmann, Econometrica 25, 1957; Burkard, Dell'Amico and Martello,
/// "Assignment Problems", SIAM 2009, for the pair exchange.
package struct QuadraticAssignment: Sendable, Equatable {
  /// For each row of A the row of B.
  package let places: [Int]
  /// The sum of squared differences over the sum of the squares of both tables: 0 where one table
  /// is the other in another order.
  package let distortion: Double
  /// Whether it is the optimum, not only a local one.
  package let isExact: Bool

  /// The number of objects up to which the optimum is found.
  package static let largestExact = 8

  /// - Parameters:
  ///   - a: a symmetric table; what stands on its diagonal counts too.
  ///   - b: a symmetric table of the same size.
  ///   - starts: the number of starts of the local search, at least one.
  package init(_ a: Matrix<Double>, _ b: Matrix<Double>, starts: Int, seed: Seed) {
    precondition(a.rows == b.rows && a.columns == b.columns && a.rows == a.columns, "tables of one size")
    let search = Search(a, b)
    isExact = a.rows <= Self.largestExact
    places = isExact ? search.optimum() : search.localOptimum(starts: starts, seed: seed)
    let whole = search.squares
    distortion = whole > 0 ? search.cost(places) / whole : 0
  }
}

/// The two tables with what searching them needs.
private struct Search {
  let n: Int
  let a: [[Double]]
  let b: [[Double]]
  /// The sum of the squares of both tables.
  let squares: Double
  /// What counts as equal.
  var tolerance: Double { 1e-10 * squares }

  init(_ a: Matrix<Double>, _ b: Matrix<Double>) {
    n = a.rows
    self.a = (0..<a.rows).map(a.row)
    self.b = (0..<b.rows).map(b.row)
    squares = (self.a + self.b).joined().reduce(0) { $0 + $1 * $1 }
  }

  /// The sum of squared differences under a permutation.
  func cost(_ p: [Int]) -> Double {
    var sum = 0.0
    for i in 0..<n { sum += added(i, p) }
    return sum
  }

  /// What object `i` adds to those before it.
  private func added(_ i: Int, _ p: [Int]) -> Double {
    let own = a[i][i] - b[p[i]][p[i]]
    var sum = own * own
    for j in 0..<i {
      let difference = a[i][j] - b[p[i]][p[j]]
      sum += 2 * difference * difference
    }
    return sum
  }

  /// Branch and bound in lexicographic order: a branch that costs as much as the best is left.
  func optimum() -> [Int] {
    var (best, least) = (Array(0..<n), Double.infinity)
    var (p, used) = ([Int](repeating: 0, count: n), [Bool](repeating: false, count: n))
    func extend(_ depth: Int, _ sum: Double) {
      guard depth < n else {
        (best, least) = (p, sum)
        return
      }
      for place in 0..<n where !used[place] {
        p[depth] = place
        let next = sum + added(depth, p)
        guard next < least - tolerance else { continue }
        used[place] = true
        extend(depth + 1, next)
        used[place] = false
      }
    }
    extend(0, 0)
    return best
  }

  /// The best of the local optima that the starts lead to.
  func localOptimum(starts: Int, seed: Seed) -> [Int] {
    var generator = seed.generator
    var best = Array(0..<n)
    var least = Double.infinity
    for start in 0..<max(1, starts) {
      var p = start == 0 ? Array(0..<n) : generator.shuffled(Array(0..<n))
      while let (i, j) = exchange(p) { p.swapAt(i, j) }
      let sum = cost(p)
      if sum < least - tolerance || (sum < least + tolerance && p.lexicographicallyPrecedes(best)) {
        (best, least) = (p, min(sum, least))
      }
    }
    return best
  }

  /// The two objects whose exchange gains most, the first of equal ones; nil where none gains.
  ///
  /// Sums of squares stay, so what changes is -2 sum A_ij B_p(i)p(j).
  private func exchange(_ p: [Int]) -> (Int, Int)? {
    var best: (pair: (Int, Int), gain: Double)?
    for i in 0..<n {
      for j in (i + 1)..<max(n, i + 1) {
        let (r, s) = (p[i], p[j])
        var gain = (a[j][j] - a[i][i]) * (b[r][r] - b[s][s])
        for k in 0..<n where k != i && k != j {
          gain += 2 * (a[j][k] - a[i][k]) * (b[r][p[k]] - b[s][p[k]])
        }
        if 2 * gain > max(tolerance, (best?.gain ?? 0) + tolerance) { best = ((i, j), 2 * gain) }
      }
    }
    return best?.pair
  }
}
