import Leaderboards

/// Names with their looks in as many columns as fit.
struct Legend {
  struct Entry: Sendable {
    let name: String
    let colour: String
    let pointType: Int
    /// The dashes of its line; nil where it has none.
    var dashes: Int?

    init(name: String, method: String, dashes: Int? = nil) {
      let look = MethodAppearance(of: method)
      (self.name, colour, pointType) = (name, look.colour, Looks.pointType(look.marker))
      self.dashes = dashes
    }

    /// A line without points.
    init(line name: String, colour: String, dashes: Int) {
      (self.name, self.colour, pointType, self.dashes) = (name, colour, 0, dashes)
    }
  }

  let entries: [Entry]
  /// Where the names are cut.
  let width: Double
  private let columns: Int
  private let indent: Double
  private let step = Typeface.lineHeight(Typeface.base)

  init(_ entries: [Entry], width: Double) {
    (self.entries, self.width) = (entries, width)
    indent = entries.contains { $0.dashes != nil } ? 6.5 : 4
    let widest = entries.map { TextWidth.millimetres(PlottedText.line($0.name), size: Typeface.base) }.max() ?? 0
    columns = max(1, min(entries.count, Int(width / (widest + indent + 2))))
  }

  private var rows: Int { (entries.count + columns - 1) / columns }
  var height: Double { Double(rows) * step }

  /// Draws it with its upper left corner at the place, column by column.
  func draw(on script: inout GnuplotScript, left: Double, top: Double) {
    let column = width / Double(columns)
    for (place, entry) in entries.enumerated() {
      let x = left + Double(place / rows) * column
      let y = top - (Double(place % rows) + 0.5) * step
      if let dashes = entry.dashes {
        script.line(from: (x, y), to: (x + 5, y), colour: entry.colour, width: 1.2, dashes: dashes)
      }
      if entry.pointType > 0 { script.point(entry.pointType, x: x + indent / 2 - 0.75, y: y, colour: entry.colour) }
      script.text(PlottedText.cut(entry.name, to: column - indent - 1, size: Typeface.base), x: x + indent, y: y)
    }
  }
}
