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
    let body = Self.withTag(source, isBigEndian) { stream, tag -> UnsafeMutableRawBufferPointer? in
      guard tag.kind == kind, tag.length <= Self.mostInflatedPerByte * source.count else { return nil }
      let body = UnsafeMutableRawBufferPointer.allocate(byteCount: tag.length, alignment: 8)
      stream.next_out = body.bindMemory(to: UInt8.self).baseAddress
      stream.avail_out = UInt32(tag.length)
      guard inflate(&stream, Z_FINISH) == Z_STREAM_END, stream.avail_out == 0, stream.avail_in == 0 else {
        body.deallocate()
        return nil
      }
      return body
    }
    guard let body else { return nil }
    bytes = body
  }

  /// The bytes that the one element in `source` says it unpacks to; 0 where it says nothing.
  static func statedLength(_ source: UnsafeRawBufferPointer, isBigEndian: Bool = false) -> Int {
    withTag(source, isBigEndian) { _, tag in tag.length } ?? 0
  }

  /// Unpacks the tag of the one element in `source`, and hands out a stream that stands behind it;
  /// nil where there is no tag.
  private static func withTag<R>(
    _ source: UnsafeRawBufferPointer, _ isBigEndian: Bool,
    _ body: (inout z_stream, (kind: UInt32, length: Int)) -> R?
  ) -> R? {
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
    guard stream.total_out == 8 else { return nil }
    func word(_ word: UInt32) -> UInt32 { isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word) }
    return body(&stream, (word(tag.kind), Int(word(tag.length))))
  }

  deinit { bytes.deallocate() }
}
