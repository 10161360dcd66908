import Dispatch
import LinearAlgebra

/// Work on two modalities at once, with the same bits as one after the other.
///
/// One product of a step is too small to be shared well among threads of BLAS; two modalities are
/// two even parts. So a training uses this, and one thread of BLAS for each product.
enum SideBySide {
  /// Whether a product of so many multiplications takes longer than waking a thread.
  static func pays(multiplications: Int) -> Bool { multiplications >= 1 << 24 }

  /// Changes both items; `body` must depend on its place and item alone.
  static func update<T>(_ items: inout [T], parallel: Bool, _ body: (Int, inout T) -> Void) {
    withoutActuallyEscaping(body) { body in
      items.withUnsafeMutableBufferPointer { items in
        guard parallel else {
          for place in items.indices { body(place, &items[place]) }
          return
        }
        // Each iteration touches its own item, and none outlives this call.
        nonisolated(unsafe) let (items, body) = (items, body)
        DispatchQueue.concurrentPerform(iterations: items.count) { body($0, &items[$0]) }
      }
    }
  }
}
