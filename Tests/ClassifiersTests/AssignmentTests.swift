import Clustering
import Foundation
import LinearAlgebra
import Testing
import TestSupport

@Suite("Assignment of least cost")
struct AssignmentTests {
  static func cost(_ costs: Matrix<Double>, _ columns: [Int?]) -> Double {
    columns.enumerated().reduce(0) { sum, pair in sum + (pair.element.map { costs[pair.offset, $0] } ?? 0) }
  }

  /// The least cost by trying every way of giving rows (not more than columns) a column each.
  static func exhaustive(_ costs: Matrix<Double>, row: Int = 0, used: Set<Int> = []) -> Double {
    guard row < costs.rows else { return 0 }
    return (0..<costs.columns).filter { !used.contains($0) }
      .map { costs[row, $0] + exhaustive(costs, row: row + 1, used: used.union([$0])) }.min() ?? .infinity
  }

  @Test("no assignment costs less, square or not, with ties or without", arguments: 0..<40)
  func exhaustively(seed: Int) {
    let (m, n) = (seed % 5 + 1, seed % 5 + 1 + seed % 3)
    let random = randomMatrix(m, n, seed: UInt64(seed))
    for costs in [random, random.map { ($0 * 2).rounded() }] {
      let columns = Assignment.minimalCost(costs)
      #expect(Set(columns.compactMap(\.self)).count == m)
      #expect(abs(Self.cost(costs, columns) - Self.exhaustive(costs)) < 1e-12)
      // With more rows than columns, rows are left over and the cost is the same.
      let rows = Assignment.minimalCost(costs.transposed())
      #expect(rows.compactMap(\.self).count == m)
      #expect(abs(Self.cost(costs.transposed(), rows) - Self.exhaustive(costs)) < 1e-12)
    }
  }

  @Test("nothing is assigned where there is nothing")
  func empty() {
    #expect(Assignment.minimalCost(Matrix(0, 3)).isEmpty)
    #expect(Assignment.minimalCost(Matrix(2, 0)) == [nil, nil])
  }

  @Test("scipy finds the same cost on larger matrices, which has one optimum")
  func peer() throws {
    let fixture = try Fixture.load()
    for input in fixture.assignments {
      #expect(Assignment.minimalCost(Matrix(rows: input.costs)) == input.columns.map { $0 })
    }
  }
}

/// The file that `Tests/Peers/classifiers` writes.
struct Fixture: Decodable {
  let assignments: [AssignmentCase]
  let steps: [StepCase]

  struct AssignmentCase: Decodable {
    let costs: [[Double]]
    /// One a row; null where a row is left over.
    let columns: [Int?]
  }

  /// Some steps of expectation-maximisation from given clusters.
  struct StepCase: Decodable {
    let covariance: String
    let iterations: Int
    let regularisation: Double
    let x: [[Double]]
    let clusters: [Int]
    let logLikelihoods, weights: [Double]
    let means: [[Double]]
    let final: Double
  }

  static func load() throws -> Fixture {
    let url = try #require(
      Bundle.module.url(forResource: "classifiers", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }
}
