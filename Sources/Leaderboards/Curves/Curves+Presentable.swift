/// A line for each value of the parameter, a column a series.
extension Curves: Presentable {
  public var pages: [[Block]] { [[.heading(score), .table(table(RowCells.short))]] }
  public var tables: [TextTable] { [table { $0.map { "\($0)" } ?? "" }] }
  public var json: Curves { self }

  private func table(_ text: (Double?) -> String) -> TextTable {
    TextTable(
      heads: [parameter] + series.map(\.name),
      lines: points.indices.map { place in [text(points[place])] + series.map { text($0.values[place]) } },
      textColumns: 0)
  }
}
