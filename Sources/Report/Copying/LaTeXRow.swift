import Foundation
import Leaderboards
import PlainText

/// A row as a line of a LaTeX table: name, accuracy with its interval, macro-F1, transfer ratio and
/// normalised CMAE.
struct LaTeXRow {
  private let row: LeaderboardRow
  private let name: String

  init(_ row: LeaderboardRow, name: String) { (self.row, self.name) = (row, name) }

  var text: String {
    let interval =
      row.accuracyInterval.map { String(format: " [%.3f, %.3f]", $0.lowerBound, $0.upperBound) } ?? ""
    let cells = [
      LaTeXEscape.escaped(name), Self.number(row["accuracy"]) + interval, Self.number(row["macroF1"]),
      Self.number(row.transferRatio), Self.number(row["cmaeNormalised"]),
    ]
    return cells.joined(separator: " & ") + " \\\\"
  }

  private static func number(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "--" }
}
