import COpenBLAS

/// The factors of a product that are transposed first.
public enum TransposedFactors: Sendable {
  /// a · b
  case neither
  /// a' · b
  case first
  /// a · b'
  case second
  /// a' · b'
  case both

  fileprivate var transposesFirst: Bool { self == .first || self == .both }
  fileprivate var transposesSecond: Bool { self == .second || self == .both }
}

/// Products and sums, on BLAS.
extension Matrix {
  /// op(a) · op(b), where op transposes the factors that `transposing` names. Cost: 2mnk operations
  /// (`gemm`).
  public static func product(_ a: Matrix, _ b: Matrix, transposing: TransposedFactors = .neither) -> Matrix {
    var result = Matrix(0, 0)
    result.becomeProduct(a, b, transposing: transposing)
    return result
  }

  /// Becomes op(a) · op(b), in its own memory where it has that size already, so that a loop
  /// allocates nothing. Cost: 2mnk operations (`gemm`).
  public mutating func becomeProduct(_ a: Matrix, _ b: Matrix, transposing: TransposedFactors = .neither) {
    let (m, inner, n) = Self.shape(a, b, transposing)
    // What is in the memory does not matter: it is multiplied by 0, or filled where there is
    // nothing to add up.
    if inner == 0 {
      self = Matrix(m, n)
    } else if rows != m || columns != n {
      self = Matrix(m, n) { _ in }
    }
    multiply(a, b, transposing, adding: false)
  }

  /// Adds op(a) · op(b), which has its size, in its own memory. Cost: 2mnk operations (`gemm`).
  public mutating func addProduct(_ a: Matrix, _ b: Matrix, transposing: TransposedFactors = .neither) {
    let (m, _, n) = Self.shape(a, b, transposing)
    precondition(rows == m && columns == n, "\(m) x \(n) added to \(rows) x \(columns)")
    multiply(a, b, transposing, adding: true)
  }

  /// Rows of op(a), what is added up, and columns of op(b).
  private static func shape(
    _ a: Matrix, _ b: Matrix, _ transposing: TransposedFactors
  ) -> (rows: Int, inner: Int, columns: Int) {
    let (m, inner) = transposing.transposesFirst ? (a.columns, a.rows) : (a.rows, a.columns)
    let (innerB, n) = transposing.transposesSecond ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(inner == innerB, "product of \(m) x \(inner) and \(innerB) x \(n)")
    return (m, inner, n)
  }

  /// Writes op(a) · op(b) into this matrix, which has its size, or adds it.
  private mutating func multiply(_ a: Matrix, _ b: Matrix, _ transposing: TransposedFactors, adding: Bool) {
    let (m, inner, n) = Self.shape(a, b, transposing)
    guard count > 0, inner > 0 else { return }
    withUnsafeMutableElements { c in
      a.withUnsafeElements { a_ in
        b.withUnsafeElements { b_ in
          Scalar.routines.gemm(
            CblasColMajor, transposing.transposesFirst ? CblasTrans : CblasNoTrans,
            transposing.transposesSecond ? CblasTrans : CblasNoTrans,
            blasSize(m), blasSize(n), blasSize(inner), 1, a_.baseAddress, leadingDimension(a.rows), b_.baseAddress,
            leadingDimension(b.rows), adding ? 1 : 0, c.baseAddress, leadingDimension(m))
        }
      }
    }
  }

  public static func * (a: Matrix, b: Matrix) -> Matrix { product(a, b) }

  /// X · X' (rows x rows), both triangles, exactly symmetric. Half the cost of a general product
  /// (`syrk`).
  public func gramOfRows() -> Matrix { gram(transposed: false) }

  /// X' · X (columns x columns), both triangles, exactly symmetric (`syrk`).
  public func gramOfColumns() -> Matrix { gram(transposed: true) }

  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  private func gram(transposed: Bool) -> Matrix {
    let (n, inner) = transposed ? (columns, rows) : (rows, columns)
    var result = Matrix(n, n)
    guard n > 0, inner > 0 else { return result }
    result.withUnsafeMutableElements { c in
      withUnsafeElements { x in
        Scalar.routines.syrk(
          CblasColMajor, CblasUpper, transposed ? CblasTrans : CblasNoTrans, blasSize(n), blasSize(inner), 1,
          x.baseAddress, leadingDimension(rows), 0, c.baseAddress, leadingDimension(n))
      }
    }
    return result.mirroringUpperTriangle()
  }

  /// The element-wise sum.
  @inlinable
  public static func + (a: Matrix, b: Matrix) -> Matrix { zip(a, b, +) }

  /// Adds a matrix of the same size to this one.
  @inlinable
  public mutating func add(_ other: Matrix) {
    precondition(rows == other.rows && columns == other.columns, "sum of matrices of different size")
    withUnsafeMutableElements { x in
      other.withUnsafeElements { y in for i in x.indices { x[i] += y[i] } }
    }
  }

  /// The element-wise difference.
  @inlinable
  public static func - (a: Matrix, b: Matrix) -> Matrix { zip(a, b, -) }

  /// Every element times `factor`.
  @inlinable
  public static func * (factor: Scalar, a: Matrix) -> Matrix { a.map { factor * $0 } }

  /// Multiplies every element.
  @inlinable
  public mutating func scale(by factor: Scalar) {
    withUnsafeMutableElements { x in for i in x.indices { x[i] = factor * x[i] } }
  }

  /// The matrix with the other sign.
  @inlinable
  public static prefix func - (a: Matrix) -> Matrix { a.map { -$0 } }

