import Diagnostics
import Foundation
import Randomness
import Testing

@testable import Datasets

@Suite("numbers of tables of text") struct TextNumbersTests {
  /// Numbers of every kind that files hold, and of those that are hard to round.
  private static let texts: [String] = {
    var texts = [
      "0", "-0", "0.0", "-0.0", "+1", "5.", ".5", "-.5", "000", "00012.500", "1e400", "-1e400", "1e-400", "4.9e-324",
      "2.2250738585072011e-308", "2.2250738585072014e-308", "1.7976931348623157e308", "9007199254740993",
      "9007199254740992.5", "0.1", "1234567", "12345678", "123456789", "1234567.1234567", "12345678.12345678",
      "123456789012345678", "1234567890123456789", "12345678901234567890", "1.00000000000000011102230246251565",
      "-1.0128170e+000", "2.8858451e-001", "1E5", "1e+5", "1e00000005", "1e99999", "0e99999",
      "0.000000000000000000000001",
      "179769313486231580793e289", "7.2057594037927933e16", "8.5070591730234615865843651857942052864e37",
    ]
    var generator = Xoshiro256(seed: 20_240_601)
    func next(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }
    for _ in 0..<6_000 {
      switch next(5) {
      case 0: texts.append("\(Double(bitPattern: generator.next()))")
      case 1: texts.append("\(Double(Int64(bitPattern: generator.next()) >> Int64(next(64))) / 1e6)")
      case 2:
        // Half way between two doubles.
        let half = 2 * (generator.next() >> 11 | 1 << 52) + 1
        texts.append(next(2) == 0 ? "\(half)" : "\(half)e\(next(24))")
      case 3: texts.append("\(generator.next())e\(next(90) - 32)")
      default:
        let digits = (0..<(1 + next(22))).map { _ in String(next(10)) }.joined()
        let point = next(digits.count + 1)
        let exponent = next(3) == 0 ? "e\(next(60) - 30)" : ""
        texts.append((next(2) == 0 ? "-" : "") + digits.prefix(point) + "." + digits.dropFirst(point) + exponent)
      }
    }
    return texts.filter { strtod($0, nil).isFinite }
  }()

  @Test(
    "every number of a file is the double that strtod gives, whatever stands between and before it",
    arguments: DelimitedFormat.Separator.allCases, DelimitedFormat.Decimal.allCases)
  func exact(separator: DelimitedFormat.Separator, decimal: DelimitedFormat.Decimal) throws {
    guard separator.byte != decimal.byte else { return }
    let folder = try TemporaryFolder()
    let mark = separator.byte.map { String(UnicodeScalar($0)) } ?? "  "
    let written = Self.texts.map { decimal == .comma ? $0.replacing(".", with: ",") : $0 }
    let columns = 6
    let rows = written.count / columns
    for end in ["\n", "\r\n"] {
      let lines = (0..<rows).map { written[($0 * columns)..<(($0 + 1) * columns)].joined(separator: mark) }
      let url = try folder.write(lines.joined(separator: end) + end, to: "table.txt")
      let table = try DelimitedText(url, format: DelimitedFormat(separator: separator, header: false, decimal: decimal))
      let found = try table.numbers(columns: Array(0..<columns))
      #expect(found.count == rows * columns)
      let wrong = zip(found, Self.texts).filter { $0.bitPattern != strtod($1, nil).bitPattern }
      #expect(wrong.isEmpty, "\(wrong.prefix(5))")
    }
  }

