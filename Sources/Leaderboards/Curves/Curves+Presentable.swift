import PlainText

/// A line for each value of the parameter, a column a series.
extension Curves: Presentable {
  public var pages: [[Block]] { [[.heading(score), .table(table(ValueText.short))]] }
  public var tables: [TextTable] { [table { $0.map { "\($0)" } ?? "" }] }
  public var json: Curves { self }

  private func table(_ text: @escaping @Sendable (Double?) -> String) -> TextTable {
    var table = TextTable(
      columns: [TableColumn(parameter) { [points] in text(points[$0]) }]
        + series.map { series in TableColumn(series.name, worth: .optional(0)) { text(series.values[$0]) } },
      rowCount: points.count)
    // A series that has no room is none to do without.
    table.overflow = .continues
    return table
  }
}