  @inlinable
  static func zip(_ a: Matrix, _ b: Matrix, _ combine: (Scalar, Scalar) -> Scalar) -> Matrix {
    precondition(a.rows == b.rows && a.columns == b.columns, "sum of matrices of different size")
    return Matrix(a.rows, a.columns) { target in
      a.withUnsafeElements { x in
        b.withUnsafeElements { y in
          for i in target.indices { target.initializeElement(at: i, to: combine(x[i], y[i])) }
        }
      }
    }
  }

  /// The Frobenius norm, without overflow: the norm of the columns' norms.
  @inlinable
  public var frobeniusNorm: Scalar { Matrix(columns: [columnNorms]).guardedNorm(ofColumn: 0) }

  /// Row i times `factors[i]`: diag(factors) · X.
  @inlinable
  public func scalingRows(by factors: [Scalar]) -> Matrix {
    precondition(factors.count == rows, "\(factors.count) factors for \(rows) rows")
    return mapElements { i, _, x in factors[i] * x }
  }

  /// Column j times `factors[j]`: X · diag(factors).
  @inlinable
  public func scalingColumns(by factors: [Scalar]) -> Matrix {
    precondition(factors.count == columns, "\(factors.count) factors for \(columns) columns")
    return mapElements { _, j, x in factors[j] * x }
  }

  /// `vector` added to every column.
  @inlinable
  public func addingToColumns(_ vector: [Scalar]) -> Matrix {
    precondition(vector.count == rows, "a vector of \(vector.count) for \(rows) rows")
    return Matrix(rows, columns) { target in
      withUnsafeElements { source in
        vector.withUnsafeBufferPointer { vector in
          for first in stride(from: 0, to: count, by: Swift.max(rows, 1)) {
            for i in 0..<rows { target.initializeElement(at: first + i, to: source[first + i] + vector[i]) }
          }
        }
      }
    }
  }

  /// Every element by its row, column and value.
  @inlinable
  func mapElements(_ transform: (_ row: Int, _ column: Int, _ value: Scalar) -> Scalar) -> Matrix {
    Matrix(rows, columns) { target in
      withUnsafeElements { source in
        for j in 0..<columns {
          for i in 0..<rows {
            let place = j * rows + i
            target.initializeElement(at: place, to: transform(i, j, source[place]))
          }
        }
      }
    }
  }

  /// The mean of each row, over the columns; zeros when there is no column.
  @inlinable
  public var rowMeans: [Scalar] { rowMeans(of: 0..<columns) }

  /// The mean of each row over the given columns, in that order, none of which is copied; zeros
  /// when there is none.
  @inlinable
  public func rowMeans(of places: some Collection<Int>) -> [Scalar] {
    precondition(places.allSatisfy { $0 >= 0 && $0 < columns }, "a column outside 0 ..< \(columns)")
    var sums = [Scalar](repeating: 0, count: rows)
    withUnsafeElements { x in
      sums.withUnsafeMutableBufferPointer { sums in
        for j in places { for i in 0..<rows { sums[i] += x[j * rows + i] } }
      }
    }
    return places.isEmpty ? sums : sums.map { $0 / Scalar(places.count) }
  }

  /// The sum of the squares of each column, in four parts that are added up at the end. Squares may
  /// overflow or vanish.
  @inlinable
  public var columnSquares: [Scalar] { columnSums { x, i, _ in x[i] * x[i] } }

  /// The squared Euclidean distance of each column from a point, summed in the same way.
  @inlinable
  public func columnSquares(from point: [Scalar]) -> [Scalar] {
    precondition(point.count == rows, "a point of \(point.count) for \(rows) rows")
    return point.withUnsafeBufferPointer { point in
      columnSums { x, i, row in (x[i] - point[row]) * (x[i] - point[row]) }
    }
  }

  /// The sum over each column of `term`, which gets the elements, a place among them and its row.
  @inlinable
  @inline(__always)
  func columnSums(_ term: (UnsafeBufferPointer<Scalar>, Int, Int) -> Scalar) -> [Scalar] {
    withUnsafeElements { x in
      (0..<columns).map { j in
        var parts: (Scalar, Scalar, Scalar, Scalar) = (0, 0, 0, 0)
        let (first, whole) = (j * rows, rows / 4 * 4)
        var row = 0
        while row < whole {
          parts.0 += term(x, first + row, row)
          parts.1 += term(x, first + row + 1, row + 1)
          parts.2 += term(x, first + row + 2, row + 2)
          parts.3 += term(x, first + row + 3, row + 3)
          row += 4
        }
        while row < rows {
          parts.0 += term(x, first + row, row)
          row += 1
        }
        return (parts.0 + parts.1) + (parts.2 + parts.3)
      }
    }
  }

  /// The Euclidean norm of each row.
  public var rowNorms: [Scalar] {
    withUnsafeElements { x in
      (0..<rows).map { i in
        columns == 0 ? 0 : Scalar.routines.norm2(blasSize(columns), x.baseAddress! + i, blasSize(rows))
      }
    }
  }

  /// The Euclidean norm of each column, without overflow: from plain squares where these are safe,
  /// else by `nrm2`.
  @inlinable
  public var columnNorms: [Scalar] {
    let safe = Scalar.leastNormalMagnitude / (Scalar.ulpOfOne * Scalar.ulpOfOne)
    return columnSquares.enumerated().map { j, square in
      square > safe && square < 1 / safe ? square.squareRoot() : guardedNorm(ofColumn: j)
    }
  }

  @usableFromInline
  func guardedNorm(ofColumn j: Int) -> Scalar {
    withUnsafeElements { x in
      rows == 0 ? 0 : Scalar.routines.norm2(blasSize(rows), x.baseAddress! + j * rows, 1)
    }
  }
}
