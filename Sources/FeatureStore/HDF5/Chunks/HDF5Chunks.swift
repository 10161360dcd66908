import CHDF5
import Diagnostics
import Parallelism

/// The place of chunks, and whether they hold as many bytes as the array takes from them.
///
/// libhdf5 takes a whole chunk out of whatever a chunk unpacks to: where that is less, it hands out
/// memory that nobody wrote, or crashes. So chunks are looked at before libhdf5 unpacks them.
struct HDF5Chunks {
  let shape: [Int]
  let chunk: [Int]

  /// Bytes of a whole chunk whose elements have `size` of them.
  func bytes(of size: Int) -> Int { chunk.reduce(size, *) }

  /// The index of the first element of every chunk that a block touches, the last index fastest.
  func offsets(_ block: [Range<Int>]) -> [[Int]] {
    guard !block.contains(where: \.isEmpty) else { return [] }
    var offsets: [[Int]] = [[]]
    for (range, extent) in zip(block, chunk) {
      let first = range.lowerBound / extent * extent
      offsets = offsets.flatMap { offset in
        stride(from: first, to: range.upperBound, by: extent).map { offset + [$0] }
      }
    }
    return offsets
  }

  /// Whether a block takes half of the chunks that it touches, or more.
  func areMostlyUsed(by block: [Range<Int>]) -> Bool {
    let used = zip(block, zip(shape, chunk)).reduce(1.0) { share, axis in
      let (range, (extent, step)) = axis
      let first = range.lowerBound / step * step
      let end = min((range.upperBound + step - 1) / step * step, extent)
      return share * Double(range.count) / Double(max(end - first, 1))
    }
    return used >= 0.5
  }

  /// Whether the array ends inside the chunk at `offset`.
  func isEdge(_ offset: [Int]) -> Bool {
    zip(offset, zip(shape, chunk)).contains { $0 + $1.1 > $1.0 }
  }
}

extension HDF5Dataset {
  /// The chunks of an array that has some.
  var chunks: HDF5Chunks? {
    guard let chunkShape, chunkShape.count == shape.count, !shape.contains(0) else { return nil }
    return HDF5Chunks(shape: shape, chunk: chunkShape)
  }

  /// Looks at the chunks that a block touches, once each, as far as their bytes can be counted
  /// without libhdf5: not packed, or packed by gzip. Nil is the whole array.
  /// - Throws: `InputError` for the first chunk that holds less than it should.
  func requireWholeChunks(_ block: [Range<Int>]? = nil) throws {
    guard let chunks else { return }
    let wanted = chunks.bytes(of: elementType.size)
    for offset in chunks.offsets(block ?? shape.map { 0..<$0 }) where !wholeChunks.withLock({ $0.contains(offset) }) {
      let found: Int?
      if packing.keepsSizes {
        found = try place(ofChunk: offset).size
      } else {
        found = try storedChunk(offset, isEdge: chunks.isEdge(offset)).unpackedLength(upTo: wanted)
      }
      // What libhdf5 finds itself is told where the array is read.
      if let found, found < wanted { throw short(offset, found, wanted) }
      wholeChunks.withLock { _ = $0.insert(offset) }
    }
  }

  /// The chunk at `offset` as it is stored.
  /// - Throws: `InputError` where the file does not have it as it says.
  func storedChunk(_ offset: [Int], isEdge: Bool) throws -> StoredChunk {
    let (size, skipped) = try place(ofChunk: offset)
    let bytes = try [UInt8](room: size) { buffer, count in
      var skipped: UInt32 = 0
      try withHDF5 {
        guard H5Dread_chunk(handle.id, 0, offset.map { hsize_t($0) }, &skipped, buffer.baseAddress) >= 0 else {
          throw failure(hdf5Message())
        }
      }
      count = size
    }
    return StoredChunk(bytes: bytes, filters: packing.filters(isEdge: isEdge, skipped: skipped))
  }

  /// Bytes of a chunk in the file, and the filters that it did not pass. libhdf5 itself takes zeros
  /// for a chunk that its index does not have.
  private func place(ofChunk offset: [Int]) throws -> (size: Int, skipped: UInt32) {
    var (skipped, address, bytes) = (UInt32(0), haddr_t(0), hsize_t(0))
    try withHDF5 {
      let place = offset.map { hsize_t($0) }
      guard H5Dget_chunk_info_by_coord(handle.id, place, &skipped, &address, &bytes) >= 0 else {
        throw failure(hdf5Message())
      }
    }
    let size = Int(clamping: bytes)
    guard size > 0, address != haddr_t.max, size <= file.size else {
      throw InputError(
        place, found: size > 0 ? "a chunk at \(offset) of \(size) bytes" : "no chunk at \(offset)",
        expected: "one, within the file", advice: "The file is damaged: copy or write it again.")
    }
    return (size, skipped)
  }

  /// The error for a chunk of too few bytes.
  func short(_ offset: [Int], _ found: Int, _ expected: Int) -> InputError {
    InputError(
      place, found: "a chunk at \(offset) of \(found) bytes", expected: "\(expected) bytes",
      advice: "The file is damaged: copy or write it again.")
  }
}
