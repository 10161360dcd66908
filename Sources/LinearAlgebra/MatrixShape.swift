/// Parts and re-arrangements of matrices.
extension Matrix {
  /// Column `j` as an array.
  @inlinable
  public func column(_ j: Int) -> [Scalar] {
    precondition(j >= 0 && j < columns, "column \(j) of a \(rows) x \(columns) matrix")
    return withUnsafeElements { Array($0[(j * rows)..<((j + 1) * rows)]) }
  }

  /// Row `i` as an array.
  @inlinable
  public func row(_ i: Int) -> [Scalar] { (0..<columns).map { self[i, $0] } }

  /// The columns with the given indices, in that order. All of them in their order share the memory
  /// of this matrix.
  @inlinable
  public func selectingColumns(_ indices: [Int]) -> Matrix {
    precondition(indices.allSatisfy { $0 >= 0 && $0 < columns }, "a column outside 0 ..< \(columns)")
    if indices.count == columns, indices.elementsEqual(0..<columns) { return self }
    return Matrix(rows, indices.count) { target in
      guard rows > 0 else { return }
      withUnsafeElements { source in
        for (place, index) in indices.enumerated() {
          (target.baseAddress! + place * rows).initialize(from: source.baseAddress! + index * rows, count: rows)
        }
      }
    }
  }

  /// The columns with the given indices, in that order, each less `point`.
  @inlinable
  public func selectingColumns(_ indices: [Int], relativeTo point: [Scalar]) -> Matrix {
    precondition(indices.allSatisfy { $0 >= 0 && $0 < columns }, "a column outside 0 ..< \(columns)")
    precondition(point.count == rows, "a point of \(point.count) for \(rows) rows")
    return Matrix(rows, indices.count) { target in
      guard rows > 0 else { return }
      withUnsafeElements { source in
        point.withUnsafeBufferPointer { point in
          for (place, index) in indices.enumerated() {
            let (from, to) = (source.baseAddress! + index * rows, target.baseAddress! + place * rows)
            for i in 0..<rows { to[i] = from[i] - point[i] }
          }
        }
      }
    }
  }

  /// A run of columns.
  @inlinable
  public func columns(_ range: Range<Int>) -> Matrix { selectingColumns(Array(range)) }

  /// A run of rows.
  @inlinable
  public func rows(_ range: Range<Int>) -> Matrix { selectingRows(Array(range)) }

  /// The rows with the given indices, in that order.
  @inlinable
  public func selectingRows(_ indices: [Int]) -> Matrix {
    precondition(indices.allSatisfy { $0 >= 0 && $0 < rows }, "a row outside 0 ..< \(rows)")
    return Matrix(indices.count, columns) { target in
      withUnsafeElements { source in
        for j in 0..<columns {
          for (place, index) in indices.enumerated() {
            target.initializeElement(at: j * indices.count + place, to: source[j * rows + index])
          }
        }
      }
    }
  }

  /// The rows and columns of the given runs.
  @inlinable
  public func block(_ rows: Range<Int>, _ columns: Range<Int>) -> Matrix {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= self.rows, "rows \(rows) of \(self.rows)")
    precondition(columns.lowerBound >= 0 && columns.upperBound <= self.columns, "columns \(columns) of \(self.columns)")
    return Matrix(rows.count, columns.count) { target in
      guard !rows.isEmpty else { return }
      withUnsafeElements { source in
        for (place, j) in columns.enumerated() {
          (target.baseAddress! + place * rows.count)
            .initialize(from: source.baseAddress! + j * self.rows + rows.lowerBound, count: rows.count)
        }
      }
    }
  }

  /// The transposed matrix, copied in square tiles so that both sides stay in cache.
  @inlinable
  public func transposed() -> Matrix {
    Matrix(columns, rows) { target in
      withUnsafeElements { source in
        let tile = 32
        for firstColumn in stride(from: 0, to: columns, by: tile) {
          for firstRow in stride(from: 0, to: rows, by: tile) {
            for j in firstColumn..<min(firstColumn + tile, columns) {
              for i in firstRow..<min(firstRow + tile, rows) {
                target.initializeElement(at: i * columns + j, to: source[j * rows + i])
              }
            }
          }
        }
      }
    }
  }

  /// The matrices below one another: [a; b; ...]. All have one number of columns.
  @inlinable
  public static func stackedVertically(_ parts: [Matrix]) -> Matrix {
    let columns = parts.first?.columns ?? 0
    precondition(parts.allSatisfy { $0.columns == columns }, "stacking matrices of unequal width")
    let rows = parts.reduce(0) { $0 + $1.rows }
    return Matrix(rows, columns) { target in
      var first = 0
      for part in parts where part.count > 0 {
        part.withUnsafeElements { source in
          for j in 0..<columns {
            (target.baseAddress! + j * rows + first).initialize(
              from: source.baseAddress! + j * part.rows, count: part.rows)
          }
        }
        first += part.rows
      }
    }
  }

  /// The matrices beside one another: [a, b, ...]. All have one number of rows.
  @inlinable
  public static func stackedHorizontally(_ parts: [Matrix]) -> Matrix {
    let rows = parts.first?.rows ?? 0
    precondition(parts.allSatisfy { $0.rows == rows }, "joining matrices of unequal height")
    if parts.count == 1 { return parts[0] }
    return Matrix(rows, parts.reduce(0) { $0 + $1.columns }) { target in
      var place = 0
      for part in parts where part.count > 0 {
        part.withUnsafeElements { (target.baseAddress! + place).initialize(from: $0.baseAddress!, count: part.count) }
        place += part.count
      }
    }
  }

  /// Every element through `transform`.
  @inlinable
  @inline(__always)
  public func map<T: BLASScalar>(_ transform: (Scalar) -> T) -> Matrix<T> {
    Matrix<T>(rows, columns) { target in
      withUnsafeElements { for i in $0.indices { target.initializeElement(at: i, to: transform($0[i])) } }
    }
  }
}

extension Matrix where Scalar == Float {
  /// The same numbers in double precision.
  public var asDouble: Matrix<Double> { map { Double($0) } }
}

extension Matrix where Scalar == Double {
  /// The numbers rounded to single precision.
  public var asFloat: Matrix<Float> { map { Float($0) } }
}

extension Matrix {
  /// The same elements, in the same order of memory, as a matrix of another shape with as many of
  /// them. Nothing is copied.
  public func reshaped(_ rows: Int, _ columns: Int) -> Matrix {
    precondition(rows * columns == count, "\(count) elements for a \(rows) x \(columns) matrix")
    return Matrix(rows, columns, sharing: storage)
  }
}
