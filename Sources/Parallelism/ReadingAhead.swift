import Dispatch
import Locks

/// Hands the pieces of a sequence to `body` one after the other, while another thread makes the
/// next one.
///
/// At most two pieces are alive: the one in `body` and the one after it. Pieces are made in their
/// order, one at a time, so the result does not depend on time. An error of `read` is thrown when
/// its piece is due.
/// - Parameters:
///   - count: how many pieces there are.
///   - read: makes the piece of an index; called on another thread.
///   - body: takes a piece; called on the thread of the caller.
public func readingAhead<Piece: Sendable>(
  _ count: Int, read: @escaping @Sendable (Int) throws -> Piece, _ body: (Piece) throws -> Void
) throws {
  guard count > 0 else { return }
  let next = NextPiece<Piece>()
  let queue = DispatchQueue(label: "reading ahead")
  next.begin(0, on: queue, read)
  for index in 0..<count {
    let piece = try next.take()
    if index + 1 < count { next.begin(index + 1, on: queue, read) }
    do { try body(piece) } catch {
      // The reader must not outlive what it reads from.
      if index + 1 < count { _ = try? next.take() }
      throw error
    }
  }
}

/// The piece that is being made.
private final class NextPiece<Piece: Sendable>: Sendable {
  private let made = Mutex<Result<Piece, any Error>?>(nil)
  private let ready = DispatchSemaphore(value: 0)

  func begin(_ index: Int, on queue: DispatchQueue, _ read: @escaping @Sendable (Int) throws -> Piece) {
    queue.async {
      // Nobody else wants the lock: who takes the piece waits for the signal. Made inside, the
      // piece is held in one place alone, and its taker is free to let it go.
      self.made.withLock { made in made = Result { try read(index) } }
      self.ready.signal()
    }
  }

  /// Waits for the piece, which is then no longer held here.
  func take() throws -> Piece {
    ready.wait()
    let result = made.withLock { made in
      defer { made = nil }
      return made
    }
    guard let result else { preconditionFailure("a piece that was never begun") }
    return try result.get()
  }
}
