import Benchmarking
import Foundation

/// The cells of a row as people read them, for the terminal and for Markdown.
enum RowCells {
  /// Heads of the columns; the first three are set to the left.
  static let heads = [
    "rank", "alignment", "parameters", "accuracy", "95 % interval", "source", "macro-F1", "ratio", "CMAE", "CMAE norm.",
    "R@1", "trials",
  ]

  /// The cells of a row, one for each head.
  static func cells(_ row: LeaderboardRow) -> [String] {
    let rank = row.rank.map { rank in
      row.rankLow.map { low in "\(rank) (\(low)-\(row.rankHigh ?? low))" } ?? "\(rank)"
    }
    let incomplete = row.isComplete ? "\(row.trials)" : "\(row.trials) of \(row.trials + row.failed + row.missing)"
    return [
      rank ?? "-", row.trial.alignment.name, elided(row.trial.alignment.parameters.description), fixed(row["accuracy"]),
      row.accuracyInterval.map { "\(fixed($0.lowerBound)) - \(fixed($0.upperBound))" } ?? "",
      fixed(row["sourceAccuracy"]), fixed(row["macroF1"]), fixed(row.transferRatio), short(row["cmae"]),
      short(row["cmaeNormalised"]), fixed(row["recallAt1"]), incomplete,
    ]
  }

  /// The beginning of a long text; the machine-readable forms hold all of it.
  private static func elided(_ text: String) -> String { text.count <= 48 ? text : text.prefix(47) + "…" }

  /// Three places after the point; empty for nil.
  static func fixed(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "" }

  /// Three significant digits; empty for nil.
  static func short(_ value: Double?) -> String { value.map { String(format: "%.3g", $0) } ?? "" }
}
