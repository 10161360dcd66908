import CHDF5
import CHDF5Shims
import Diagnostics
import Files
import Parallelism

/// Chunks that gzip packed, unpacked here and side by side.
///
/// libhdf5 unpacks one chunk at a time and does not count what comes out. Here each chunk is
/// unpacked once into as many bytes as it must have, on all cores.
extension HDF5Dataset {
  /// Chunks above this many bytes are unpacked one at a time: their memory comes on top of the
  /// array's.
  private static let largestSideBySide = 32 << 20

  /// Reads a block of numbers, the last index fastest.
  /// - Throws: `InputError` for the first chunk that does not unpack, or to too little.
  func unpack<T: HDF5Number>(
    _ chunks: HDF5Chunks, _ block: [Range<Int>], into target: UnsafeMutableBufferPointer<T>
  ) throws {
    let type = try withHDF5 { try HDF5Handle(H5Dget_type(handle.id), { H5Tclose($0) }) { failure($0) } }
    let isNative = withHDF5 { H5Tequal(type.id, T.nativeType) > 0 }
    let offsets = chunks.offsets(block)
    let wanted = chunks.bytes(of: elementType.size)
    guard !Expansion.isTooLarge(wanted, outOf: file.size) else {
      throw Expansion.refused(place, wanted, outOf: file.size)
    }
    let count = chunks.bytes(of: 1)
    // Each chunk has places of its own in the target.
    nonisolated(unsafe) let target = target
    _ = try concurrentMap(offsets.count, threads: wanted > Self.largestSideBySide ? 1 : activeProcessorCount) { index in
      let offset = offsets[index]
      let room = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(wanted, count * MemoryLayout<T>.stride), alignment: 16)
      defer { room.deallocate() }
      try unpack(
        offset, isEdge: chunks.isEdge(offset), elementSize: elementType.size,
        into: UnsafeMutableRawBufferPointer(rebasing: room[..<wanted]))
      if !isNative {
        try withHDF5 {
          guard H5Tconvert(type.id, T.nativeType, count, room.baseAddress, nil, 0) >= 0 else {
            throw failure(hdf5Message())
          }
        }
      }
      chunks.copy(offset, UnsafePointer(room.baseAddress!.assumingMemoryBound(to: T.self)), block, into: target)
    }
  }

  /// Unpacks the chunk at `offset` into as many bytes as it must have.
  func unpack(_ offset: [Int], isEdge: Bool, elementSize: Int, into room: UnsafeMutableRawBufferPointer) throws {
    let stored = try storedChunk(offset, isEdge: isEdge)
    let target = room.bindMemory(to: UInt8.self)
    let isShuffled = stored.filters.contains { $0 != .deflate }
    if stored.filters.contains(.deflate) {
      guard let length = Deflated.unpack(stored.bytes, into: target) else {
        throw failure("the chunk at \(offset) does not unpack")
      }
      guard length >= room.count else { throw short(offset, length, room.count) }
    } else {
      guard stored.bytes.count >= room.count else { throw short(offset, stored.bytes.count, room.count) }
      stored.bytes.withUnsafeBytes { room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<room.count])) }
    }
    if isShuffled { Self.unshuffle(target, elementSize: elementSize) }
  }

  /// Puts the bytes of each element together: shuffle stores all first bytes, then all second ones.
  private static func unshuffle(_ bytes: UnsafeMutableBufferPointer<UInt8>, elementSize: Int) {
    let count = bytes.count / elementSize
    guard elementSize > 1, count > 1 else { return }
    let shuffled = [UInt8](bytes)
    shuffled.withUnsafeBufferPointer { shuffled in
      for byte in 0..<elementSize {
        var place = byte
        for element in byte * count..<(byte + 1) * count {
          bytes[place] = shuffled[element]
          place += elementSize
        }
      }
    }
  }
}

extension HDF5Chunks {
  /// Copies what a block takes from the unpacked chunk at `offset` to its places in `target`.
  func copy<T>(
    _ offset: [Int], _ source: UnsafePointer<T>, _ block: [Range<Int>], into target: UnsafeMutableBufferPointer<T>
  ) {
    guard let last = chunk.indices.last else { return }
    let common = chunk.indices.map { block[$0].clamped(to: offset[$0]..<offset[$0] + chunk[$0]) }
    guard !common.contains(where: \.isEmpty) else { return }
    var at = common.map(\.lowerBound)
    while true {
      var (from, to) = (0, 0)
      for axis in chunk.indices {
        from = from * chunk[axis] + at[axis] - offset[axis]
        to = to * block[axis].count + at[axis] - block[axis].lowerBound
      }
      (target.baseAddress! + to).update(from: source + from, count: common[last].count)
      var axis = last - 1
      while axis >= 0 {
        at[axis] += 1
        if at[axis] < common[axis].upperBound { break }
        at[axis] = common[axis].lowerBound
        axis -= 1
      }
      guard axis >= 0 else { return }
    }
  }
}
