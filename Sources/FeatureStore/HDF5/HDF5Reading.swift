import CHDF5
import Diagnostics

/// Reading numbers.
extension HDF5Dataset {
  /// All elements, the last index fastest. Numbers of another type are converted; an integer that
  /// does not fit is an error, a float64 read as `Float` is rounded.
  public func read<T: HDF5Number>(as type: T.Type = T.self) throws -> [T] {
    let count = count
    return try [T](unsafeUninitializedCapacity: count) { buffer, initialised in
      try read(into: UnsafeMutableBufferPointer(rebasing: buffer[0..<count]))
      initialised = count
    }
  }

  /// The elements of a run of rows, the last index fastest.
  public func read<T: HDF5Number>(rows: Range<Int>, as type: T.Type = T.self) throws -> [T] {
    try checkRows(rows)
    let count = rows.count * rowCount
    return try [T](unsafeUninitializedCapacity: count) { buffer, initialised in
      try read(rows: rows, into: UnsafeMutableBufferPointer(rebasing: buffer[0..<count]))
      initialised = count
    }
  }

  /// The elements of a range of the last index, which still runs fastest; there must be one.
  public func read<T: HDF5Number>(last: Range<Int>, as type: T.Type = T.self) throws -> [T] {
    guard let extent = shape.last, last.lowerBound >= 0, last.upperBound <= extent else {
      throw InputError(
        place, found: "a request for \(last) of the last extent", expected: "a range within shape \(shape)")
    }
    let count = last.count * shape.dropLast().reduce(1, *)
    return try [T](unsafeUninitializedCapacity: count) { buffer, initialised in
      let target = UnsafeMutableBufferPointer(rebasing: buffer[0..<count])
      let rest = shape.dropLast()
      try read(block: rest.map { _ in 0 } + [last.lowerBound], rest + [last.count], into: target)
      initialised = count
    }
  }

  /// All elements straight into memory of exactly `count` elements.
  public func read<T: HDF5Number>(into target: UnsafeMutableBufferPointer<T>) throws {
    precondition(target.count == count, "memory for \(target.count) elements, not \(count)")
    try read(into: target, memory: 0, selection: 0)
  }

  /// A run of rows straight into memory of exactly `rows.count * rowCount` elements: one hyperslab.
  public func read<T: HDF5Number>(rows: Range<Int>, into target: UnsafeMutableBufferPointer<T>) throws {
    try checkRows(rows)
    precondition(target.count == rows.count * rowCount, "memory for \(target.count) elements")
    try read(
      block: [rows.lowerBound] + shape.dropFirst().map { _ in 0 }, [rows.count] + shape.dropFirst(), into: target)
  }

  /// One hyperslab: the block of such extents that begins at `start`.
  private func read<T: HDF5Number>(
    block start: [Int], _ extents: [Int], into target: UnsafeMutableBufferPointer<T>
  ) throws {
    guard target.count > 0 else { return }
    try withHDF5 {
      let file = try HDF5Handle(H5Dget_space(handle.id), { H5Sclose($0) }) { failure($0) }
      let extents = extents.map { hsize_t($0) }
      guard H5Sselect_hyperslab(file.id, H5S_SELECT_SET, start.map { hsize_t($0) }, nil, extents, nil) >= 0 else {
        throw failure(hdf5Message())
      }
      let memory = try HDF5Handle(H5Screate_simple(Int32(extents.count), extents, nil), { H5Sclose($0) }) {
        failure($0)
      }
      try read(into: target, memory: memory.id, selection: file.id)
    }
  }

  /// The one place that calls H5Dread for numbers. A space of 0 means all of it.
  private func read<T: HDF5Number>(into target: UnsafeMutableBufferPointer<T>, memory: hid_t, selection: hid_t) throws {
    guard elementType.isNumber else {
      throw InputError(
        place, found: "\(elementType)", expected: "\(T.elementType)", advice: "Write it as \(T.elementType).")
    }
    guard target.count > 0 else { return }
    guard case .integer(let bytes, let signed) = elementType, losesIntegers(bytes, signed, T.elementType) else {
      if case .float = elementType, case .integer = T.elementType {
        throw InputError(
          place, found: "\(elementType)", expected: "\(T.elementType)", advice: "Write it as \(T.elementType).")
      }
      return try withHDF5 {
        guard H5Dread(handle.id, T.nativeType, memory, selection, 0, target.baseAddress) >= 0 else {
          throw failure(hdf5Message())
        }
      }
    }
    // libhdf5 would clip silently: read as wide as it gets, and look.
    var wide = [Int64](repeating: 0, count: target.count)
    try withHDF5 {
      guard H5Dread(handle.id, Int64.nativeType, memory, selection, 0, &wide) >= 0 else { throw failure(hdf5Message()) }
    }
    for (index, value) in wide.enumerated() {
      guard let narrow = T(exactly: value) else {
        throw InputError(place, found: "\(value) at element \(index)", expected: "numbers that fit \(T.elementType)")
      }
      target.initializeElement(at: index, to: narrow)
    }
  }

  /// The numbers of an enumeration, of bool or not.
  func numbersOfNames() throws -> [Int64] {
    var numbers = [Int64](repeating: 0, count: count)
    guard count > 0 else { return [] }
    try withHDF5 {
      guard H5Dread(handle.id, Int64.nativeType, 0, 0, 0, &numbers) >= 0 else { throw failure(hdf5Message()) }
    }
    return numbers
  }

  private func losesIntegers(_ bytes: Int, _ signed: Bool, _ target: HDF5ElementType) -> Bool {
    guard case .integer(let targetBytes, let targetSigned) = target else { return false }
    if signed == targetSigned { return bytes > targetBytes }
    return signed || bytes >= targetBytes
  }

  private func checkRows(_ rows: Range<Int>) throws {
    guard let extent = shape.first, rows.lowerBound >= 0, rows.upperBound <= extent else {
      throw InputError(place, found: "a request for rows \(rows)", expected: "rows within shape \(shape)")
    }
  }

  private func failure(_ message: String) -> InputError {
    damaged(place, message, expected: "\(shape) elements of \(elementType)")
  }
}
