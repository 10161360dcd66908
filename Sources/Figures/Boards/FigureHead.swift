/// What stands above a figure: the board and how much was tested.
struct FigureHead {
  /// The title in the head's size, then small print.
  let lines: [(text: String, size: Double)]

  /// Lines that fit `width` millimetres.
  init(_ title: String, _ notes: [String], width: Double) {
    let head = PlottedText.wrapped(title, to: width - 4, size: Typeface.head, most: 3)
    let small = notes.filter { !$0.isEmpty }.flatMap {
      PlottedText.wrapped($0, to: width - 4, size: Typeface.small, most: 3)
    }
    lines = head.map { ($0, Typeface.head) } + small.map { ($0, Typeface.small) }
  }

  var height: Double { lines.reduce(1.5) { $0 + Typeface.lineHeight($1.size) } }

  /// Writes the lines at the top of the page.
  func draw(on script: inout GnuplotScript) {
    var top = script.height - 1
    for (text, size) in lines {
      let step = Typeface.lineHeight(size)
      script.text(text, x: 2, y: top - step / 2, size: size, colour: size == Typeface.head ? Looks.ink : "#555555")
      top -= step
    }
  }
}
