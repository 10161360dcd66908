import Diagnostics
import Foundation

/// The type of the elements of a NumPy array.
struct NPYElement: Sendable, CustomStringConvertible {
  /// The kinds that are read.
  enum Kind: Sendable, Equatable { case float, signed, unsigned, bool, bytes, unicode }

  let kind: Kind
  /// Bytes of one element.
  let size: Int
  let isBigEndian: Bool

  /// Reads a type as the header writes it: `<f4`, `|b1`, `>i8`, `<U12`.
  init(descr: String, place: String) throws {
    func refused(_ found: String, _ advice: String) -> InputError {
      InputError(
        place, found: found, expected: "numbers, booleans or texts of fixed length", advice: advice)
    }
    guard !descr.hasPrefix("[") else {
      throw refused("a structured type \(descr.prefix(60))", "Save each field as an array of its own.")
    }
    let order = descr.first ?? " "
    let letter = descr.dropFirst().first ?? " "
    let count = Int(descr.dropFirst(2))
    guard letter != "O" else {
      throw refused(
        "Python objects", "Save numbers as array.astype('float32') and texts as array.astype('U'), not as objects.")
    }
    guard "<>|=".contains(order), let count, (0...1 << 24).contains(count) else {
      throw refused("the type '\(descr.prefix(40))'", "Convert it with astype before saving.")
    }
    isBigEndian = order == ">"
    switch (letter, count) {
    case ("f", 2), ("f", 4), ("f", 8): (kind, size) = (.float, count)
    case ("i", 1), ("i", 2), ("i", 4), ("i", 8): (kind, size) = (.signed, count)
    case ("u", 1), ("u", 2), ("u", 4), ("u", 8): (kind, size) = (.unsigned, count)
    case ("b", 1): (kind, size) = (.bool, 1)
    case ("S", _), ("a", _): (kind, size) = (.bytes, count)
    case ("U", _): (kind, size) = (.unicode, 4 * count)
    default: throw refused("the type '\(descr.prefix(40))'", "Convert it with astype before saving.")
    }
  }

  var isText: Bool { kind == .bytes || kind == .unicode }

  /// As NumPy calls it, or `text`.
  var description: String {
    switch kind {
    case .float: "float\(8 * size)"
    case .signed: "int\(8 * size)"
    case .unsigned: "uint\(8 * size)"
    case .bool: "bool"
    case .bytes, .unicode: "text"
    }
  }

  /// The numbers in `bytes`.
  /// - Throws: `InputError` for a whole number that Double does not have.
  func numbers(_ bytes: [UInt8], place: String) throws -> [Double] {
    let count = bytes.count / size
    func load<T: FixedWidthInteger>(_ type: T.Type, _ convert: (T) throws -> Double) rethrows -> [Double] {
      try bytes.withUnsafeBytes { raw in
        try (0..<count).map { index in
          let stored = raw.loadUnaligned(fromByteOffset: index * MemoryLayout<T>.size, as: T.self)
          return try convert(isBigEndian ? T(bigEndian: stored) : T(littleEndian: stored))
        }
      }
    }
    switch (kind, size) {
    case (.float, 2): return load(UInt16.self, Self.half)
    case (.float, 4): return load(UInt32.self) { Double(Float(bitPattern: $0)) }
    case (.float, _): return load(UInt64.self) { Double(bitPattern: $0) }
    case (.signed, 1): return load(Int8.self) { Double($0) }
    case (.signed, 2): return load(Int16.self) { Double($0) }
    case (.signed, 4): return load(Int32.self) { Double($0) }
    case (.signed, _): return try load(Int64.self) { try exactDouble($0, place: place) }
    case (.unsigned, 1), (.bool, _): return load(UInt8.self) { Double($0) }
    case (.unsigned, 2): return load(UInt16.self) { Double($0) }
    case (.unsigned, 4): return load(UInt32.self) { Double($0) }
    case (.unsigned, _): return try load(UInt64.self) { try exactDouble($0, place: place) }
    case (.bytes, _), (.unicode, _):
      throw InputError(place, found: "text", expected: "numbers", advice: "Name an array of numbers.")
    }
  }

  /// The texts in `bytes`, `count` of them, zeros at the end taken off.
  /// - Throws: `InputError` for bytes that are not UTF-8, or no code points.
  func texts(_ bytes: [UInt8], count: Int, place: String) throws -> [String] {
    guard size > 0 else { return [String](repeating: "", count: count) }
    return try (0..<count).map { index in
      let own = bytes[(index * size)..<((index + 1) * size)]
      let text = kind == .bytes ? Self.utf8(own) : codePoints(own)
      guard let text else {
        throw InputError(
          place, found: "bytes in element \(index) that are no text",
          expected: kind == .bytes ? "UTF-8" : "code points",
          advice: "Save the texts as Python's str: array.astype('U').")
      }
      return text
    }
  }

  private static func utf8(_ bytes: ArraySlice<UInt8>) -> String? {
    var bytes = bytes
    while bytes.last == 0 { bytes.removeLast() }
    return String(validating: bytes, as: UTF8.self)
  }

  private func codePoints(_ bytes: ArraySlice<UInt8>) -> String? {
    var points = stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { start in
      let four = bytes[start..<start + 4]
      return (isBigEndian ? Array(four) : four.reversed()).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    while points.last == 0 { points.removeLast() }
    return String(validating: points, as: UTF32.self)
  }

  /// IEEE 754 half precision: Swift has no such type on every processor.
  private static func half(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    let sign: Double = bits >> 15 == 0 ? 1 : -1
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Double(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
    }
  }
}
