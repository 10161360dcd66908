import LinearAlgebra
import Locks

/// The singular basis of one view, computed by the first caller; others wait for it.
final class ViewDecomposition: Sendable {
  private let made = Mutex<CentredView?>(nil)

  /// The basis; `view` is always the same one.
  func callAsFunction(of view: Matrix<Double>) throws -> CentredView {
    try made.withLock { made in
      if let made { return made }
      let new = try CentredView(view)
      made = new
      return new
    }
  }
}
