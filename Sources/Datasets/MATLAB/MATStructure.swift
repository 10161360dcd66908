/// What a variable of a MATLAB file of version 5 says of itself, once all of it was found to be
/// there.
struct MATStructure {
  /// The name; empty for what belongs to MATLAB itself.
  private(set) var name = ""
  /// The class of an object that only MATLAB reads, such as `string` or `table`.
  private(set) var object: String?

  /// What a variable lacks.
  struct Fault: Error {
    var found: String
    var expected: String
  }

  private static let matrix: UInt32 = 14
  /// The codes of classes: cell arrays, structures, objects of the old kind, text, sparse matrices,
  /// functions, objects.
  private enum Class {
    static let cell = 1, structure = 2, object = 3, char = 4, sparse = 5, function = 16, opaque = 17
  }
  private static let deepest = 64

  /// Walks a variable to its own length and compares its sizes with its data. matio does neither,
  /// and hands out memory that nobody wrote.
  /// - Throws: `Fault`.
  init(of bytes: MATBytes) throws { try walk(bytes, depth: 0) }

  private mutating func walk(_ bytes: MATBytes, depth: Int) throws {
    var bytes = bytes
    // An empty cell or field may be a tag alone.
    if bytes.bytes.isEmpty, depth > 0 { return }
    guard depth < Self.deepest else {
      throw Fault(found: "cells and structures \(depth) deep", expected: "fewer than \(Self.deepest)")
    }
    let flags = try Self.element(&bytes, [6], "flags")
    guard flags.count == 8, let word = bytes.word(at: flags.lowerBound) else {
      throw Fault(found: "\(flags.count) bytes of flags", expected: "8")
    }
    let kind = Int(word & 0xff)
    if kind == Class.opaque { return try walkOpaque(&bytes, depth: depth) }
    let sizes = try Self.sizes(&bytes)
    let name = bytes.text(try Self.element(&bytes, [1, 2, 16], "a name"))
    if depth == 0 { self.name = name }
    let isComplex = word & 1 << 11 != 0
    switch kind {
    case Class.cell: try walkParts(&bytes, sizes.count, depth)
    case Class.structure, Class.object:
      if kind == Class.object { _ = try Self.element(&bytes, [1, 2, 16], "the name of a class") }
      let fields = try Self.fields(&bytes)
      let (parts, overflow) = fields.multipliedReportingOverflow(by: sizes.count)
      guard !overflow else { throw Fault(found: "\(fields) fields of \(sizes.extents)", expected: "fewer") }
      try walkParts(&bytes, parts, depth)
    case Class.char: try Self.checkText(&bytes, sizes)
    case Class.sparse: try Self.checkSparse(&bytes, sizes, isComplex)
    case Class.function: try walkParts(&bytes, 1, depth)
    case 6...15:
      for _ in 0..<(isComplex ? 2 : 1) { try Self.checkNumbers(&bytes, sizes, MATNumberType(class: kind)) }
    default: throw Fault(found: "a variable of class \(kind)", expected: "a class that MATLAB has")
    }
    guard bytes.isAtEnd else {
      throw Fault(
        found: "\(bytes.bytes.count - bytes.offset) bytes behind the data of sizes \(sizes.extents)", expected: "none")
    }
  }

  private mutating func walkParts(_ bytes: inout MATBytes, _ count: Int, _ depth: Int) throws {
    var left = count
    while left > 0 {
      guard let part = bytes.next(), part.type == Self.matrix else {
        throw Fault(found: "\(count - left) of \(count) cells or fields", expected: "all of them")
      }
      try walk(bytes.part(part.body), depth: depth + 1)
      left -= 1
    }
  }

  /// Objects have no sizes: a name, a system of types, a class, and what MATLAB keeps of them.
  private mutating func walkOpaque(_ bytes: inout MATBytes, depth: Int) throws {
    var texts: [String] = []
    while !bytes.isAtEnd {
      guard let part = bytes.next() else { throw Fault(found: "an object that is cut short", expected: "a whole one") }
      if part.type != Self.matrix { texts.append(bytes.text(part.body)) }
    }
    guard depth == 0 else { return }
    name = texts.first ?? ""
    object = texts.count > 2 ? texts[2] : "object"
  }

  private static func element(_ bytes: inout MATBytes, _ types: [UInt32], _ what: String) throws -> Range<Int> {
    guard let part = bytes.next() else { throw Fault(found: "a variable that is cut short", expected: what) }
    guard types.contains(part.type) else { throw Fault(found: "an element of type \(part.type)", expected: what) }
    return part.body
  }

