#if canImport(Glibc)
  import Glibc
#endif

/// Memory of a matrix: 64-byte aligned (a cache line, and the widest vector register), freed with
/// its last owner.
///
/// Sharing across threads is safe because `Matrix` writes only to storage that it owns alone (copy
/// on write).
@usableFromInline
final class AlignedStorage<Scalar: BLASScalar>: @unchecked Sendable {
  @usableFromInline let pointer: UnsafeMutablePointer<Scalar>
  @usableFromInline let count: Int
  /// What `pointer` lies in.
  @usableFromInline let memory: UnsafeMutableRawPointer

  @inlinable
  init(count: Int) {
    self.count = count
    memory = matrixMemory(bytes: max(count, 1) * MemoryLayout<Scalar>.stride)
    pointer = memory.alignedUp(toMultipleOf: cacheLine).assumingMemoryBound(to: Scalar.self)
  }

  @inlinable
  deinit { memory.deallocate() }

  @inlinable
  func copy() -> AlignedStorage {
    let copy = AlignedStorage(count: count)
    copy.pointer.initialize(from: pointer, count: count)
    return copy
  }
}

/// Bytes of a cache line.
@usableFromInline let cacheLine = 64

/// Memory in which that many bytes begin on a cache line. Large memory begins on a large page,
/// where the system has any: to fault 200,000 small pages in takes as long as to fill them.
///
/// Other memory has the bytes of a line to spare instead of an alignment. Of aligned memory that is
/// given back glibc 2.36 can use only a part for the next of the same size, and so takes ever more.
@usableFromInline
func matrixMemory(bytes: Int) -> UnsafeMutableRawPointer {
  let page = 1 << 21
  guard bytes >= 4 * page else {
    return .allocate(byteCount: bytes + cacheLine, alignment: MemoryLayout<Int>.alignment)
  }
  let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: page)
  #if canImport(Glibc)
    // A hint: where it is refused nothing changes but the time.
    _ = madvise(memory, bytes, MADV_HUGEPAGE)
  #endif
  return memory
}
