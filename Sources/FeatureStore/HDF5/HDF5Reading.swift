import CHDF5
import Diagnostics
import Parallelism

/// Reading numbers.
extension HDF5Dataset {
  /// All elements, the last index fastest. Numbers of another type are converted; an integer that
  /// does not fit is an error, a float64 read as `Float` is rounded.
  public func read<T: HDF5Number>(as type: T.Type = T.self) throws -> [T] {
    let count = count
    return try [T](room: count) { buffer, initialised in
      try read(into: buffer)
      initialised = count
    }
  }

  /// The elements of a run of rows, the last index fastest.
  public func read<T: HDF5Number>(rows: Range<Int>, as type: T.Type = T.self) throws -> [T] {
    try checkRows(rows)
    let count = rows.count * rowCount
    return try [T](room: count) { buffer, initialised in
      try read(rows: rows, into: buffer)
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
    return try [T](room: count) { buffer, initialised in
      try read(shape.dropLast().map { 0..<$0 } + [last], into: buffer)
      initialised = count
    }
  }

  /// All elements straight into memory of exactly `count` elements.
  public func read<T: HDF5Number>(into target: UnsafeMutableBufferPointer<T>) throws {
    precondition(target.count == count, "memory for \(target.count) elements, not \(count)")
    try read(shape.map { 0..<$0 }, into: target)
  }

  /// A run of rows straight into memory of exactly `rows.count * rowCount` elements: one hyperslab.
  public func read<T: HDF5Number>(rows: Range<Int>, into target: UnsafeMutableBufferPointer<T>) throws {
    try checkRows(rows)
    precondition(target.count == rows.count * rowCount, "memory for \(target.count) elements")
    try read([rows] + shape.dropFirst().map { 0..<$0 }, into: target)
  }

  /// One block: a range of every index. Looks at the types of numbers, here and there.
  private func read<T: HDF5Number>(_ block: [Range<Int>], into target: UnsafeMutableBufferPointer<T>) throws {
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
      return try transfer(block, into: target)
    }
    // libhdf5 would clip silently: read as wide as it gets, and look.
    var wide = [Int64](repeating: 0, count: target.count)
    try wide.withUnsafeMutableBufferPointer { try transfer(block, into: $0) }
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
    try numbers.withUnsafeMutableBufferPointer { try transfer(shape.map { 0..<$0 }, into: $0) }
    return numbers
  }

  /// The one place that reads numbers, in the way that unpacks least.
  private func transfer<T: HDF5Number>(_ block: [Range<Int>], into target: UnsafeMutableBufferPointer<T>) throws {
    if let chunks, packing.isDeflate(elementSize: elementType.size), chunks.areMostlyUsed(by: block) {
      return try unpack(chunks, block, into: target)
    }
    try requireWholeChunks(block)
    let isAll = zip(block, shape).allSatisfy { $0 == 0..<$1 }
    try withHDF5 {
      var spaces: (memory: HDF5Handle, file: HDF5Handle)?
      if !isAll {
        let file = try HDF5Handle(H5Dget_space(handle.id), { H5Sclose($0) }) { failure($0) }
        let (start, extents) = (block.map { hsize_t($0.lowerBound) }, block.map { hsize_t($0.count) })
        guard H5Sselect_hyperslab(file.id, H5S_SELECT_SET, start, nil, extents, nil) >= 0 else {
          throw failure(hdf5Message())
        }
        let memory = try HDF5Handle(H5Screate_simple(Int32(extents.count), extents, nil), { H5Sclose($0) }) {
          failure($0)
        }
        spaces = (memory, file)
      }
      guard
        H5Dread(handle.id, T.nativeType, spaces?.memory.id ?? 0, spaces?.file.id ?? 0, 0, target.baseAddress) >= 0
      else { throw failure(hdf5Message()) }
    }
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

  func failure(_ message: String) -> InputError {
    damaged(place, message, expected: "\(shape) elements of \(elementType)")
  }
}
