import Files
import PlainText
import Records
import Foundation

extension Curves {
  /// The curves in the given form, ending with a line break: a line for each value of the parameter, a column a series.
  public func rendered(as format: LeaderboardFormat) throws -> String {
    func table(_ text: (Double?) -> String) -> TextTable {
      TextTable(
        heads: [parameter] + series.map(\.name),
        lines: points.indices.map { place in [text(points[place])] + series.map { text($0.values[place]) } },
        textColumns: 0)
    }
    let lines =
      switch format {
      case .json: [String]()
      case .csv: table { $0.map { "\($0)" } ?? "" }.csv
      case .markdown: ["## \(score)", ""] + table(RowCells.short).markdown
      case .table: [score] + table(RowCells.short).terminal
      }
    guard format != .json else { return try CanonicalJSON.prettyText(self) }
    return lines.joined(separator: "\n") + "\n"
  }
}
