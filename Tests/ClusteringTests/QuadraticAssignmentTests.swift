import Clustering
import LinearAlgebra
import Randomness
import TestSupport
import Testing

@Suite("Quadratic assignment")
struct QuadraticAssignmentTests {
  /// Distances of random points, with another number each on the diagonal.
  static func table(_ n: Int, seed: UInt64) -> Matrix<Double> {
    let x = randomMatrix(3, n, seed: seed)
    var d = squaredDistances(x, x).map { $0.squareRoot() }
    for i in 0..<n { d[i, i] = abs(x[0, i]) }
    return d
  }

  static func permuted(_ a: Matrix<Double>, _ p: [Int]) -> Matrix<Double> {
    a.selectingRows(p).selectingColumns(p)
  }

  static func permutations(_ n: Int) -> [[Int]] {
    n == 0
      ? [[]] : permutations(n - 1).flatMap { p in (0...p.count).map { Array(p[..<$0]) + [n - 1] + Array(p[$0...]) } }
  }

  static func cost(_ a: Matrix<Double>, _ b: Matrix<Double>, _ p: [Int]) -> Double {
    let difference = (a - permuted(b, p)).frobeniusNorm
    return difference * difference
  }

  @Test("a table in another order is recognised, by trying all and by local search", arguments: [2, 5, 8, 9, 14])
  func recognised(n: Int) {
    let a = Self.table(n, seed: UInt64(n))
    var generator = Seed(base: 3).generator
    let order = generator.shuffled(Array(0..<n))
    let found = QuadraticAssignment(Self.permuted(a, order), a, starts: 60, seed: Seed(base: 1))
    #expect(found.places == order && found.distortion < 1e-20)
    #expect(found.isExact == (n <= QuadraticAssignment.largestExact))
  }

  @Test("no permutation of few objects costs less", arguments: 1..<30 as Range<UInt64>)
  func optimal(seed: UInt64) {
    let n = Int(seed % 6) + 1
    let (a, b) = (Self.table(n, seed: seed), Self.table(n, seed: seed + 100))
    let found = QuadraticAssignment(a, b, starts: 1, seed: Seed(base: 0))
    let least = Self.permutations(n).map { Self.cost(a, b, $0) }.min() ?? 0
    #expect(abs(Self.cost(a, b, found.places) - least) < 1e-9 * (1 + least))
    let squares = a.frobeniusNorm * a.frobeniusNorm + b.frobeniusNorm * b.frobeniusNorm
    #expect(abs(found.distortion - least / squares) < 1e-12)
  }

  @Test("after a local search no exchange of two objects gains")
  func local() {
    let (a, b) = (Self.table(12, seed: 1), Self.table(12, seed: 2))
    let found = QuadraticAssignment(a, b, starts: 5, seed: Seed(base: 0))
    let own = Self.cost(a, b, found.places)
    for i in 0..<12 {
      for j in (i + 1)..<12 {
        var other = found.places
        other.swapAt(i, j)
        #expect(Self.cost(a, b, other) >= own - 1e-8)
      }
    }
    #expect(QuadraticAssignment(a, b, starts: 5, seed: Seed(base: 0)) == found)
    let more = QuadraticAssignment(a, b, starts: 50, seed: Seed(base: 0))
    #expect(more.distortion <= found.distortion)
  }

  @Test("of equal permutations the first is taken, and nothing to match is matched")
  func ties() {
    let same = Matrix<Double>(4, 4).map { _ in 1.0 }
    #expect(QuadraticAssignment(same, same, starts: 1, seed: Seed(base: 0)).places == [0, 1, 2, 3])
    let many = Matrix<Double>(10, 10).map { _ in 1.0 }
    #expect(QuadraticAssignment(many, many, starts: 20, seed: Seed(base: 0)).places == Array(0..<10))
    #expect(QuadraticAssignment(Matrix(0, 0), Matrix(0, 0), starts: 1, seed: Seed(base: 0)).places.isEmpty)
  }
}
