/// The whole script of a figure: `gnuplot NAME.gp` in its folder draws every form.
struct GnuplotFile {
  let figure: Figure
  let forms: [FigureOptions.Form]

  /// Dots an inch of the PNG.
  private static let resolution = 300.0

  /// Each form is drawn in a turn of its own, in which the script is read from its beginning.
  var text: String {
    let script = figure.script
    let head =
      [
        "# Draws \(forms.map { "\(figure.name).\($0.rawValue)" }.joined(separator: ", ")) from "
          + figure.dataFiles.map(\.name).joined(separator: ", ") + ".",
        "# Type: gnuplot \(figure.name).gp",
        "reset",
        "forms = '\(forms.map(\.rawValue).joined(separator: " "))'",
        "turn = exists('turn') ? turn + 1 : 1",
        "form = word(forms, turn)",
        "# In SVG points shrink with the width of lines.",
        "s = form eq 'svg' ? 1.45 : 1",
        "set encoding utf8",
        "set datafile separator comma",
        "set datafile columnheaders",
      ] + forms.map { "if (form eq '\($0.rawValue)') set terminal \(terminal($0, script))" } + [
        "set output '\(figure.name).'.form"
      ]
    let tail = ["set output", "if (turn < words(forms)) reread"]
    return (head + script.lines + tail).map { $0 + "\n" }.joined()
  }

  /// The same size of page, letters, lines and points in every form. Markup in names is text
  /// (`noenhanced`).
  private func terminal(_ form: FigureOptions.Form, _ script: GnuplotScript) -> String {
    let font = "font '\(Typeface.name),\(GnuplotScript.short(Typeface.base))' noenhanced"
    func pixels(_ millimetres: Double, _ resolution: Double) -> Int { Int((millimetres / 25.4 * resolution).rounded()) }
    switch form {
    case .svg:
      return "svg size \(pixels(script.width, 96)),\(pixels(script.height, 96)) fixed \(font) "
        + "fontscale 1.33333 linewidth 0.67 name '\(figure.name.replacing("-", with: "_"))' background 'white'"
    case .pdf:
      let size = [script.width, script.height].map { "\(GnuplotScript.short($0 / 10))cm" }.joined(separator: ",")
      return "pdfcairo size \(size) \(font) fontscale 0.75"
    case .png:
      let size = "\(pixels(script.width, Self.resolution)),\(pixels(script.height, Self.resolution))"
      return "pngcairo size \(size) \(font) fontscale 3.125 linewidth 2.08 pointscale 4.17"
    }
  }
}