  private static func sizes(_ bytes: inout MATBytes) throws -> (extents: [Int], count: Int) {
    let body = try element(&bytes, [5, 6], "sizes")
    guard !body.isEmpty, body.count % 4 == 0 else {
      throw Fault(found: "\(body.count) bytes of sizes", expected: "sizes")
    }
    let extents = stride(from: body.lowerBound, to: body.upperBound, by: 4).map {
      Int(Int32(bitPattern: bytes.word(at: $0) ?? 0))
    }
    guard extents.allSatisfy({ $0 >= 0 }), let count = elementCount(extents) else {
      throw Fault(found: "sizes \(extents)", expected: "sizes that can be")
    }
    return (extents, count)
  }

  private static func fields(_ bytes: inout MATBytes) throws -> Int {
    let length = try element(&bytes, [5, 6], "the length of field names")
    let names = try element(&bytes, [1], "field names")
    let size = Int(Int32(bitPattern: bytes.word(at: length.lowerBound) ?? 0))
    guard length.count == 4, names.isEmpty || (size > 0 && names.count % size == 0) else {
      throw Fault(found: "\(names.count) bytes of field names of \(size) bytes each", expected: "whole names")
    }
    return names.isEmpty ? 0 : names.count / size
  }

  /// One part, real or imaginary: as many numbers as the sizes say, no fewer and no more, of a type
  /// that the class of the variable holds. Readers differ in what they make of others.
  private static func checkNumbers(
    _ bytes: inout MATBytes, _ sizes: (extents: [Int], count: Int), _ declared: MATNumberType?
  ) throws {
    if sizes.count == 0, bytes.isAtEnd { return }
    guard let part = bytes.next() else {
      throw Fault(found: "no data", expected: "\(sizes.count) numbers for sizes \(sizes.extents)")
    }
    guard let type = MATNumberType(rawValue: part.type) else {
      throw Fault(found: "data of type \(part.type)", expected: "numbers")
    }
    if let declared, !type.fits(declared) {
      throw Fault(found: "data of type \(type) in a variable of type \(declared)", expected: "numbers that it holds")
    }
    guard part.body.count % type.size == 0, part.body.count / type.size == sizes.count else {
      throw Fault(
        found: "\(part.body.count) bytes of \(type)", expected: "\(sizes.count) numbers for sizes \(sizes.extents)")
    }
  }

  private static func checkText(_ bytes: inout MATBytes, _ sizes: (extents: [Int], count: Int)) throws {
    if sizes.count == 0, bytes.isAtEnd { return }
    guard let part = bytes.next() else {
      throw Fault(found: "no data", expected: "\(sizes.count) characters for sizes \(sizes.extents)")
    }
    // MATLAB leaves out text of blanks.
    if part.body.isEmpty { return }
    let counts: [Int]
    switch part.type {
    case 1, 2: counts = [part.body.count]
    case 3, 4, 17: counts = part.body.count % 2 == 0 ? [part.body.count / 2] : []
    case 5, 6, 18: counts = part.body.count % 4 == 0 ? [part.body.count / 4] : []
    case 16:
      let text = String(decoding: bytes.bytes[part.body], as: UTF8.self)
      counts = [part.body.count, text.utf16.count, text.unicodeScalars.count]
    default: throw Fault(found: "characters of type \(part.type)", expected: "text")
    }
    guard counts.contains(sizes.count) else {
      throw Fault(
        found: "\(part.body.count) bytes of characters",
        expected: "\(sizes.count) characters for sizes \(sizes.extents)")
    }
  }

  /// Rows and columns of the numbers, then the numbers; there may be room for more.
  private static func checkSparse(
    _ bytes: inout MATBytes, _ sizes: (extents: [Int], count: Int), _ isComplex: Bool
  ) throws {
    _ = try element(&bytes, [5, 6], "the rows of a sparse matrix")
    let columns = try element(&bytes, [5, 6], "the columns of a sparse matrix")
    guard sizes.extents.count == 2, columns.count == 4 * (sizes.extents[1] + 1) else {
      throw Fault(found: "\(columns.count) bytes of columns", expected: "those of a sparse matrix \(sizes.extents)")
    }
    for _ in 0..<(isComplex ? 2 : 1) where !bytes.isAtEnd {
      guard let part = bytes.next(), MATNumberType(rawValue: part.type) != nil else {
        throw Fault(found: "a sparse matrix that is cut short", expected: "its numbers")
      }
    }
  }
}
