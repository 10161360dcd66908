import COpenBLAS

/// Samples of stacked views through an affine map of each view, read block by block: view m becomes
/// s_m (M_m (f_m · (x - o_m)) - c_m).
///
/// Scaling, principal components and the sign of a view are such maps. So what reads samples need
/// not know what was done to them, and no mapped copy of all samples is made.
public struct AffineStack: SampleSource {
  /// The map of one view.
  public struct View: Sendable {
    let offset: [Double]
    let factor: [Double]
    let matrix: Matrix<Double>?
    let shift: [Double]?
    let sign: Double

    /// A map of d rows.
    /// - Parameters:
    ///   - offset: o, d numbers.
    ///   - factor: f, d numbers.
    ///   - matrix: M, p x d; nil for the identity.
    ///   - shift: c, p numbers; nil for zeros.
    ///   - sign: s.
    public init(
      offset: [Double], factor: [Double], matrix: Matrix<Double>? = nil, shift: [Double]? = nil, sign: Double = 1
    ) {
      precondition(offset.count == factor.count, "\(offset.count) offsets and \(factor.count) factors")
      precondition(matrix.map { $0.columns == offset.count } ?? true, "a matrix for other rows")
      (self.offset, self.factor, self.matrix, self.shift, self.sign) = (offset, factor, matrix, shift, sign)
    }

    /// The rows that it reads, d.
    var inner: Int { offset.count }
    /// The rows that it gives, p.
    var height: Int { matrix?.rows ?? offset.count }
  }

  let samples: any SampleSource<Double>
  let views: [View]

  /// The rows of all mapped views together.
  public let rows: Int
  /// Number of samples, n.
  public var columns: Int { samples.columns }
  /// As of the samples.
  public var exchange: (any SampleExchange)? { samples.exchange }
  /// Those of the samples, mapped.
  public var strands: [any SampleSource<Double>] {
    let own = samples.strands
    return own.count > 1 ? own.map { AffineStack($0, views) } : [self]
  }

  /// - Parameters:
  ///   - samples: the stacked views as they came.
  ///   - views: their maps, in that order.
  public init(_ samples: any SampleSource<Double>, _ views: [View]) {
    precondition(views.reduce(0) { $0 + $1.inner } == samples.rows, "maps for other rows than \(samples.rows)")
    (self.samples, self.views) = (samples, views)
    rows = views.reduce(0) { $0 + $1.height }
  }

  /// Hands over mapped blocks.
  public func forEachBlock(width: Int, _ body: (inout Matrix<Double>) throws -> Void) throws {
    let (offset, factor, shift) = (views.flatMap(\.offset), views.flatMap(\.factor), shift)
    let ones = [Double](repeating: 1, count: rows)
    var mapped = Matrix<Double>(0, 0)
    try samples.forEachBlock(width: width) { block in
      block.subtract(offset, scaledBy: factor)
      guard !isPlain else { return try body(&block) }
      if mapped.columns != block.columns { mapped = Matrix(rows, block.columns) }
      multiply(block, into: &mapped)
      if let shift { mapped.subtract(shift, scaledBy: ones) }
      try body(&mapped)
    }
  }

  /// The first block of the samples, mapped.
  public func firstBlock(width: Int) throws -> Matrix<Double>? {
    guard let block = try samples.firstBlock(width: width) else { return nil }
    var mapped: Matrix<Double>?
    try AffineStack(StackedViews([.init(block)]), views).forEachBlock(width: width) { mapped = $0 }
    return mapped
  }

  /// The factor of each row times its unit.
  func factors(units: [Double]) -> [Double] { zip(views.flatMap(\.factor), units).map { $0 * $1 } }

  /// s M of each view, on the rows of `x`.
  func onRows(_ x: Matrix<Double>) -> Matrix<Double> {
    guard !isPlain else { return x }
    var result = Matrix<Double>(rows, x.columns)
    multiply(x, into: &result)
    return result
  }

  /// The same on rows and columns of a symmetric matrix.
  func transformed(_ c: Matrix<Double>) -> Matrix<Double> { onRows(onRows(c).transposed()) }

  /// The largest singular value of s M diag(factors).
  func norm(scaledBy factors: [Double]) throws -> Double {
    var (first, largest) = (0, 0.0)
    for view in views {
      let own = Array(factors[first..<(first + view.inner)])
      first += view.inner
      guard let matrix = view.matrix else {
        largest = own.reduce(largest) { max($0, abs($1)) }
        continue
      }
      let squares = try SymmetricEigendecomposition.values(of: matrix.scalingColumns(by: own).gramOfRows())
      largest = max(largest, max(squares.last ?? 0, 0).squareRoot())
    }
    return largest
  }

  /// The image of one sample.
  func image(of sample: [Double]) -> [Double] {
    var column = Matrix(columns: [sample])
    column.subtract(views.flatMap(\.offset), scaledBy: views.flatMap(\.factor))
    let mapped = onRows(column).column(0)
    return shift.map { zip(mapped, $0).map { $0 - $1 } } ?? mapped
  }

  /// Whether no row is mixed with another.
  private var isPlain: Bool { views.allSatisfy { $0.matrix == nil && $0.sign == 1 } && shift == nil }

  /// s c of all views; nil where all of it is 0.
  private var shift: [Double]? {
    guard views.contains(where: { $0.shift != nil }) else { return nil }
    return views.flatMap { view in
      (view.shift ?? [Double](repeating: 0, count: view.height)).map { $0 * view.sign }
    }
  }

  private func multiply(_ x: Matrix<Double>, into result: inout Matrix<Double>) {
    let (height, n) = (rows, x.columns)
    guard n > 0 else { return }
    result.withUnsafeMutableElements { target in
      x.withUnsafeElements { source in
        guard let target = target.baseAddress, let source = source.baseAddress else { return }
        var (row, first) = (0, 0)
        for view in views {
          if let matrix = view.matrix {
            matrix.withUnsafeElements {
              Double.routines.gemm(
                CblasColMajor, CblasNoTrans, CblasNoTrans, blasSize(view.height), blasSize(n), blasSize(view.inner),
                view.sign, $0.baseAddress, leadingDimension(view.height), source + first, leadingDimension(x.rows), 0,
                target + row, leadingDimension(height))
            }
          } else {
            for j in 0..<n {
              let (from, to) = (source + j * x.rows + first, target + j * height + row)
              for i in 0..<view.inner { to[i] = view.sign * from[i] }
            }
          }
          row += view.height
          first += view.inner
        }
      }
    }
  }
}

extension Matrix<Double> {
  /// Every column less `point`, then row i times `factors[i]`, in its own memory.
  mutating func subtract(_ point: [Double], scaledBy factors: [Double]) {
    precondition(point.count == rows && factors.count == rows, "\(point.count) numbers for \(rows) rows")
    let (d, n) = (rows, columns)
    withUnsafeMutableElements { x in
      point.withUnsafeBufferPointer { point in
        factors.withUnsafeBufferPointer { factors in
          guard let x = x.baseAddress, d > 0 else { return }
          for j in 0..<n {
            let column = x + j * d
            for i in 0..<d { column[i] = factors[i] * (column[i] - point[i]) }
          }
        }
      }
    }
  }
}
