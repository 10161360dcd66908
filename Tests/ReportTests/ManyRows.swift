import Foundation
import Testing

@testable import Leaderboards
@testable import Records
@testable import Report

/// Results of many rows, for measurements: boards of a hundred rows, each of 200 samples of eight
/// persons.
enum ManyRows {
  /// Writes them.
  /// - Parameter classes: How many classes the samples have.
  static func write(_ count: Int, classes: Int = 12) throws -> HandmadeResults {
    var results = HandmadeResults()
    results.classNames = (0..<classes).map { "class \($0)" }
    let names = ["perfect", "ridge-cca", "cca", "pls-svd", "infonce", "ridge-map"]
    for place in 0..<count {
      let (board, row) = (place / 100, place % 100)
      let right = [20, 180][min(row, 1)] - (row > 1 ? row : 0)
      try results.add(
        ["none", "target-supervised"].indices.contains(row)
          ? ["none", "target-supervised"][row] : names[row % names.count], ["k": .integer(row)], right: right, of: 200,
        persons: 8, shift: (row * 7 + board * 3) % 200, distances: (0..<200).map { 1 + Double(($0 * row) % 17) / 10 }
      ) { trial in
        (trial.source, trial.target) = ("s\(board / 8)", "t\(board % 8)")
      }
    }
    return results
  }
}

@Suite("Results of many rows")
struct ManyRowsTests {
  @Test("all rows stand on the page, in boards of a hundred")
  func rows() throws {
    let results = try ManyRows.write(150)
    defer { results.remove() }
    let data = try CarriedData(results.report().html)
    #expect(data["rows"].elements.count == 150 && data["boards"].elements.count == 2)
    #expect(data["boards"].elements.map { $0["orders"]["accuracy"].elements.count } == [100, 50])
  }

  /// Writes such a folder for a measurement with the program: `HARTRANSFER_MANY_ROWS=5000` says how
  /// many rows, and the test prints where they are.
  @Test(
    "a folder for measurements is written on demand",
    .enabled(if: ProcessInfo.processInfo.environment["HARTRANSFER_MANY_ROWS"] != nil))
  func demand() throws {
    let count = try #require(ProcessInfo.processInfo.environment["HARTRANSFER_MANY_ROWS"].flatMap { Int($0) })
    let results = try ManyRows.write(count)
    try results.store.writePlan(results.planned)
    print("\(count) rows: \(results.store.folder.path)")
  }
}
