import Diagnostics
import Files
import Foundation

/// The outer shape of a MATLAB file of version 5: a header of 128 bytes, then elements, each a tag
/// and its bytes.
///
/// matio reads a truncated or damaged element without complaint and hands out what was in memory.
/// So the file is checked before matio sees it. The elements must fill the file exactly. Every
/// compressed one must inflate to its end, where zlib compares its checksum (Adler-32). Every
/// variable must hold what its sizes say. Cost: one pass of inflation, and the memory of the
/// largest variable. Source: MathWorks, "MAT-File Format", version 5.
struct MATContainer {
  /// Number of bytes of the largest element, inflated.
  private(set) var largestElement = 0
  /// Classes of the objects by the names of their variables.
  private(set) var objects: [(name: String, kind: String)] = []

  private static let headerLength = 128
  private static let compressed: UInt32 = 15
  private static let matrix: UInt32 = 14

  /// Checks `bytes`; `place` names the file.
  /// - Throws: `InputError` that says what is broken.
  init(checking bytes: Data, place: String) throws {
    if MATVersion4.begins(bytes) { throw MATVersion4.refused(place) }
    guard bytes.count > Self.headerLength else {
      throw Self.damaged(place, "\(bytes.count) bytes", "a header of \(Self.headerLength) bytes and a variable")
    }
    try bytes.withUnsafeBytes { bytes in
      let mark = String(decoding: bytes[126..<128], as: UTF8.self)
      guard mark == "IM" || mark == "MI" else {
        throw Self.damaged(place, "no byte-order mark", "a MATLAB file of version 5 or 7.3")
      }
      let major = bytes[mark == "IM" ? 125 : 124]
      guard major == 1 else {
        throw Self.damaged(
          place, major == 2 ? "the beginning of version 7.3 without the rest" : "version number \(major)",
          "a whole MATLAB file of version 5 or 7.3")
      }
      try walk(MATBytes(bytes, isBigEndian: mark == "MI"), place: place)
    }
  }

  private mutating func walk(_ bytes: MATBytes, place: String) throws {
    var offset = Self.headerLength
    let size = bytes.bytes.count
    var unpacked = 0
    while offset < size {
      guard let kind = bytes.word(at: offset), let length = bytes.word(at: offset + 4).map({ Int($0) }) else {
        throw Self.damaged(place, "\(size - offset) bytes behind the last variable", "a whole variable")
      }
      guard kind == Self.compressed || kind == Self.matrix else {
        throw Self.damaged(place, "an element of type \(kind) at byte \(offset)", "a variable (type 14 or 15)")
      }
      guard offset + 8 + length <= size else {
        throw Self.damaged(
          place, "\(size - offset - 8) of \(length) bytes of the variable at byte \(offset)", "all of them")
      }
      let body = bytes.part((offset + 8)..<(offset + 8 + length))
      if kind == Self.matrix {
        try check(body, at: offset, place: place)
      } else {
        unpacked += MATMemory.statedLength(body.bytes, isBigEndian: bytes.isBigEndian)
        guard !Expansion.isTooLarge(unpacked, outOf: size) else {
          throw Expansion.refused(place, unpacked, outOf: size)
        }
        let memory = MATMemory(inflating: body.bytes, kind: Self.matrix, isBigEndian: bytes.isBigEndian)
        guard let memory else {
          throw Self.damaged(
            place, "compressed data at byte \(offset) that do not inflate to one variable", "data as they were written")
        }
        try withExtendedLifetime(memory) {
          let inflated = MATBytes(UnsafeRawBufferPointer(memory.bytes), isBigEndian: bytes.isBigEndian)
          try check(inflated, at: offset, place: place)
        }
      }
      offset += 8 + length
    }
  }

  private mutating func check(_ variable: MATBytes, at offset: Int, place: String) throws {
    largestElement = max(largestElement, variable.bytes.count)
    do {
      let structure = try MATStructure(of: variable)
      if let object = structure.object { objects.append((structure.name, object)) }
    } catch let fault as MATStructure.Fault {
      throw Self.damaged("\(place): the variable at byte \(offset)", fault.found, fault.expected)
    }
  }

  static func damaged(_ place: String, _ found: String, _ expected: String) -> InputError {
    InputError(
      place, found: found, expected: expected,
      advice: "The file is damaged: fetch it again, or leave it out with --skip-bad.")
  }
}
