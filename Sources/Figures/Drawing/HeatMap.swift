/// Coloured cells in rows and columns. The table has the columns `column` and `row`, from 1, and
/// the value that colours.
struct HeatMap {
  let file: String
  /// The column of the values, which are from 0 to 1.
  let value: String
  let columnCount: Int
  let rowCount: Int
  let frame: Frame
  /// The value of the darkest cell.
  var highest = 1.0
  /// Whether cells of 0 are left white.
  var leavesZeros = false

  private var cell: (width: Double, height: Double) {
    (frame.width / Double(columnCount), frame.height / Double(rowCount))
  }

  /// Whether a text of that many digits fits a cell.
  func fits(_ text: String) -> Bool {
    TextWidth.millimetres(text, size: Typeface.small) + 0.6 <= cell.width
      && Typeface.lineHeight(Typeface.small) <= cell.height + 0.1
  }

  /// The axes: no tics, rows from the top.
  func prepare(_ script: inout GnuplotScript) {
    script.frame(frame)
    script.add("set xrange [0.5:\(columnCount).5]")
    script.add("set yrange [\(rowCount).5:0.5]")
    script.add(Looks.palette)
    script.add("set cbrange [0:\(GnuplotScript.short(highest))]")
  }

  /// The coloured cells; an absent value leaves the page white.
  var cells: String {
    let (x, y) = (GnuplotScript.column("column"), GnuplotScript.column("row"))
    let shown = leavesZeros ? "\(GnuplotScript.column(value)) > 0 ? \(y) : NaN" : y
    return GnuplotScript.layer(
      file, [x, shown, "\(x)-0.47", "\(x)+0.47", "\(y)-0.47", "\(y)+0.47", GnuplotScript.column(value)],
      with: "boxxyerror fs solid 1 noborder lc palette z")
  }

  /// A text in each cell, white where the cell is dark. `text` is gnuplot's expression.
  func texts(_ text: String, shift: Double = 0, size: Double = Typeface.small) -> String {
    let colour =
      "\(GnuplotScript.column(value)) > \(GnuplotScript.short(0.55 * highest)) ? 0xffffff : 0x222222"
    return GnuplotScript.layer(
      file,
      [
        GnuplotScript.column("column"), "\(GnuplotScript.column("row"))+\(GnuplotScript.short(shift))", text, colour,
      ], with: "labels font ',\(GnuplotScript.short(size))' tc rgb variable")
  }

  /// Names under the columns, turned where they would meet; every n-th where even these would.
  /// - Returns: The millimetres that they take.
  @discardableResult
  func nameColumns(_ names: [String], on script: inout GnuplotScript, below: Double = 1, most: Double = 20) -> Double {
    let size = Typeface.small
    let widest = names.map { TextWidth.millimetres(PlottedText.line($0), size: size) }.max() ?? 0
    let turned = widest + 0.8 > cell.width
    let needed = turned ? Typeface.lineHeight(size) * 0.85 : widest
    let step = max(1, Int((needed / cell.width).rounded(.up)))
    for (place, name) in names.enumerated() where place.isMultiple(of: step) {
      script.text(
        PlottedText.cut(name, to: most, size: size), x: frame.left + (Double(place) + 0.5) * cell.width,
        y: turned ? frame.bottom - below : frame.bottom - below - Typeface.lineHeight(size) / 2,
        side: turned ? .right : .center, size: size, turned: turned)
    }
    return below + (turned ? min(widest, most) : Typeface.lineHeight(size))
  }
}

extension HeatMap {
  /// The scale of the colours as a bar of `width` millimetres with its ends and its name.
  static func scale(
    _ title: String, on script: inout GnuplotScript, left: Double, right: Double, y: Double, ends: (String, String)
  ) {
    let size = Typeface.small
    let (low, high) = (TextWidth.millimetres(ends.0, size: size), TextWidth.millimetres(ends.1, size: size))
    let name = TextWidth.millimetres(title, size: size)
    let (from, to) = (left + name + low + 3, min(right - high - 1, left + name + low + 33))
    script.text(title, x: left, y: y, size: size)
    script.text(ends.0, x: from - 1, y: y, side: .right, size: size)
    script.text(ends.1, x: to + 1, y: y, size: size)
    let place = [from / script.width, (y - 1) / script.height, (to - from) / script.width, 2 / script.height]
      .map(GnuplotScript.short)
    script.add("set colorbox horizontal user origin \(place[0]),\(place[1]) size \(place[2]),\(place[3]) noborder")
    script.add("unset cbtics")
  }
}
