/// What gnuplot is told, line by line. Places are in millimetres from the lower left corner.
struct GnuplotScript: Sendable {
  enum Side: String { case left, center, right }

  let width: Double
  let height: Double
  private(set) var lines: [String] = []

  init(width: Double, height: Double) {
    (self.width, self.height) = (width, height)
    lines = [
      "unset key", "set border lw 0.8 lc rgb '\(Looks.grey)'",
      "set tics scale 0.5 textcolor rgb '\(Looks.ink)' font ',\(Self.short(Typeface.small))'",
      "unset xtics", "unset ytics", "unset colorbox", "set style textbox opaque noborder margins 0.3,0.3",
    ]
  }

  mutating func add(_ line: String) { lines.append(line) }

  /// Text whose middle line is at `y`.
  /// - Parameter onLines: Whether lines may run behind it, so that it needs a ground.
  mutating func text(
    _ text: String, x: Double, y: Double, side: Side = .left, size: Double = Typeface.base, colour: String = Looks.ink,
    turned: Bool = false, onLines: Bool = false
  ) {
    add(
      "set label \(PlottedText.quoted(text)) at screen \(screen(x, y)) \(side.rawValue) "
        + (turned ? "rotate by 90 " : "") + "font ',\(Self.short(size))' textcolor rgb '\(colour)' "
        + (onLines ? "boxed front" : "front"))
  }

  /// A point of a method's look.
  mutating func point(_ type: Int, x: Double, y: Double, size: Double = 0.6, colour: String) {
    add(
      "set label '' at screen \(screen(x, y)) point pt \(type) ps \(Self.short(size))*s lc rgb '\(colour)' front")
  }

  /// A straight line behind the data. gnuplot's SVG joins lines of one width and colour into one
  /// path, which has one dash: so a width follows the dash, by less than anyone sees.
  mutating func line(
    from: (x: Double, y: Double), to: (x: Double, y: Double), colour: String = Looks.grey, width: Double = 1,
    dashes: Int = 1
  ) {
    add(
      "set arrow from screen \(screen(from.x, from.y)) to screen \(screen(to.x, to.y)) nohead "
        + "lw \(Self.short(width + 0.05 * Double(dashes - 1))) dt \(dashes) lc rgb '\(colour)' back")
  }

  /// The rectangle that the axes stand around.
  mutating func frame(_ frame: Frame) {
    add("set lmargin at screen \(Self.short(frame.left / width))")
    add("set rmargin at screen \(Self.short(frame.right / width))")
    add("set bmargin at screen \(Self.short(frame.bottom / height))")
    add("set tmargin at screen \(Self.short(frame.top / height))")
  }

  /// One picture of several layers of data.
  mutating func plot(_ layers: [String]) { add("plot \(layers.joined(separator: ", \\\n  "))") }

  /// A layer of a plot: what is drawn from a file of numbers. `values` are gnuplot's expressions.
  static func layer(_ file: String, _ values: [String], with style: String) -> String {
    "'\(file)' using \(values.map { "(\($0))" }.joined(separator: ":")) with \(style)"
  }

  /// Intervals as lines with ends across them. gnuplot's own error bars leave a gap around the
  /// point that they belong to.
  static func intervals(
    _ file: String, at place: String, from low: String, to high: String, upright: Bool, colour: String,
    width: Double = 0.8
  ) -> String {
    let reach = "(\(high))-(\(low))"
    let values = upright ? [place, low, "0", reach] : [low, place, reach, "0"]
    let isVariable = !colour.hasPrefix("#")
    return layer(
      file, values + (isVariable ? [colour] : []),
      with: "vectors heads size screen 0.006,90 lw \(short(width)) lc rgb \(isVariable ? "variable" : "'\(colour)'")")
  }

  /// The number in a column of the row that is drawn.
  static func column(_ name: String) -> String { "column('\(name)')" }

  private func screen(_ x: Double, _ y: Double) -> String { "\(Self.short(x / width)),\(Self.short(y / height))" }

  /// A number with as many digits as a drawing needs.
  static func short(_ value: Double) -> String {
    let rounded = (value * 1e5).rounded() / 1e5
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}

/// A rectangle in millimetres.
struct Frame: Sendable {
  var left: Double
  var right: Double
  var bottom: Double
  var top: Double

  var width: Double { right - left }
  var height: Double { top - bottom }
  var middle: (x: Double, y: Double) { ((left + right) / 2, (bottom + top) / 2) }
}
