/// The names of rows at the left of a frame, one a line from its top.
struct RowList {
  private let rows: [PartRow]
  /// Millimetres from the edge of the page to the frame.
  let width: Double

  /// Names are cut where they would take more than two fifths of the page.
  init(_ rows: [PartRow], width page: Double) {
    self.rows = rows
    let widest = rows.map { TextWidth.millimetres(PlottedText.line($0.name), size: Typeface.base) }.max() ?? 0
    width = min(widest + 3, 0.42 * page)
  }

  func draw(on script: inout GnuplotScript, in frame: Frame) {
    let pitch = frame.height / Double(rows.count)
    for (place, row) in rows.enumerated() {
      script.text(
        PlottedText.cut(row.name, to: width - 2.5, size: Typeface.base), x: frame.left - 1,
        y: frame.top - (Double(place) + 0.5) * pitch, side: .right,
        colour: row.row.rank == nil ? Looks.grey : Looks.ink)
    }
  }
}
