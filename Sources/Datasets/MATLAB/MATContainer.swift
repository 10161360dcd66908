import CZlib
import Diagnostics
import Foundation

/// The outer shape of a MATLAB file of version 5: a header of 128 bytes, then elements, each a tag and its bytes.
///
/// matio reads a truncated or damaged element without complaint and hands out what was in memory. So the file is
/// checked before matio sees it: the elements must fill the file exactly, and every compressed one must inflate to its
/// end, where zlib compares its checksum (Adler-32). Cost: one pass of inflation.
/// Source: MathWorks, "MAT-File Format", version 5.
struct MATContainer {
  /// True where the file is HDF5 inside (version 7.3), which brings checks of its own.
  let isHDF5: Bool
  /// Number of bytes of the largest element, inflated; nil for version 7.3.
  let largestElement: Int?

  private static let headerLength = 128
  private static let compressed: UInt32 = 15
  private static let matrix: UInt32 = 14

  /// Checks `bytes`; `place` names the file.
  /// - Throws: `InputError` that says what is broken.
  init(checking bytes: Data, place: String) throws {
    guard bytes.count > Self.headerLength else {
      throw Self.damaged(place, "\(bytes.count) bytes", "a header of \(Self.headerLength) bytes and a variable")
    }
    let bytes = [UInt8](bytes)
    let mark = Array(bytes[126..<128])
    guard mark == Array("IM".utf8) || mark == Array("MI".utf8) else {
      throw Self.damaged(place, "no byte-order mark", "a MATLAB file of version 5 or 7.3")
    }
    let isLittleEndian = mark == Array("IM".utf8)
    let major = isLittleEndian ? bytes[125] : bytes[124]
    guard major == 1 || major == 2 else {
      throw Self.damaged(place, "version number \(major)", "a MATLAB file of version 5 or 7.3")
    }
    isHDF5 = major == 2
    largestElement = isHDF5 ? nil : try Self.walk(bytes, isLittleEndian: isLittleEndian, place: place)
  }

  private static func walk(_ bytes: [UInt8], isLittleEndian: Bool, place: String) throws -> Int {
    func number(at offset: Int) -> UInt32 {
      let four = bytes[offset..<offset + 4]
      return (isLittleEndian ? Array(four.reversed()) : Array(four)).reduce(0) { $0 << 8 | UInt32($1) }
    }
    var offset = headerLength
    var largest = 0
    while offset < bytes.count {
      guard offset + 8 <= bytes.count else {
        throw damaged(place, "\(bytes.count - offset) bytes behind the last variable", "a whole variable")
      }
      let kind = number(at: offset)
      let length = Int(number(at: offset + 4))
      guard kind == compressed || kind == matrix else {
        throw damaged(place, "an element of type \(kind) at byte \(offset)", "a variable (type 14 or 15)")
      }
      guard offset + 8 + length <= bytes.count else {
        throw damaged(
          place, "\(bytes.count - offset - 8) of \(length) bytes of the variable at byte \(offset)", "all of them")
      }
      largest = try max(
        largest, kind == matrix ? length : inflatedLength(bytes[(offset + 8)..<(offset + 8 + length)], place: place))
      offset += 8 + length
    }
    return largest
  }

  /// Inflates to nowhere and counts the bytes.
  private static func inflatedLength(_ bytes: ArraySlice<UInt8>, place: String) throws -> Int {
    var stream = z_stream()
    guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw damaged(place, "no memory to inflate a variable", "some")
    }
    defer { inflateEnd(&stream) }
    var input = Array(bytes)
    return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { scratch in
      try input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        var status = Z_OK
        while status == Z_OK {
          stream.next_out = scratch.baseAddress
          stream.avail_out = UInt32(scratch.count)
          status = inflate(&stream, Z_NO_FLUSH)
        }
        guard status == Z_STREAM_END else {
          throw damaged(place, "compressed data that do not inflate (zlib \(status))", "data as they were written")
        }
        return Int(stream.total_out)
      }
    }
  }

  static func damaged(_ place: String, _ found: String, _ expected: String) -> InputError {
    InputError(
      place, found: found, expected: expected,
      advice: "The file is damaged: fetch it again, or leave it out with --skip-bad.")
  }
}
