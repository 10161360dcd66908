import Dispatch
import Locks
import struct Synchronization.Atomic

/// `transform` of every index below `count`, computed on all cores, in the order of the indices.
///
/// The result does not depend on the number of threads as long as `transform` depends on its index
/// alone. Where calls throw, the error of the smallest index is thrown, not that of the first to
/// finish. `threads` bounds how many run at once.
public func concurrentMap<T: Sendable>(
  _ count: Int, threads: Int = activeProcessorCount, _ transform: @Sendable (Int) throws -> T
) throws -> [T] {
  guard count > 1, threads > 1 else { return try (0..<max(count, 0)).map(transform) }
  let results = Mutex([Result<T, any Error>?](repeating: nil, count: count))
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      let result = Result { try transform(index) }
      results.withLock { $0[index] = result }
    }
  }
  return try results.withLock { try $0.map { try $0!.get() } }
}

/// The same for a transform that cannot fail.
public func concurrentMap<T: Sendable>(
  ofAll count: Int, threads: Int = activeProcessorCount, _ transform: @Sendable (Int) -> T
) -> [T] {
  do { return try concurrentMap(count, threads: threads) { transform($0) } } catch {
    preconditionFailure("a transform that cannot fail has failed: \(error)")
  }
}
