import CZlib

/// Bytes that zlib packed.
enum Deflated {
  /// How many bytes come out of `packed`, at most a few more than `most`; nil where they do not
  /// unpack.
  static func length(_ packed: [UInt8], upTo most: Int) -> Int? {
    var room = [UInt8](repeating: 0, count: 1 << 16)
    var unpacked = 0
    let isSound = unpack(packed) { stream, step in
      while unpacked < most {
        let status = room.withUnsafeMutableBufferPointer { step(&stream, $0) }
        unpacked += room.count - Int(stream.avail_out)
        if status == Z_STREAM_END { break }
        guard status == Z_OK else { return false }
      }
      return true
    }
    return isSound ? unpacked : nil
  }

  /// Unpacks into `target`; what comes out behind its end is dropped, as libhdf5 does.
  /// - Returns: the bytes that were written; nil where `packed` does not unpack to its end.
  static func unpack(_ packed: [UInt8], into target: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    var written = 0
    let isSound = unpack(packed) { stream, step in
      var status = step(&stream, target)
      written = target.count - Int(stream.avail_out)
      var rest = [UInt8](repeating: 0, count: 1 << 12)
      while status == Z_OK { status = rest.withUnsafeMutableBufferPointer { step(&stream, $0) } }
      return status == Z_STREAM_END
    }
    return isSound ? written : nil
  }

  private typealias Step = (inout z_stream, UnsafeMutableBufferPointer<UInt8>) -> Int32

  /// Hands `body` a stream over `packed`, and what unpacks the next bytes into some room.
  private static func unpack(_ packed: [UInt8], _ body: (inout z_stream, Step) -> Bool) -> Bool {
    packed.withUnsafeBufferPointer { packed in
      var stream = z_stream()
      guard !packed.isEmpty, inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        return false
      }
      defer { inflateEnd(&stream) }
      stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
      stream.avail_in = UInt32(clamping: packed.count)
      return body(&stream) { stream, room in
        stream.next_out = room.baseAddress
        stream.avail_out = UInt32(clamping: room.count)
        return inflate(&stream, Z_NO_FLUSH)
      }
    }
  }
}
