import Benchmarking
import Foundation

extension Curves {
  /// The curves in the given form, ending with a line break: a line for each value of the parameter, a column a method.
  public func rendered(as format: LeaderboardFormat) throws -> String {
    let heads = [parameter] + series.map(\.name)
    func lines(_ text: (Double?) -> String) -> [[String]] {
      points.indices.map { place in [text(points[place])] + series.map { text($0.values[place]) } }
    }
    switch format {
    case .json: return String(decoding: try CanonicalJSON.prettyData(self), as: UTF8.self)
    case .csv:
      let exact = lines { $0.map { "\($0)" } ?? "" }
      return ([heads] + exact).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
    case .markdown:
      let rule = ["---:"] + series.map { _ in "---:" }
      return "## \(score)\n\n"
        + ([heads, rule] + lines(RowCells.short)).map { "| " + $0.joined(separator: " | ") + " |" }
        .joined(separator: "\n") + "\n"
    case .table:
      let table = [heads] + lines(RowCells.short)
      let widths = heads.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
      let body = table.map { cells in
        zip(cells, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ")
      }
      return ([score] + body).joined(separator: "\n") + "\n"
    }
  }
}
