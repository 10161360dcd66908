import Foundation
import Leaderboards
import Metrics
import Records

/// A column of numbers of the page's tables.
struct PageColumn: Encodable, Sendable {
  /// How numbers are written.
  enum Kind: String, Encodable {
    /// So many digits behind the point.
    case number
    /// So many significant digits.
    case short
    case count
    case seconds
    case probability
  }

  let name: String
  let title: String
  let help: String
  let kind: Kind
  let digits: Int
  /// Which of two values is better, `high` or `low`; nil where neither is.
  let better: String?
  /// Whether the page shows it before anything was chosen.
  let shown: Bool

  /// Columns of places, which the page draws from another part of its data.
  private static let places: Set = ["rank", "rankLow", "rankHigh", "tieGroup"]
  private static let shownFirst: Set = [
    "accuracy", "sourceAccuracy", "balancedAccuracy", "macroF1", "transferRatio", "cmae", "cmaeNormalised",
    "recallAt1",
  ]

  /// The columns that hold a number in some row.
  static func all(of rows: [LeaderboardRow]) -> [PageColumn] {
    LeaderboardRow.columns.compactMap { column in
      guard !places.contains(column.name) else { return nil }
      let example = rows.lazy.map(column.value).first { $0 != .null }
      switch example {
      case .integer: return PageColumn(column.name, isCount: true)
      case .number: return PageColumn(column.name, isCount: false)
      default: return nil
      }
    }
  }

  private init(_ name: String, isCount: Bool) {
    let metric = MetricName(name)
    self.name = name
    title = ColumnTitles.title(of: name, metric)
    help = ColumnTitles.help(of: name, metric)
    let isBounded = metric?.description.highest != nil || name.hasPrefix("accuracy") || name.hasPrefix("best")
    (kind, digits) =
      isCount
      ? (.count, 0)
      : name.hasSuffix("Seconds")
        ? (.seconds, 3)
        : name.hasPrefix("best") && name.hasSuffix("P") || name.hasSuffix("NeighboursP")
          ? (.probability, 3) : isBounded || name == "transferRatio" ? (.number, 3) : (.short, 3)
    better = metric.map { $0.description.direction == .higherIsBetter ? "high" : "low" }
    shown = Self.shownFirst.contains(name)
  }

  /// The value of a row.
  func value(of row: LeaderboardRow) -> Double? {
    guard let column = Self.columnsByName[name] else { return nil }
    switch column.value(row) {
    case .integer(let value): return Double(value)
    case .number(let value): return value.shortened()
    default: return nil
    }
  }

  private static let columnsByName = Dictionary(uniqueKeysWithValues: LeaderboardRow.columns.map { ($0.name, $0) })
}
