/// Views that stand on one another, one sample a column: a D x n matrix that is read in blocks of
/// columns, so that no copy of it is made.
///
/// Each row is taken less an offset and times a factor.
public struct StackedViews<Scalar: BLASScalar>: Sendable {
  /// One view: factor · (x - offset).
  public struct View: Sendable {
    let matrix: Matrix<Scalar>
    let offset: [Scalar]?
    let factor: [Scalar]?

    /// A view of d rows.
    /// - Parameters:
    ///   - matrix: the view, d x n.
    ///   - offset: d numbers; nil for zeros.
    ///   - factor: d numbers; nil for ones.
    public init(_ matrix: Matrix<Scalar>, offset: [Scalar]? = nil, factor: [Scalar]? = nil) {
      precondition(offset.map { $0.count == matrix.rows } ?? true, "offsets for other rows than \(matrix.rows)")
      precondition(factor.map { $0.count == matrix.rows } ?? true, "factors for other rows than \(matrix.rows)")
      (self.matrix, self.offset, self.factor) = (matrix, offset, factor)
    }

    /// The view with the other sign.
    public var negated: View {
      View(matrix, offset: offset, factor: factor?.map { -$0 } ?? [Scalar](repeating: -1, count: matrix.rows))
    }
  }

  private let views: [View]
  /// Where in the views the first sample stands.
  private let first: Int
  /// The rows of all views together, D.
  public let rows: Int
  /// Number of samples, n.
  public let columns: Int

  /// Stacks the views, which have one number of columns.
  public init(_ views: [View]) {
    columns = views.first?.matrix.columns ?? 0
    precondition(views.allSatisfy { [columns] in $0.matrix.columns == columns }, "views of unequal numbers of samples")
    (self.views, first) = (views, 0)
    rows = views.reduce(0) { $0 + $1.matrix.rows }
  }

  private init(_ whole: StackedViews, _ places: Range<Int>) {
    (views, rows, first, columns) = (whole.views, whole.rows, whole.first + places.lowerBound, places.count)
  }

  /// A run of the samples, without a copy of them.
  func samples(_ places: Range<Int>) -> StackedViews {
    precondition(places.lowerBound >= 0 && places.upperBound <= columns, "samples \(places) of \(columns)")
    return StackedViews(self, places)
  }

  /// The stack as a matrix of its own.
  public var matrix: Matrix<Scalar> {
    if views.count == 1, views[0].offset == nil, views[0].factor == nil, views[0].matrix.columns == columns {
      return views[0].matrix
    }
    return Matrix(rows, columns) { target in
      if let base = target.baseAddress { copy(0..<columns, to: base) }
    }
  }

  /// Writes the samples at `places` one after the other.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  func copy(_ places: Range<Int>, to target: UnsafeMutablePointer<Scalar>) {
    var row = 0
    for view in views {
      let d = view.matrix.rows
      let zeros = view.offset == nil && view.factor != nil ? [Scalar](repeating: 0, count: d) : []
      let ones = view.factor == nil && view.offset != nil ? [Scalar](repeating: 1, count: d) : []
      view.matrix.withUnsafeElements { source in
        (view.offset ?? zeros).withUnsafeBufferPointer { offset in
          (view.factor ?? ones).withUnsafeBufferPointer { factor in
            guard let base = source.baseAddress, d > 0 else { return }
            for (column, place) in places.enumerated() {
              let (from, to) = (base + (first + place) * d, target + column * rows + row)
              if offset.isEmpty {
                to.update(from: from, count: d)
              } else {
                for i in 0..<d { to[i] = factor[i] * (from[i] - offset[i]) }
              }
            }
          }
        }
      }
      row += d
    }
  }
}
