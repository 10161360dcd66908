import Diagnostics
import PlainText
import Testing

@Suite("Tables on a terminal")
struct TerminalTableTests {
  /// A name, and numbers of less and less worth.
  private static func table(_ names: [String], numbers: Int, overflow: TextTable.Overflow = .leavesOut) -> TextTable {
    var table = TextTable(
      columns: [TableColumn("name", kind: .text) { names[$0] }]
        + (0..<numbers).map { place in
          TableColumn("number \(place)", name: "n\(place)", worth: .optional(-place)) { "\($0 * 1000 + place).125" }
        }, rowCount: names.count)
    table.overflow = overflow
    return table
  }

  private static func lines(_ blocks: [Block], _ layout: Layout) -> [Substring] {
    TerminalText([blocks], layout).text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test(
    "no line is wider than the width, whatever stands in a cell, a head or a heading", arguments: [20, 41, 80, 200])
  func width(width: Int) {
    for overflow in [TextTable.Overflow.leavesOut, .continues] {
      for columns in [Layout.Choice.fitting, .named(["n3", "name", "n0"])] {
        let table = Self.table(Hostile.texts, numbers: 12, overflow: overflow)
        let heads = TextTable(heads: Hostile.texts, lines: [Hostile.texts, Hostile.texts], textColumns: 7)
        var blocks = [Block.ruledTable(table)]
        if columns == .fitting {
          blocks += [.table(heads)]
          blocks += Hostile.texts.flatMap { text -> [Block] in
            [.heading(text), .labelled(text, text), .field(text, text), .item(text), .note(text), .line(text)]
          }
        }
        let layout = Layout(width: width, columns: columns)
        for line in Self.lines(blocks, layout) { #expect(line.displayWidth <= width, "\(line)") }
      }
    }
  }

  @Test("columns leave by their worth, and the last line says which left")
  func worth() throws {
    let text = TerminalText([[.table(Self.table(["a", "b"], numbers: 9))]], Layout(width: 40)).text
    #expect(text.contains("No room for") && text.replacing("\n", with: " ").contains("n8: --wide"))
    let left = try #require(text.split(separator: "\n\n").last).matches(of: /n[0-9]/).map { String($0.output) }
    #expect(left == left.sorted() && !left.contains("n0"))
    // As many stay as have room: another one would not have it.
    let first = try #require(text.split(separator: "\n").first)
    #expect(first.displayWidth <= 40 && first.displayWidth + 10 > 40)
  }

  @Test("where columns continue below, all are there, each part with the name")
  func continues() {
    let table = Self.table(["a", "b"], numbers: 9, overflow: .continues)
    let text = TerminalText([[.table(table)]], Layout(width: 40)).text
    for place in 0..<9 { #expect(text.contains("\(1000 + place).125")) }
    let parts = text.split(separator: "\n\n")
    #expect(parts.count > 1 && parts.allSatisfy { $0.contains("\nb ") } && !text.contains("No room"))
  }

  @Test("--wide shows all columns that are not on request, on one line")
  func wide() {
    let text = TerminalText([[.table(Self.table(["a"], numbers: 30))]], Layout(width: 40, columns: .all)).text
    #expect(text.split(separator: "\n").count == 2 && text.contains("29.125") && !text.contains("No room"))
  }

  @Test("named columns stand in their order, those on request too; none of them leaves")
  func named() {
    let table = TextTable(
      columns: [TableColumn("a") { _ in "1" }, TableColumn("b", worth: .onRequest) { _ in "2" }], rowCount: 1)
    func text(_ choice: Layout.Choice) -> String { TerminalText([[.table(table)]], Layout(columns: choice)).text }
    #expect(text(.named(["b", "a", "b"])) == "b  a\n2  1\n")
    #expect(text(.fitting) == "a\n1\n" && text(.all) == "a\n1\n")
  }

  @Test("a name that no table has is refused with the nearest there is")
  func unknown() throws {
    let table = Self.table(["a"], numbers: 2)
    try Layout(columns: .named(["n1", "name"])).check([table])
    let error = #expect(throws: InputError.self) { try Layout(columns: .named(["n0", "nmae"])).check([table]) }
    #expect(error?.description == "--columns: found 'nmae'; expected names of columns. Did you mean 'name'?")
  }

  @Test("what is the same in all rows is said once, above; what no row has is not said")
  func constants() {
    let table = TextTable(
      columns: [
        TableColumn("name", kind: .text) { "row \($0)" },
        TableColumn("kind", kind: .text, caption: { "kind \($0)" }) { $0 == 1 ? "" : "x" },
        TableColumn("size", caption: { "size \($0)" }) { "\($0)" },
        TableColumn("none", worth: .optional(1)) { _ in "" },
      ], rowCount: 2)
    #expect(
      TerminalText([[.table(table)]], Layout()).text == """
        kind x
        name   size
        row 0     0
        row 1     1

        """)
    #expect(
      TerminalText([[.table(table)]], Layout(columns: .all)).text == """
        name   kind  size  none
        row 0  x        0
        row 1           1

        """)
  }

  @Test("a bracket goes from a group's first row to its last; roles are styles where those are wanted, and words never")
  func groups() {
    let groups = ["", "1", "1", "", "1", "2", ""]
    var table = TextTable(
      columns: [
        TableColumn("group", kind: .group) { groups[$0] },
        TableColumn("name", kind: .text) { $0 == 2 ? "a name that goes on below" : "row \($0)" },
      ], rowCount: 7)
    let plain = """
      group  name
             row 0
      1 ┌    row 1
      1 │    a name that
        │      goes on
        │      below
        │    row 3
      1 └    row 4
      2      row 5
             row 6

      """
    #expect(TerminalText([[.table(table)]], Layout(width: 20)).text == plain)
    table.roles = [.reference, .best, .tied, .reference, .tied, .plain, .reference]
    #expect(TerminalText([[.table(table)]], Layout(width: 20)).text == plain)
    let styled = TerminalText([[.table(table)]], Layout(width: 20, isStyled: true)).text
    #expect(styled.contains("\u{1B}[1m1 ┌    row 1\u{1B}[0m\n1 │") && styled.contains("\u{1B}[2m       row 0\u{1B}[0m"))
    #expect(styled.replacing(/\u{1B}\[[0-9]m/, with: "") == plain)
  }
}
