import CHDF5
import CZlib
import Diagnostics

/// Whether the chunks of an array hold as many bytes as the array takes from them.
///
/// libhdf5 takes a whole chunk out of whatever a chunk unpacks to: where that is less, it hands out
/// memory that nobody wrote, or crashes.
extension HDF5Dataset {
  private static let (deflate, shuffle, checksum): (Int32, Int32, Int32) = (1, 2, 3)

  /// Unpacks chunks and counts their bytes.
  /// - Parameter left: the most bytes that are unpacked; what is unpacked is taken off.
  /// - Throws: `InputError` for the first chunk that holds less than it should.
  func checkChunks(_ left: inout Int) throws {
    guard let chunkShape, chunkShape.count == shape.count, !shape.contains(0) else { return }
    let wanted = chunkShape.reduce(elementType.size, *)
    let (last, packsEdges) = try packing()
    var chunk = [UInt8]()
    var offset = shape.map { _ in hsize_t(0) }
    var hasMore = true
    while hasMore, left > 0 {
      let at = offset
      var bytes: hsize_t = 0
      let isKnown = withHDF5 { H5Dget_chunk_storage_size(handle.id, at, &bytes) >= 0 }
      let size = Int(clamping: bytes)
      let isEdge = zip(offset, zip(shape, chunkShape)).contains { Int(clamping: $0) + $1.1 > $1.0 }
      hasMore = Self.advance(&offset, shape, chunkShape)
      // What libhdf5 finds itself is told where the array is read.
      guard isKnown, size > 0, size <= file.size else { continue }
      var skipped: UInt32 = 0
      if last == nil || (isEdge && !packsEdges) {
        guard size >= wanted else { throw short(at, size, "\(wanted)") }
        continue
      }
      if chunk.count < size { chunk = [UInt8](repeating: 0, count: size) }
      guard withHDF5({ H5Dread_chunk(handle.id, 0, at, &skipped, &chunk) }) >= 0 else { continue }
      if skipped != 0 {
        guard size >= wanted else { throw short(at, size, "\(wanted)") }
      } else if last == Self.deflate {
        left -= wanted
        let unpacked = chunk.withUnsafeBufferPointer { Self.inflatedLength($0[..<size], upTo: wanted) }
        guard let unpacked, unpacked < wanted else { continue }
        throw short(at, unpacked, "\(wanted)")
      } else {
        return
      }
    }
  }

  /// The filter that packs chunks last, nil where none does; whether it packs those that the array
  /// fills in part.
  private func packing() throws -> (last: Int32?, packsEdges: Bool) {
    try withHDF5 {
      let creation = try HDF5Handle(H5Dget_create_plist(handle.id), { H5Pclose($0) }) { message in
        damaged(place, message, expected: "a data set")
      }
      var options: UInt32 = 0
      H5Pget_chunk_opts(creation.id, &options)
      let filters = (0..<max(H5Pget_nfilters(creation.id), 0)).map { index in
        var (flags, values, configuration) = (UInt32(0), 0, UInt32(0))
        return H5Pget_filter2(creation.id, UInt32(index), &flags, &values, nil, 0, nil, &configuration)
      }
      // Neither changes the number of bytes, but for a checksum behind them.
      let last = filters.last { $0 != Self.shuffle && $0 != Self.checksum }
      return (last, options & UInt32(H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS) == 0)
    }
  }

  /// The place of the next chunk, the last index fastest; false behind the last one.
  private static func advance(_ offset: inout [hsize_t], _ shape: [Int], _ chunk: [Int]) -> Bool {
    for axis in shape.indices.reversed() {
      offset[axis] += hsize_t(chunk[axis])
      if offset[axis] < shape[axis] { return true }
      offset[axis] = 0
    }
    return false
  }

  /// How many bytes come out of `packed`, at most a few more than `most`; nil where they do not
  /// unpack, which libhdf5 finds.
  private static func inflatedLength(_ packed: Slice<UnsafeBufferPointer<UInt8>>, upTo most: Int) -> Int? {
    var stream = z_stream()
    guard let start = packed.base.baseAddress, !packed.isEmpty,
      inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    stream.next_in = UnsafeMutablePointer(mutating: start)
    stream.avail_in = UInt32(clamping: packed.count)
    var room = [UInt8](repeating: 0, count: 1 << 16)
    var unpacked = 0
    while unpacked < most {
      let status = room.withUnsafeMutableBufferPointer { room in
        stream.next_out = room.baseAddress
        stream.avail_out = UInt32(room.count)
        return inflate(&stream, Z_NO_FLUSH)
      }
      unpacked += room.count - Int(stream.avail_out)
      if status == Z_STREAM_END { break }
      guard status == Z_OK else { return nil }
    }
    return unpacked
  }

  private func short(_ offset: [hsize_t], _ found: Int, _ expected: String) -> InputError {
    InputError(
      place, found: "a chunk at \(offset.map { Int(clamping: $0) }) of \(found) bytes", expected: "\(expected) bytes",
      advice: "The file is damaged: copy or write it again.")
  }
}
