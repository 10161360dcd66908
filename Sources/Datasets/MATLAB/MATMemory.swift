import CZlib

/// Bytes of one element of a MATLAB file, freed with their last owner.
final class MATMemory {
  let bytes: UnsafeMutableRawBufferPointer
  /// No byte of compressed data stands for more than 1,032, which bounds what is asked for.
  private static let mostInflatedPerByte = 1_032

  /// A copy.
  init(copying source: UnsafeRawBufferPointer) {
    bytes = .allocate(byteCount: source.count, alignment: 8)
    bytes.copyMemory(from: source)
  }

  /// The body of the one element of a kind that is compressed in `source`; nil unless all of
  /// `source` inflates to its end, with the right checksum, and has the length that the element's
  /// tag says.
  init?(inflating source: UnsafeRawBufferPointer, kind: UInt32, isBigEndian: Bool = false) {
    var stream = z_stream()
    guard let start = source.bindMemory(to: UInt8.self).baseAddress,
      inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    stream.next_in = UnsafeMutablePointer(mutating: start)
    stream.avail_in = UInt32(source.count)
    var tag: (kind: UInt32, length: UInt32) = (0, 0)
    withUnsafeMutableBytes(of: &tag) {
      stream.next_out = $0.bindMemory(to: UInt8.self).baseAddress
      stream.avail_out = 8
      _ = inflate(&stream, Z_NO_FLUSH)
    }
    func word(_ word: UInt32) -> UInt32 { isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word) }
    let length = Int(word(tag.length))
    guard stream.total_out == 8, word(tag.kind) == kind,
      length <= Self.mostInflatedPerByte * source.count
    else { return nil }
    let body = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 8)
    stream.next_out = body.bindMemory(to: UInt8.self).baseAddress
    stream.avail_out = UInt32(length)
    guard inflate(&stream, Z_FINISH) == Z_STREAM_END, stream.avail_out == 0, stream.avail_in == 0 else {
      body.deallocate()
      return nil
    }
    bytes = body
  }

  /// The bytes that the one element in `source` says it unpacks to; 0 where it says nothing.
  static func statedLength(_ source: UnsafeRawBufferPointer, isBigEndian: Bool = false) -> Int {
    var stream = z_stream()
    guard let start = source.bindMemory(to: UInt8.self).baseAddress,
      inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return 0 }
    defer { inflateEnd(&stream) }
    stream.next_in = UnsafeMutablePointer(mutating: start)
    stream.avail_in = UInt32(source.count)
    var tag: (kind: UInt32, length: UInt32) = (0, 0)
    withUnsafeMutableBytes(of: &tag) {
      stream.next_out = $0.bindMemory(to: UInt8.self).baseAddress
      stream.avail_out = 8
      _ = inflate(&stream, Z_NO_FLUSH)
    }
    return Int(isBigEndian ? UInt32(bigEndian: tag.length) : UInt32(littleEndian: tag.length))
  }

  deinit { bytes.deallocate() }
}
