/// A dense matrix: a value over 64-byte aligned, column-major storage without padding (leading
/// dimension = rows).
///
/// A feature matrix is d x n, one sample a column; that is the memory of a row-major n x d data
/// set. Copies share storage until one of them is written to.
public struct Matrix<Scalar: BLASScalar>: Sendable {
  /// Number of rows.
  public let rows: Int
  /// Number of columns.
  public let columns: Int
  @usableFromInline var storage: AlignedStorage<Scalar>

  /// Number of elements.
  @inlinable public var count: Int { rows * columns }

  /// The elements of another matrix in the same order of memory.
  init(_ rows: Int, _ columns: Int, sharing storage: AlignedStorage<Scalar>) {
    self.rows = rows
    self.columns = columns
    self.storage = storage
  }

  /// A matrix of zeros.
  @inlinable
  public init(_ rows: Int, _ columns: Int) {
    // Byte by byte, which is fast where the compiler does not know the scalar too; the bytes of 0
    // are 0.
    self.init(rows, columns) { UnsafeMutableRawBufferPointer($0).initializeMemory(as: UInt8.self, repeating: 0) }
  }

  /// A matrix whose column-major elements `fill` writes; it must write every one.
  @inlinable
  public init(_ rows: Int, _ columns: Int, filledBy fill: (UnsafeMutableBufferPointer<Scalar>) throws -> Void) rethrows
  {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative size")
    self.rows = rows
    self.columns = columns
    storage = AlignedStorage(count: rows * columns)
    try fill(UnsafeMutableBufferPointer(start: storage.pointer, count: storage.count))
  }

  /// A matrix from its elements in column-major order.
  @inlinable
  public init(_ rows: Int, _ columns: Int, columnMajor elements: [Scalar]) {
    precondition(elements.count == rows * columns, "\(elements.count) elements for a \(rows) x \(columns) matrix")
    self.init(rows, columns) { _ = $0.initialize(from: elements) }
  }

  /// A matrix from its rows, as one writes it; all rows must have one length.
  @inlinable
  public init(rows lines: [[Scalar]]) {
    let columns = lines.first?.count ?? 0
    precondition(lines.allSatisfy { $0.count == columns }, "rows of unequal length")
    self.init(lines.count, columns)
    for (i, line) in lines.enumerated() { for (j, value) in line.enumerated() { self[i, j] = value } }
  }

  /// A matrix from its columns; all columns must have one length.
  @inlinable
  public init(columns vectors: [[Scalar]]) {
    let rows = vectors.first?.count ?? 0
    precondition(vectors.allSatisfy { $0.count == rows }, "columns of unequal length")
    self.init(rows, vectors.count, columnMajor: Array(vectors.joined()))
  }

  /// The n x n identity.
  @inlinable
  public static func identity(_ n: Int) -> Matrix { diagonal([Scalar](repeating: 1, count: n)) }

  /// The square matrix with the given diagonal and zeros elsewhere.
  @inlinable
  public static func diagonal(_ values: [Scalar]) -> Matrix {
    var result = Matrix(values.count, values.count)
    for (i, value) in values.enumerated() { result[i, i] = value }
    return result
  }

  /// The element in row `i` and column `j`.
  @inlinable
  public subscript(i: Int, j: Int) -> Scalar {
    get {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns, "element (\(i), \(j)) of a \(rows) x \(columns) matrix")
      return storage.pointer[j * rows + i]
    }
    set {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns, "element (\(i), \(j)) of a \(rows) x \(columns) matrix")
      makeUnique()
      storage.pointer[j * rows + i] = newValue
    }
  }

  /// Reads the column-major elements.
  @inlinable
  public func withUnsafeElements<R>(_ body: (UnsafeBufferPointer<Scalar>) throws -> R) rethrows -> R {
    try withExtendedLifetime(storage) {
      try body(UnsafeBufferPointer(start: $0.pointer, count: $0.count))
    }
  }

  /// Writes the column-major elements.
  @inlinable
  public mutating func withUnsafeMutableElements<R>(
    _ body: (UnsafeMutableBufferPointer<Scalar>) throws -> R
  ) rethrows -> R {
    makeUnique()
    return try withExtendedLifetime(storage) {
      try body(UnsafeMutableBufferPointer(start: $0.pointer, count: $0.count))
    }
  }

  @inlinable
  mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
  }
}

extension Matrix: Equatable {
  /// Equal sizes and equal elements (NaN equals nothing).
  @inlinable
  public static func == (a: Matrix, b: Matrix) -> Bool {
    a.rows == b.rows && a.columns == b.columns
      && a.withUnsafeElements { x in b.withUnsafeElements { y in x.elementsEqual(y) } }
  }
}

extension Matrix: CustomStringConvertible {
  /// The size, and the rows of a small matrix.
  public var description: String {
    let size = "\(rows) x \(columns) matrix"
    guard count <= 64 else { return size }
    return size + "\n"
      + (0..<rows).map { i in (0..<columns).map { "\(self[i, $0])" }.joined(separator: " ") }
      .joined(separator: "\n")
  }
}
