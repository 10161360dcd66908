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
    point = table.format.decimal.byte
    missingNumbers = table.format.missing.compactMap(Double.init).filter(\.isFinite)
  }

  /// Writes the numbers of a line to `target`.
  func parse(_ line: UnsafeRawBufferPointer, _ number: Int, into target: UnsafeMutablePointer<Double>) throws {
    var fields = FieldScanner(line, table.format.separator)
    let columns = places.count
    var column = 0
    try places.withUnsafeBufferPointer { places in
      while let field = fields.next() {
        if column < columns, places[column] >= 0 {
          target[places[column]] = try value(field, number, column)
        }
        column += 1
      }
    }
    guard column == columns else { throw table.ragged(number, column) }
    for copy in copies { target[copy.to] = target[copy.from] }
  }

  @inline(__always)
  private func value(_ field: UnsafeRawBufferPointer, _ line: Int, _ column: Int) throws -> Double {
    if let value = decimal(field, point: point), value.isFinite {
      return !missingNumbers.isEmpty && missingNumbers.contains(value) ? .nan : value
    }
    return try unusual(field, line, column)
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

/// Powers of ten that a double holds exactly.
private let exactPowers: [Double] = (0...22).map { Double("1e\($0)")! }

/// The nearest double to a decimal number with `point` before its fraction; nil for anything that is none. Too large a
/// number is infinite.
///
/// With at most 2^53 for the digits and a power of ten up to 22 both are exact, so one rounding gives the nearest
/// double (Clinger, "How to read floating point numbers accurately", PLDI 1990). All others go to `strtod`.
func decimal(_ field: UnsafeRawBufferPointer, point: UInt8 = 0x2E) -> Double? {
  let count = field.count
  guard count > 0, let base = field.baseAddress else { return nil }
  @inline(__always) func byte(_ offset: Int) -> UInt8 { base.load(fromByteOffset: offset, as: UInt8.self) }
  var position = 0
  let isNegative = byte(0) == 0x2D
  if isNegative || byte(0) == 0x2B { position = 1 }
  var mantissa: UInt64 = 0
  var digits = 0
  var significant = 0
  var exponent = 0
  var isPastPoint = false
  while position < count {
    let character = byte(position)
    if character == point, !isPastPoint {
      isPastPoint = true
    } else if character >= 0x30, character <= 0x39 {
      digits += 1
      if significant < 19 {
        mantissa = mantissa &* 10 &+ UInt64(character - 0x30)
        if mantissa > 0 { significant += 1 }
        if isPastPoint { exponent -= 1 }
      } else {
        significant += 1
      }
    } else {
      break
    }
    position += 1
  }
  guard digits > 0 else { return nil }
  if position < count {
    guard byte(position) | 0x20 == 0x65 else { return nil }
    position += 1
    var isDown = false
    if position < count, byte(position) == 0x2D || byte(position) == 0x2B {
      isDown = byte(position) == 0x2D
      position += 1
    }
    guard position < count else { return nil }
    var written = 0
    while position < count {
      let character = byte(position)
      guard character >= 0x30, character <= 0x39 else { return nil }
      if written < 100_000 { written = written * 10 + Int(character - 0x30) }
      position += 1
    }
    exponent += isDown ? -written : written
  }
  if significant <= 19, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
    let magnitude = Double(mantissa)
    let value = exponent < 0 ? magnitude / exactPowers[-exponent] : magnitude * exactPowers[exponent]
    return isNegative ? -value : value
  }
  return withUnsafeTemporaryAllocation(byteCount: count + 1, alignment: 1) { buffer in
    buffer.copyMemory(from: field)
    buffer[count] = 0
    if point != 0x2E, let place = buffer.firstIndex(of: point) { buffer[place] = 0x2E }
    return strtod(buffer.baseAddress!.assumingMemoryBound(to: CChar.self), nil)
  }
}
