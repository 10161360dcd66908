import LinearAlgebra
import Locks

/// What directions carry of the variation of views: the products of vectors with each view, centred
/// and of norm 1. Nothing is computed, or copied, before it is asked for.
final class ViewVariation: Sendable {
  /// One view, d x n.
  struct View: Sendable {
    let matrix: Matrix<Double>
    /// An orthonormal basis that vectors are given in (d x r), or nil for all of R^d.
    let coordinates: Matrix<Double>?
    /// The length of vectors: r, or d.
    var height: Int { coordinates?.columns ?? matrix.rows }
  }

  /// Samples in a block.
  private static let width = 4096

  private let views: [View]
  /// For each view the means of its features and the norm that it has without them.
  private let moments = Mutex<[(means: [Double], norm: Double)]?>(nil)

  init(_ views: [View]) { self.views = views }

  /// The lengths of the blocks of stacked vectors, view by view.
  var heights: [Int] { views.map(\.height) }

  /// v' X of the view at `place` for vectors v, one a column: c x n. Nil stands for the identity.
  func carried(by vectors: Matrix<Double>?, of place: Int) -> Matrix<Double> {
    let view = views[place]
    let (means, norm) = measured()[place]
    let inside = view.coordinates.map { basis in vectors.map { basis * $0 } ?? basis } ?? vectors
    let product =
      inside.map { Matrix.product($0.transposed(), view.matrix, relativeTo: means) }
      ?? view.matrix.addingToColumns(means.map { -$0 })
    return norm > 0 ? (1 / norm) * product : product
  }

  /// Hands over what vectors carry that have a block for each view: some rows at a time, one for
  /// each sample of each view, c columns.
  func forEachBlock(carriedBy vectors: Matrix<Double>, _ body: (Matrix<Double>) throws -> Void) throws {
    var first = 0
    for (view, (means, norm)) in zip(views, measured()) {
      let own = vectors.rows(first..<(first + view.height))
      first += view.height
      let inside = (view.coordinates.map { $0 * own } ?? own).transposed()
      for start in stride(from: 0, to: view.matrix.columns, by: Self.width) {
        let places = Array(start..<min(start + Self.width, view.matrix.columns))
        let product = Matrix.product(inside, view.matrix, columns: places, relativeTo: means).transposed()
        try body(norm > 0 ? (1 / norm) * product : product)
      }
    }
  }

  private func measured() -> [(means: [Double], norm: Double)] {
    moments.withLock { moments in
      if let moments { return moments }
      let new = views.map { view in
        let means = view.matrix.rowMeans
        return (means: means, norm: Self.norm(view, relativeTo: means))
      }
      moments = new
      return new
    }
  }

  /// The Frobenius norm of what vectors see of the view less its means, a block of samples at a
  /// time.
  private static func norm(_ view: View, relativeTo means: [Double]) -> Double {
    let n = view.matrix.columns
    let norms = stride(from: 0, to: n, by: 512).flatMap { first -> [Double] in
      let places = Array(first..<min(first + 512, n))
      let centred = view.matrix.selectingColumns(places, relativeTo: means)
      return (view.coordinates.map { Matrix.product($0, centred, transposing: .first) } ?? centred).columnNorms
    }
    return Matrix(columns: [norms]).frobeniusNorm
  }
}