  @Test("a row reads the same wherever it stands in the file, or is refused with the same words")
  func places() throws {
    var generator = Xoshiro256(seed: 7)
    func next(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }
    let alphabet = Array("00112359..,,;;--+eE \t\"nNaAx#")
    let folder = try TemporaryFolder()
    var read = 0
    for _ in 0..<1500 {
      let separator = DelimitedFormat.Separator.allCases[next(4)]
      let format = DelimitedFormat(
        separator: separator, header: false, decimal: next(2) == 0 ? .point : .comma, missing: ["", "nan", "-0", "5"])
      let mark = separator.byte.map { String(UnicodeScalar($0)) } ?? " "
      let row = (0..<3).map { _ -> String in
        if next(4) > 0 {
          return ["", " "][next(5) / 4]
            + Self.texts[next(Self.texts.count)].replacing(".", with: format.decimal == .comma ? "," : ".")
        }
        return String((0..<next(7)).map { _ in alphabet[next(alphabet.count)] })
      }.joined(separator: mark)
      // The first row says how many columns there are. Behind the last one nothing can be read.
      let first = (["1", "2", "3"]).joined(separator: mark)
      func numbers(_ lines: [String], row: Int) -> Result<[UInt64], InputError>? {
        do {
          let url = try folder.write(lines.joined(separator: "\n"), to: "table.txt")
          let table = try DelimitedText(url, format: format)
          guard table.index.rows == lines.count else { return nil }
          return .success(try table.numbers(columns: [2, 0, 1], rows: row..<(row + 1)).map(\.bitPattern))
        } catch let error as InputError { return .failure(error) } catch { return nil }
      }
      let alone = numbers([first, row], row: 1)
      let before = numbers([first, row] + Array(repeating: first, count: 9), row: 1)
      switch (alone, before) {
      case (nil, nil): break
      case (.success(let a)?, .success(let b)?):
        #expect(a == b, "\(row)")
        read += 1
      case (.failure(let a)?, .failure(let b)?): #expect("\(a)" == "\(b)", "\(row)")
      default: Issue.record("'\(row)' is read in one place alone")
      }
    }
    #expect(read > 100)
  }

  @Test("the texts of a column are its fields, and rows of another number of fields are refused, quotes or not")
  func texts() throws {
    var generator = Xoshiro256(seed: 11)
    func next(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }
    let words = ["a", "", "\"b,c\"", "1.5", " d ", "\"e\"\"f\"", "2018-11-08 11:34:51"]
    let plain = ["a", "", "b,c", "1.5", "d", "e\"f", "2018-11-08 11:34:51"]
    let folder = try TemporaryFolder()
    for _ in 0..<200 {
      let columns = 1 + next(600)
      // Rows without quotes are counted in another way than rows with them.
      let kinds = next(2) == 0 ? [0, 1, 3, 4, 6] : Array(words.indices)
      var rows = (0..<3).map { _ in (0..<columns).map { _ in kinds[next(kinds.count)] } }
      for row in rows.indices { rows[row][0] = 0 }
      func file(_ rows: [[Int]]) throws -> DelimitedText {
        let lines = rows.map { $0.map { words[$0] }.joined(separator: ",") + "\n" }
        return try DelimitedText(
          folder.write(lines.joined(), to: "table.csv"), format: DelimitedFormat(separator: .comma, header: false))
      }
      let column = next(columns)
      #expect(try file(rows).texts(column: column) == rows.map { plain[$0[column]] })
      rows[1].append(0)
      let error = #expect(throws: InputError.self) { try file(rows).texts(column: column) }
      #expect(error?.found == "\(columns + 1) fields" && error?.place.hasSuffix("line 2") == true)
      rows[1].removeLast(2)
      guard !rows[1].isEmpty else { continue }
      let short = #expect(throws: InputError.self) { try file(rows).texts(column: column) }
      #expect(short?.found == "\(columns - 1) fields")
    }
  }

  @Test("a missing mark is missing in any case of its letters, and a number that is one, however it is written")
  func missing() throws {
    let folder = try TemporaryFolder()
    let text = "1,NAN,-9999,?\n-9999.0,nan,\"NaN\",-9.999e3\n,N/a,n/A,2\n" + String(repeating: "1,2,3,4\n", count: 9)
    let table = try DelimitedText(
      folder.write(text, to: "table.csv"),
      format: DelimitedFormat(header: false, missing: ["", "NaN", "-9999", "?", "N/A"]))
    let found = try table.numbers(columns: [0, 1, 2, 3], rows: 0..<3)
    #expect(found.map(\.isNaN) == [false, true, true, true, true, true, true, true, true, true, true, false])
  }
}
