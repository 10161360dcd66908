import Foundation
import PlainText
import Testing

@Suite("LaTeX")
struct LaTeXTests {
  /// Every macro that the text may use: of LaTeX itself and of booktabs.
  private static let known: Set<String> = [
    "begin", "end", "centering", "footnotesize", "setlength", "tabcolsep", "belowcaptionskip", "caption", "label",
    "toprule", "midrule", "bottomrule", "medskip", "smallskip", "par", "raggedright", "bfseries", "textbf", "underline",
    "item", "L", "linewidth", "textbackslash", "textasciicircum", "textasciitilde", "textasciigrave", "textless",
    "textgreater", "textbar", "ldots", "dag", "ddag", "rightarrow", "leftarrow", "leq", "geq", "pm", "times", "cdot",
    "infty", "circ", "mu", "rho", "sigma", "alpha", "l", "ss", "ae", "usepackage", "c", "v", "r", "u", "H",
  ]

  private static func table(_ names: [String]) -> TextTable {
    var table = TextTable(
      columns: [
        TableColumn("rank", worth: .optional(2), cell: { "\($0 + 1) (1-\(names.count))" }),
        TableColumn("name & all", kind: .text) { names[$0] },
        TableColumn("kind", kind: .text, caption: { "kind \($0)" }) { _ in "a_b" },
        TableColumn("accuracy") { "0.\(900 - $0)" },
        TableColumn("95 %", worth: .optional(3)) { _ in "[-0.5, 0.25]" },
        TableColumn("small", worth: .optional(1)) { _ in "3.01e-15" },
      ], rowCount: names.count)
    table.roles = names.indices.map { [.reference, .best, .tied, .reference, .plain][$0 % 5] }
    return table
  }

  private static func text(_ blocks: [Block], _ choice: Layout.Choice = .fitting) -> String {
    LaTeXText([blocks], Layout(columns: choice)).text
  }

  @Test("macros are known, braces and environments balance, and all is ASCII, whatever stands in a name")
  func hostile() throws {
    let blocks =
      Hostile.texts.flatMap { text -> [Block] in
        [.heading(text), .labelled(text, text), .field(text, text), .line(text), .item(text), .gap]
      } + [.ruledTable(Self.table(Hostile.texts)), .note(Hostile.texts[5])]
      + [.table(TextTable(heads: Hostile.texts, lines: [Hostile.texts], textColumns: 3))]
    let text = Self.text(blocks)
    #expect(text.allSatisfy { $0.isASCII })
    var depth = 0
    var environments: [String] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("%") {
      // Accents, exponents and escapes are the only places of what LaTeX obeys elsewhere.
      #expect(!line.replacing(/\\[#%^~]|\^\{/, with: "").contains { "#%^~".contains($0) }, "\(line)")
      for macro in line.replacing("\\\\", with: " ").matches(of: /\\([A-Za-z]+)/) {
        #expect(Self.known.contains(String(macro.output.1)), "\(macro.output.0)")
      }
      for brace in line.replacing(/\\[\\{}]/, with: "") where brace == "{" || brace == "}" {
        depth += brace == "{" ? 1 : -1
        #expect(depth >= 0)
      }
      #expect(depth == 0, "\(line)")
      #expect(line.replacing("\\$", with: "").count { $0 == "$" }.isMultiple(of: 2), "\(line)")
      for match in line.matches(of: /\\(begin|end)\{([a-z]+)\}/) {
        if match.output.1 == "begin" {
          environments.append(String(match.output.2))
        } else {
          #expect(environments.popLast() == String(match.output.2))
        }
      }
    }
    #expect(environments.isEmpty)
  }

