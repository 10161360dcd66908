import CZlib
import Files
import Foundation

/// One real numeric array of a MATLAB file of version 5, little-endian, read without matio: every
/// element of the file is inflated once, into memory, to its end, where zlib compares its checksum.
///
/// There is none where anything at all is out of the ordinary, be it damage or a feature of the
/// format that UTD-MHAD does not use: then `MATContainer` and matio say what it is. Nothing is read
/// beyond the bytes that are there. Source: MathWorks, "MAT-File Format", version 5.
struct PlainMATVariable {
  /// The sizes, the one that runs fastest first; none is 0.
  let dimensions: [Int]
  /// The type that the class of the variable has.
  let declared: MATNumberType
  /// The type that its elements are stored in.
  let stored: MATNumberType
  /// Where the elements begin in `memory`.
  let offset: Int
  let memory: MATMemory

  private static let headerLength = 128
  private static let matrix: UInt32 = 14
  private static let compressed: UInt32 = 15
  private static let isComplex: UInt32 = 1 << 11

  /// Finds the first variable with a name in the bytes of a file; nil unless it and the whole file
  /// are plain.
  init?(_ name: String, in file: Data) {
    guard let found = file.withUnsafeBytes({ Self.find(name, in: $0) }) else { return nil }
    self = found
  }

  private static func find(_ name: String, in file: UnsafeRawBufferPointer) -> PlainMATVariable? {
    let bytes = MATBytes(file)
    guard file.count > headerLength, file[126] == UInt8(ascii: "I"), file[127] == UInt8(ascii: "M"), file[125] == 1
    else { return nil }
    var found: PlainMATVariable?
    var (offset, unpacked) = (headerLength, 0)
    while offset < file.count {
      guard let kind = bytes.word(at: offset), let length = bytes.word(at: offset + 4).map({ Int($0) }),
        length <= file.count - offset - 8
      else { return nil }
      let body = UnsafeRawBufferPointer(rebasing: file[(offset + 8)..<(offset + 8 + length)])
      if kind == compressed { unpacked += MATMemory.statedLength(body) }
      guard !Expansion.isTooLarge(unpacked, outOf: file.count) else { return nil }
      let memory: MATMemory? =
        switch kind {
        case matrix: found == nil ? MATMemory(copying: body) : nil
        case compressed: MATMemory(inflating: body, kind: matrix)
        default: nil
        }
      guard memory != nil || kind == matrix else { return nil }
      if found == nil, let memory {
        guard let isWanted = Self.isNamed(name, memory) else { return nil }
        if isWanted {
          found = PlainMATVariable(memory)
          if found == nil { return nil }
        }
      }
      offset += 8 + length
    }
    return found
  }

  /// Whether a variable has a name; nil where that cannot be told.
  private static func isNamed(_ name: String, _ memory: MATMemory) -> Bool? {
    var bytes = MATBytes(UnsafeRawBufferPointer(memory.bytes))
    guard let flags = bytes.next(), flags.type == MATNumberType.uint32.rawValue, flags.body.count == 8,
      let sizes = bytes.next(), sizes.type == MATNumberType.int32.rawValue,
      let found = bytes.next(), found.type == MATNumberType.int8.rawValue
    else { return nil }
    let characters = UnsafeRawBufferPointer(rebasing: bytes.bytes[found.body])
    return characters.contains(0) ? nil : characters.elementsEqual(name.utf8)
  }

  /// Reads flags, sizes, name and real part.
  private init?(_ memory: MATMemory) {
    var bytes = MATBytes(UnsafeRawBufferPointer(memory.bytes))
    guard let flags = bytes.next(), flags.body.count == 8, let word = bytes.word(at: flags.body.lowerBound),
      word & Self.isComplex == 0, let declared = MATNumberType(class: Int(word & 0xff)),
      let sizes = bytes.next(), !sizes.body.isEmpty, sizes.body.count % 4 == 0, bytes.next() != nil,
      let elements = bytes.next(), bytes.isAtEnd, let stored = MATNumberType(rawValue: elements.type),
      stored.fits(declared)
    else { return nil }
    var dimensions: [Int] = []
    var length = stored.size
    for offset in stride(from: sizes.body.lowerBound, to: sizes.body.upperBound, by: 4) {
      guard let size = bytes.word(at: offset).map({ Int(Int32(bitPattern: $0)) }), size > 0 else { return nil }
      let (product, overflow) = length.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      dimensions.append(size)
      length = product
    }
    guard length == elements.body.count else { return nil }
    self.dimensions = dimensions
    self.declared = declared
    self.stored = stored
    offset = elements.body.lowerBound
    self.memory = memory
  }
}
