/// Blocks as LaTeX: each table is one float with a caption and a label.
public struct LaTeXText {
  /// The text, ending with a line break.
  public private(set) var text = "% Needs \\usepackage{booktabs} in the preamble.\n"
  private var leftOut: [String] = []
  private var labels: [String: Int] = [:]
  private let layout: Layout

  public init(_ pages: [[Block]], _ layout: Layout) {
    self.layout = layout
    for page in pages { text += "\n" + lines(page).joined(separator: "\n") + "\n" }
    guard !leftOut.isEmpty else { return }
    text += "\n% Left out: \(leftOut.distinct.map(\.visible).joined(separator: ", ")). --wide shows all columns.\n"
  }

  /// TeX knows no dimension of a caption that is wider than about this.
  private static let widestTitle = 200

  /// A heading becomes the caption of its table. What is said of the table stands below it, all
  /// else in the text.
  private mutating func lines(_ page: [Block]) -> [String] {
    var (lines, title, below): ([String], String, [String]) = ([], "", [])
    for (place, block) in page.enumerated() {
      switch block {
      case .heading(let text): title = text
      case .labelled(let label, let text): below.append(LaTeXEscape.escaped("\(label): \(text)"))
      case .field(let label, let text): lines += [LaTeXEscape.escaped("\(label): \(text)"), ""]
      case .line(let text): lines += [LaTeXEscape.escaped(text), ""]
      case .item(let text):
        if lines.last == "\\end{itemize}" { lines.removeLast() } else { lines.append("\\begin{itemize}") }
        lines += ["\\item \(LaTeXEscape.escaped(text))", "\\end{itemize}"]
      case .note: break
      case .gap: if lines.last != "" { lines.append("") }
      case .table(let table), .ruledTable(let table):
        for case .note(let text) in page[(place + 1)...].prefix(while: \.isNote) {
          below.append(LaTeXEscape.escaped(text))
        }
        lines += float(table, title: title, below: below)
        (title, below) = ("", [])
      }
    }
    // Without a table there is no caption.
    return (title.isEmpty ? [] : [LaTeXEscape.escaped(title), ""]) + lines + below.flatMap { ["", $0] }
  }

  private mutating func float(_ table: TextTable, title: String, below: [String]) -> [String] {
    let latex = LaTeXTable(table, columns: layout.columns)
    leftOut += latex.leftOut
    let name = title
    let title = LaTeXEscape.escaped(title.visible.shortened(to: Self.widestTitle))
    let caption = ([title] + latex.captions).filter { !$0.isEmpty }.map { $0 + "." }.joined(separator: " ")
    return [
      "\\begin{table}", "\\centering", "\\footnotesize", "\\setlength{\\tabcolsep}{4pt}",
      "\\setlength{\\belowcaptionskip}{4pt}", "\\caption{\(caption)}", "\\label{\(label(name))}",
    ] + latex.lines + below.map { "\\par\\smallskip \($0)" } + ["\\end{table}"]
  }

  /// `tab:` and the letters and digits of the name; a number behind one that was there before.
  private mutating func label(_ name: String) -> String {
    let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-").prefix(
      80)
    let label = "tab:" + (words.isEmpty ? "results" : words)
    let count = labels[label, default: 0] + 1
    labels[label] = count
    return count == 1 ? label : "\(label)-\(count)"
  }
}

extension Block {
  fileprivate var isNote: Bool { if case .note = self { true } else { false } }
}
