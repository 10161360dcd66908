/// Names as gnuplot is given them. They may hold anything: what stands in results was written by
/// others.
enum PlottedText {
  /// One line: line breaks become spaces, and characters that no XML may hold a replacement.
  static func line(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var isBreak = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A, 0x0D, 0x0B, 0x0C, 0x85, 0x2028, 0x2029:
        if !isBreak { scalars.append(" ") }
        isBreak = true
        continue
      case 0x09: scalars.append(" ")
      case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: scalars.append("\u{FFFD}")
      default: scalars.append(scalar)
      }
      isBreak = false
    }
    return String(scalars)
  }

  /// A text between single quotes, in which gnuplot looks for nothing but a quote, doubled. It
  /// takes one at the beginning for the end of an empty text, so these stand between double quotes.
  static func quoted(_ text: String) -> String {
    let text = line(text)
    let quotes = text.prefix { $0 == "'" }
    let rest = "'" + text.dropFirst(quotes.count).replacing("'", with: "''") + "'"
    return quotes.isEmpty ? rest : "\"\(quotes)\".\(rest)"
  }

  /// The beginning of a text that fits `width` millimetres, with an ellipsis where it was cut.
  static func cut(_ text: String, to width: Double, size: Double) -> String {
    let text = line(text)
    guard TextWidth.millimetres(text, size: size) > width else { return text }
    var kept = ""
    for character in text {
      guard TextWidth.millimetres(kept + "\(character)…", size: size) <= width else { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// The text in lines of at most `width` millimetres, broken at spaces; the last of `most` lines
  /// is cut.
  static func wrapped(_ text: String, to width: Double, size: Double, most: Int) -> [String] {
    var lines: [String] = []
    for word in line(text).split(separator: " ") {
      if let last = lines.last, TextWidth.millimetres("\(last) \(word)", size: size) <= width || lines.count == most {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { cut($0, to: width, size: size) }
  }
}
