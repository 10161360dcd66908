import PlainText
import Testing

@Suite("Markdown")
struct MarkdownTests {
  private static func text(_ blocks: [Block], _ choice: Layout.Choice = .fitting) -> String {
    MarkdownText([blocks], Layout(columns: choice)).text
  }

  @Test("a name appears as text: no tag, no mark, no link, no further cell, no further line")
  func escapes() {
    func line(_ text: String) -> String { String(Self.text([.line(text)]).dropLast()) }
    #expect(line("<script>a</script>") == "&lt;script>a&lt;/script>")
    #expect(line("*a* `b` ~c~ $d$ \\e |f") == #"\*a\* \`b\` \~c\~ \$d\$ \\e \|f"#)
    #expect(line("_a_ b_c _") == #"\_a\_ b_c \_"#)
    #expect(line("[a](b) [c][d] [e]: f [^g] [0.1, 0.2]") == #"[a\](b) [c\][d] [e\]: f \[^g] [0.1, 0.2]"#)
    #expect(line("&lt; & &#60; a&b") == "&amp;lt; & &amp;#60; a&amp;b")
    #expect(line("# a\nb") == "\\# a b" && line("> a") == "\\> a" && line("a -> b") == "a -> b")
  }

  @Test("a table has one line a row and the same number of cells in each", arguments: [Layout.Choice.fitting, .all])
  func hostile(choice: Layout.Choice) {
    let table = TextTable(heads: Hostile.texts, lines: [Hostile.texts, Hostile.texts.reversed()], textColumns: 3)
    let lines = Self.text([.ruledTable(table)], choice).split(separator: "\n")
    let parts = choice == .fitting ? 3 : 1
    #expect(lines.count == 4 * parts)
    for place in 0..<parts {
      let rows = lines[(4 * place)..<(4 * place + 4)]
      #expect(
        Set(rows.map { $0.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" } }).count == 1)
    }
  }

  @Test("at most nine columns stand beside one another; what left is named below, what is the same is said above")
  func columns() {
    let table = TextTable(
      columns: [
        TableColumn("name", kind: .text) { "row \($0)" },
        TableColumn("kind", kind: .text, caption: { "kind \($0)" }) { _ in "x" },
      ] + (0..<12).map { place in TableColumn("n\(place)", worth: .optional(place)) { _ in "\(place)" } }, rowCount: 2)
    #expect(
      Self.text([.table(table)]) == """
        kind x

        | name | n4 | n5 | n6 | n7 | n8 | n9 | n10 | n11 |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        | row 0 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 |
        | row 1 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 |

        Left out: n0, n1, n2, n3. `--wide` shows all columns.

        """)
    #expect(
      Self.text([.table(table)], .named(["n1", "kind"])) == "| n1 | kind |\n| ---: | --- |\n| 1 | x |\n| 1 | x |\n")
  }
}
