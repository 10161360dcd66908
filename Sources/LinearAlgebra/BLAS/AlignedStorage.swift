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
  @usableFromInline let memory: MatrixMemory

  @inlinable
  init(count: Int) {
    self.count = count
    memory = MatrixMemory(bytes: max(count, 1) * MemoryLayout<Scalar>.stride)
    pointer = memory.start.assumingMemoryBound(to: Scalar.self)
  }

  @inlinable
  deinit { memory.release() }

  @inlinable
  func copy() -> AlignedStorage {
    let copy = AlignedStorage(count: count)
    copy.pointer.initialize(from: pointer, count: count)
    return copy
  }
}
