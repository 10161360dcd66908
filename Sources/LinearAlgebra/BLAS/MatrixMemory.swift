#if canImport(Glibc)
  import Glibc
#endif

/// Memory whose first byte begins a cache line. Its owner gives it back once.
///
/// Small memory comes from the allocator, with the bytes of a line to spare instead of an
/// alignment. Of aligned memory that is given back glibc 2.36 can use only a part for the next of
/// the same size, and so takes ever more.
///
/// Large memory comes from the system itself, on large pages where it has any: to fault 200,000
/// small pages in takes as long as to fill them. Given back, it is the system's again at once.
/// glibc keeps up to 32 MB of each request for later, and cannot use all of it.
@usableFromInline
struct MatrixMemory {
  /// The first byte.
  @usableFromInline let start: UnsafeMutableRawPointer
  private let block: UnsafeMutableRawPointer
  /// Bytes of a block of the system; 0 for one of the allocator.
  private let mapped: Int

  private static var cacheLine: Int { 64 }
  private static var largePage: Int { 1 << 21 }
  private static var fewestMapped: Int { 4 * largePage }

  @usableFromInline
  init(bytes: Int) {
    guard bytes >= Self.fewestMapped else {
      block = .allocate(byteCount: bytes + Self.cacheLine, alignment: MemoryLayout<Int>.alignment)
      (start, mapped) = (block.alignedUp(toMultipleOf: Self.cacheLine), 0)
      return
    }
    if let block = Self.map(bytes + Self.largePage) {
      (self.block, mapped) = (block, bytes + Self.largePage)
      start = block.alignedUp(toMultipleOf: Self.largePage)
    } else {
      block = .allocate(byteCount: bytes, alignment: Self.largePage)
      (start, mapped) = (block, 0)
    }
  }

  @usableFromInline
  func release() {
    #if canImport(Glibc)
      if mapped > 0 {
        munmap(block, mapped)
        return
      }
    #endif
    block.deallocate()
  }

  /// Fresh memory of the system; nil where it has none, or where a sanitiser is to watch it.
  private static func map(_ bytes: Int) -> UnsafeMutableRawPointer? {
    #if canImport(Glibc) && !ADDRESS_SANITIZER
      let block = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let block, block != MAP_FAILED else { return nil }
      // A hint: where it is refused nothing changes but the time.
      _ = madvise(block, bytes, MADV_HUGEPAGE)
      return block
    #else
      return nil
    #endif
  }
}