  /// Where a LaTeX is installed.
  private static let program = ["/usr/bin/pdflatex", "/usr/local/bin/pdflatex"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test("a LaTeX that is at hand makes a document of it without an error", .enabled(if: program != nil))
  func compiles() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hartransfer-latex-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let blocks = Hostile.texts.flatMap { [Block.heading($0), .labelled($0, $0), .table(Self.table([$0]))] }
    try """
    \\documentclass{article}
    \\usepackage{booktabs}
    \\begin{document}
    \(Self.text(blocks + [.gap, .ruledTable(Self.table(Hostile.texts)), .line(Hostile.texts.joined())]))
    \\end{document}
    """.write(to: folder.appendingPathComponent("t.tex"), atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.program))
    process.arguments = ["-interaction=nonstopmode", "-halt-on-error", "t.tex"]
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let log = try String(contentsOf: folder.appendingPathComponent("t.log"), encoding: .isoLatin1)
    #expect(process.terminationStatus == 0, "\(log.suffix(2000))")
    #expect(!log.contains("Missing character"))
  }

  @Test("every row has as many cells as the table has columns")
  func cells() throws {
    let lines = Self.text([.table(Self.table(Hostile.texts))]).split(separator: "\n")
    let rows = lines.filter { $0.hasSuffix("\\\\") }
    #expect(rows.count == Hostile.texts.count + 1)
    #expect(Set(rows.map { $0.replacing("\\&", with: "").count { $0 == "&" } }).count == 1)
  }

  @Test("the best row is bold, what does not differ from it underlined, what is for reference between rules")
  func whole() {
    let names = ["ceiling", "first", "second", "floor", "third"]
    #expect(
      Self.text([
        .heading("A_b -> c"), .labelled("Encoders", "x > y"), .ruledTable(Self.table(names)), .note("† a note"),
      ]) == #"""
        % Needs \usepackage{booktabs} in the preamble.

        \begin{table}
        \centering
        \footnotesize
        \setlength{\tabcolsep}{4pt}
        \setlength{\belowcaptionskip}{4pt}
        \caption{A\_b $\rightarrow$ c. kind a\_b. Bold: best. Underlined: not distinguishable from the best. Between rules: for reference, without a rank.}
        \label{tab:a-b-c}
        \begin{tabular}{rlrrr}
        \toprule
        rank & name \& all & accuracy & 95 \% & small \\
        \midrule
        1 (1--5) & ceiling & 0.900 & {[}$-$0.5, 0.25{]} & $3.01\times10^{-15}$ \\
        \midrule
        2 (1--5) & {\bfseries first} & \textbf{0.899} & {[}$-$0.5, 0.25{]} & $3.01\times10^{-15}$ \\
        3 (1--5) & second & \underline{0.898} & {[}$-$0.5, 0.25{]} & $3.01\times10^{-15}$ \\
        \midrule
        4 (1--5) & floor & 0.897 & {[}$-$0.5, 0.25{]} & $3.01\times10^{-15}$ \\
        \midrule
        5 (1--5) & third & 0.896 & {[}$-$0.5, 0.25{]} & $3.01\times10^{-15}$ \\
        \bottomrule
        \end{tabular}
        \par\smallskip Encoders: x \textgreater{} y
        \par\smallskip \dag{} a note
        \end{table}

        """#)
  }

  @Test("letters with accents are made by macros, emoji are told by their names, other scripts by their numbers")
  func characters() {
    func caption(_ text: String) -> String { Self.text([.line(text)]).split(separator: "\n").dropFirst().joined() }
    #expect(caption("café Łódź Ångström ß") == #"caf\'{e} \L{}\'{o}d\'{z} \r{A}ngstr\"{o}m \ss{}"#)
    #expect(
      caption("👍🏽 日 ρ² ≤ …")
        == #"{[}thumbs up sign, emoji modifier fitzpatrick type-4{]} {[}U+65E5{]} $\rho$$^{2}$ $\leq$ \ldots{}"#)
    #expect(
      caption(##"\ { } $ & # % _ ^ ~ < > | " ` [ ] * --"##)
        == ##"\textbackslash{} \{ \} \$ \& \# \% \_ \textasciicircum{} \textasciitilde{} \textless{} \textgreater{} "##
        + ##"\textbar{} '' \textasciigrave{} {[} {]} {*} -{}-"##)
  }

  @Test("a label is there once")
  func labels() {
    let table = TextTable(heads: ["a"], lines: [["1"]], textColumns: 0)
    let page: [Block] = [.heading("x, y"), .table(table)]
    let text = LaTeXText([page, page, [.heading("日"), .table(table)]], Layout()).text
    #expect(
      text.matches(of: /\\label\{(.*)\}/).map { String($0.output.1) } == ["tab:x-y", "tab:x-y-2", "tab:results"])
  }
}
