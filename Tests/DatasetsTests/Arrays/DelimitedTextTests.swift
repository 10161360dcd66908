import Diagnostics
import Foundation
import Randomness
import Testing

@testable import Datasets

@Suite struct DelimitedTextTests {
  private func table(_ text: String, _ format: DelimitedFormat = DelimitedFormat()) throws -> (
    DelimitedText, TemporaryFolder
  ) {
    let folder = try TemporaryFolder()
    return (try DelimitedText(folder.write(text, to: "table.txt"), format: format), folder)
  }

  @Test("a number is the double that strtod gives, whatever its digits and exponent")
  func exact() throws {
    var state: UInt64 = 88_172_645_463_325_252
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    var texts = [
      "0", "-0", "1.", ".5", "1e5", "-1.0128170e+000", "9007199254740993", "4.9e-324", "2.2250738585072011e-308",
    ]
    texts += ["0.03720071531295776", "179769313486231580793e289", "123456789012345678901234567890", "00012.500"]
    for _ in 0..<20_000 {
      let digits = (0..<(1 + Int(next() % 22))).map { _ in String(next() % 10) }.joined()
      let point = Int(next() % UInt64(digits.count + 1))
      let exponent = next() % 3 == 0 ? "e\(Int(next() % 60) - 30)" : ""
      texts.append((next() % 2 == 0 ? "-" : "") + digits.prefix(point) + "." + digits.dropFirst(point) + exponent)
    }
    for text in texts {
      let found = Array(text.utf8).withUnsafeBytes { decimal($0) }
      #expect(found?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
    for text in ["", "-", ".", "1e", "1e+", "0x10", "inf", "nan", "1,5", "1 2", "--1", "1.2.3", "e5"] {
      #expect(Array(text.utf8).withUnsafeBytes { decimal($0) } == nil, "\(text)")
    }
  }

  @Test("quotes, CRLF, a byte order mark, comments, blank lines and missing marks are understood")
  func dialects() throws {
    var format = DelimitedFormat(separator: .semicolon, comment: "#", missing: ["", "NaN", "-9999"])
    let text = "\u{FEFF}\"time; s\";x\r\n# a note\r\n1; \"2.5\"\r\n\r\n2;nan\r\n3;\r\n4;-9999.0"
    let (table, folder) = try table(text, format)
    #expect(table.index.names == ["time; s", "x"] && table.index.rows == 4)
    #expect(try table.column(.name("x")) == 1 && table.column(.number(1)) == 0)
    let numbers = try table.numbers(columns: [1, 0])
    #expect(numbers[0] == 2.5 && [1, 3, 5, 7].map { numbers[$0] } == [1, 2, 3, 4])
    #expect(numbers[2].isNaN && numbers[4].isNaN && numbers[6].isNaN)
    #expect(try table.texts(column: 1) == ["2.5", "nan", "", "-9999.0"])
    format = DelimitedFormat(separator: .whiteSpace, header: false)
    let (spaced, other) = try self.table("  1\t 2  \n 3   4", format)
    #expect(try spaced.numbers(columns: [0, 1, 0]) == [1, 2, 1, 3, 4, 3])
    withExtendedLifetime((folder, other)) {}
  }

  @Test("any range of rows is what a whole reading has there")
  func ranges() throws {
    let lines = (0..<1000).map { "\($0),\($0 * 2)" + ($0 % 7 == 0 ? "\n#x" : "") }
    let (table, folder) = try table(lines.joined(separator: "\n"), DelimitedFormat(header: false, comment: "#"))
    let all = try table.numbers(columns: [1])
    #expect(all == (0..<1000).map { Double(2 * $0) })
    for range in [0..<1, 255..<258, 256..<256, 511..<1000, 999..<1000] {
      #expect(try table.numbers(columns: [1], rows: range) == Array(all[range]))
    }
    #expect(table.place(row: 8).hasSuffix("line 11"))
    withExtendedLifetime(folder) {}
  }

  @Test("what is wrong is refused with its line: ragged rows, words, numbers without end, no rows, no such column")
  func refused() throws {
    let (ragged, one) = try table("a,b\n1,2\n3\n")
    let error = #expect(throws: InputError.self) { try ragged.numbers(columns: [0]) }
    #expect(error?.place.hasSuffix("line 3") == true && error?.found == "1 fields")
    #expect(error?.expected.hasPrefix("2") == true)
    for bad in ["x", "inf", "1e999"] {
      let (words, folder) = try table("a,b\n1,2\n3,\(bad)\n")
      let error = #expect(throws: InputError.self) { try words.numbers(columns: [1]) }
      #expect(error?.place.hasSuffix("line 3: column 2 (b)") == true && error?.found == "'\(bad)'")
      withExtendedLifetime(folder) {}
    }
    for empty in ["", "a,b\n", "\n\n"] { #expect(throws: InputError.self) { try table(empty) } }
    let named = #expect(throws: InputError.self) { try ragged.column(.name("bb")) }
    #expect(named?.advice.hasPrefix("Did you mean 'b'?") == true)
    #expect(throws: InputError.self) { try ragged.column(.number(3)) }
    #expect(throws: InputError.self) { try DelimitedText(one.url.appendingPathComponent("none.csv")) }
  }

  @Test("an index of a file that changed since is refused")
  func changed() throws {
    let (table, folder) = try table("a\n1\n")
    #expect(try DelimitedText(table.url, index: table.index).numbers(columns: [0]) == [1])
    try folder.write("a\n1\n2\n", to: "table.txt")
    #expect(throws: InputError.self) { try DelimitedText(table.url, index: table.index) }
  }
}

@Suite struct UnitTests {
  @Test("units of one quantity are converted, there and back to the number itself")
  func conversions() throws {
    func factor(_ a: String, _ b: String) throws -> Double {
      try MeasurementUnit.named(a, place: "").factor(to: MeasurementUnit.named(b, place: ""), place: "")
    }
    #expect(try factor("g", "m/s^2") == 9.80665)
    #expect(try abs(factor("mg", "g") - 0.001) < 1e-18)
    #expect(try abs(factor("deg/s", "rad/s") * 180 - Double.pi) < 1e-15)
    #expect(try abs(factor("mm", "cm") - 0.1) < 1e-16)
    for a in MeasurementUnit.all {
      #expect(try factor(a.name, a.name) == 1)
      for b in MeasurementUnit.all {
        guard a.quantity == b.quantity else {
          #expect(throws: InputError.self) { try factor(a.name, b.name) }
          continue
        }
        #expect(try abs(factor(a.name, b.name) * factor(b.name, a.name) - 1) < 1e-15)
      }
    }
    #expect(Set(MeasurementUnit.all.map(\.name)).count == MeasurementUnit.all.count)
  }

  @Test("an unknown unit is answered with the nearest one")
  func unknown() {
    let error = #expect(throws: InputError.self) { try MeasurementUnit.named("m/s2", place: "here") }
    #expect(error?.place == "here" && error?.advice == "Did you mean 'm/s^2'?")
    #expect(throws: InputError.self) { try MeasurementUnit.named("uv", place: "") }
  }
}
