import Foundation
import PlainText
import Testing

@testable import Leaderboards

@Suite("Contract of every renderer")
struct RendererContractTests {
  /// A result of two pages with a cell that needs care in every form.
  private struct Sample: Presentable {
    var pages: [[Block]] {
      [
        [.heading("first"), .labelled("Encoders", "a and b"), .ruledTable(table), .note("a note")],
        [.heading("second"), .gap, .line("a line"), .gap, .item("an item"), .gap, .table(table)],
      ]
    }
    var tables: [TextTable] { [table, table] }
    var json: [String: Int] { ["b": 1, "a": 2] }
    private var table: TextTable { TextTable(heads: ["name", "n"], lines: [["x|\"y\", z", "12"]], textColumns: 1) }
  }

  @Test("every renderer has a name and file extension of its own, is found by its name and ends with a line break")
  func contract() throws {
    let names = OutputFormat.allCases.map(\.rawValue)
    #expect(names.count >= 4 && Set(names).count == names.count && OutputFormat(rawValue: "no-such-form") == nil)
    let extensions = OutputFormat.renderers.compactMap { $0.fileExtension }
    #expect(Set(extensions).count == extensions.count)
    for format in OutputFormat.allCases {
      #expect(OutputFormat(rawValue: format.rawValue) == format)
      let (one, several) = try (Sample().rendered(as: format), [Sample(), Sample()].rendered(as: format))
      #expect(one.hasSuffix("\n") && one.contains { !$0.isWhitespace })
      #expect(several.hasSuffix("\n") && several.count > one.count)
    }
  }

  @Test("a terminal has rules and no marks, Markdown has marks and never two empty lines")
  func people() throws {
    #expect(
      try Sample().rendered(as: .table) == """
        first
        Encoders: a and b
        ------------
        name       n
        ------------
        x|"y", z  12
        a note

        second

        a line

        an item

        name       n
        x|"y", z  12

        """)
    #expect(
      try Sample().rendered(as: .markdown) == #"""
        ## first

        Encoders: a and b

        | name | n |
        | --- | ---: |
        | x\|"y", z | 12 |

        a note

        ## second

        a line

        - an item

        | name | n |
        | --- | ---: |
        | x\|"y", z | 12 |

        """#)
  }

  @Test("programs get every table, quoted, and JSON with sorted keys, several results in one array")
  func programs() throws {
    let table = "name,n\n\"x|\"\"y\"\", z\",12\n"
    #expect(try Sample().rendered(as: .csv) == table + "\n" + table)
    #expect(try Sample().rendered(as: .json) == "{\n  \"a\" : 2,\n  \"b\" : 1\n}\n")
    #expect(try [Sample(), Sample()].rendered(as: .json).hasPrefix("[\n"))
  }
}
