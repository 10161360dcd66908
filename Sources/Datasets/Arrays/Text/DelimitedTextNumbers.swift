import Diagnostics
import Foundation

/// Takes the wanted numbers out of lines.
struct RowParser {
  private let table: DelimitedText
  /// For each column of the file the place of its number in the result, or -1.
  private let places: [Int]
  /// Places that repeat an earlier one.
  private let copies: [(from: Int, to: Int)]
  private let missingTexts: [[UInt8]]
  /// Those of them that are plain: no blanks, quotes or letters beyond ASCII.
  private let missingWords: [[UInt8]]
  private let missingNumbers: [Double]
  private let point: UInt8

  init(_ table: DelimitedText, columns: [Int]) {
    self.table = table
    var places = [Int](repeating: -1, count: table.index.columns)
    var copies: [(from: Int, to: Int)] = []
    for (place, column) in columns.enumerated() {
      if places[column] < 0 { places[column] = place } else { copies.append((places[column], place)) }
    }
    self.places = places
    self.copies = copies
    missingTexts = table.format.missing.map { Array($0.lowercased().utf8) }
    missingWords = missingTexts.filter { $0.allSatisfy { (0x23...0x7E).contains($0) } }
    point = table.format.decimal.byte
    missingNumbers = table.format.missing.compactMap { TableHead.number($0, .point) }.filter(\.isFinite)
  }

  /// Writes the numbers of a line to `target`.
  ///
  /// - Parameter room: bytes of the file behind the line.
  func parse(
    _ line: UnsafeRawBufferPointer, _ number: Int, room: Int, _ plain: PlainNumbers,
    into target: UnsafeMutablePointer<Double>
  ) throws {
    var fields = FieldScanner(line, table.format.separator)
    let columns = places.count
    let isRoomy = room >= PlainNumbers.reach
    var column = 0
    try places.withUnsafeBufferPointer { places in
      while true {
        let place = column < columns ? places[column] : -1
        if isRoomy, place >= 0, let value = fields.next(plain) {
          target[place] = isMissing(value) ? .nan : value
        } else {
          guard let field = fields.next() else { break }
          if place >= 0 { target[place] = try value(field, number, column) }
        }
        column += 1
      }
    }
    guard column == columns else { throw table.ragged(number, column) }
    for copy in copies { target[copy.to] = target[copy.from] }
  }

  @inline(__always)
  private func isMissing(_ value: Double) -> Bool { !missingNumbers.isEmpty && missingNumbers.contains(value) }

  private func value(_ field: UnsafeRawBufferPointer, _ line: Int, _ column: Int) throws -> Double {
    if let value = decimal(field, point: point), value.isFinite { return isMissing(value) ? .nan : value }
    if missingWords.contains(where: { Self.isSame(field, $0) }) { return .nan }
    return try unusual(field, line, column)
  }

  /// Whether a field is a lower-case word, whatever the case of its letters.
  private static func isSame(_ field: UnsafeRawBufferPointer, _ word: [UInt8]) -> Bool {
    field.count == word.count
      && zip(field, word).allSatisfy { byte, own in ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == own }
  }

  /// A field with blanks or quotes around it, a missing one, or one that is no number.
  private func unusual(_ field: UnsafeRawBufferPointer, _ line: Int, _ column: Int) throws -> Double {
    let text = DelimitedText.text(field)
    let lowercased = Array(text.lowercased().utf8)
    if missingTexts.contains(lowercased) { return .nan }
    let value = lowercased.withUnsafeBytes { decimal($0, point: point) }
    if let value, value.isFinite { return missingNumbers.contains(value) ? .nan : value }
    let name = table.index.names.map { $0[column] }
    throw InputError(
      "\(table.url.path): line \(line): column \(column + 1)" + (name.map { " (\($0))" } ?? ""),
      found: text.isEmpty ? "nothing" : "'\(text.prefix(40))'", expected: "a finite number",
      advice: isOtherDecimal(lowercased)
        ? "It has a decimal \(point == 0x2E ? "comma: say 'decimal: comma'" : "point: say 'decimal: point'") under 'text'."
        : "Is it a mark for a missing number? Then name it under 'missing'. "
          + "Otherwise mend the file, or leave it out with --skip-bad.")
  }
}

extension RowParser {
  /// Whether a text is a number with the decimal mark that the table was not said to have.
  private func isOtherDecimal(_ text: [UInt8]) -> Bool {
    let other: UInt8 = point == 0x2E ? 0x2C : 0x2E
    return text.contains(other) && text.withUnsafeBytes { decimal($0, point: other) } != nil
  }
}

extension DelimitedFormat.Decimal {
  /// The byte before the fraction.
  var byte: UInt8 { self == .point ? 0x2E : 0x2C }
}
