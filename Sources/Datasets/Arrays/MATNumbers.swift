import CMatIO
import Diagnostics
import Foundation

/// Numbers of a variable of a MATLAB file, or of one cell of a cell array, in double precision.
enum MATNumbers {
  /// Reads `variable`, or its cell number `cell`, from 1.
  /// - Throws: `InputError` when the file is damaged, or there is no such variable or cell of real numbers.
  static func read(_ file: URL, _ variable: String, cell: Int?) throws -> NumericArray {
    guard let bytes = try? Data(contentsOf: file, options: .alwaysMapped) else {
      throw InputError(
        file.path, found: "no readable file", expected: "a MATLAB file", advice: "Check the path and its rights.")
    }
    _ = try MATContainer(checking: bytes, place: file.path)
    guard let mat = Mat_Open(file.path, Int32(MAT_ACC_RDONLY.rawValue)) else {
      throw MATContainer.damaged(
        file.path, "something that matio cannot open", "a MATLAB file of version 5 or 7.3")
    }
    defer { Mat_Close(mat) }
    guard let found = Mat_VarRead(mat, variable) else {
      throw MATArray.refused(file.path, "no variable '\(variable)'", "a variable '\(variable)'")
    }
    defer { Mat_VarFree(found) }
    guard let cell else { return try numbers(found, place: "\(file.path): \(variable)") }
    let place = "\(file.path): \(variable){\(cell)}"
    guard found.pointee.class_type == MAT_C_CELL else {
      throw InputError("\(file.path): \(variable)", found: "no cell array", expected: "a cell array")
    }
    let count = (0..<Int(found.pointee.rank)).reduce(1) { $0 * Int(clamping: found.pointee.dims[$1]) }
    guard (1...max(count, 1)).contains(cell), count > 0, let element = Mat_VarGetCell(found, Int32(cell - 1)) else {
      throw InputError(place, found: "\(count) cells", expected: "a cell \(cell)", advice: "Cells count from 1.")
    }
    return try numbers(element, place: place)
  }

  /// The numbers of a variable, the last index fastest; MATLAB has the first fastest.
  private static func numbers(_ variable: UnsafeMutablePointer<matvar_t>, place: String) throws -> NumericArray {
    let header = variable.pointee
    let shape = (0..<Int(header.rank)).map { Int(clamping: header.dims[$0]) }
    let count = shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    guard let data = header.data, header.isComplex == 0, count > 0, shape.allSatisfy({ $0 > 0 }),
      header.data_size > 0, header.nbytes == count * Int(header.data_size)
    else { throw MATArray.refused(place, "no real numbers", "a numeric array that is not empty") }
    var elements = [Double](repeating: 0, count: count)
    let strides = shape.indices.map { shape[..<$0].reduce(1, *) }
    func fill<T>(_ type: T.Type, _ convert: (T) -> Double) {
      let stored = UnsafeRawPointer(data).assumingMemoryBound(to: type)
      var index = [Int](repeating: 0, count: shape.count)
      for place in 0..<count {
        elements[place] = convert(stored[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }])
        var axis = shape.count - 1
        while axis >= 0 {
          index[axis] += 1
          if index[axis] < shape[axis] { break }
          index[axis] = 0
          axis -= 1
        }
      }
    }
    switch header.class_type {
    case MAT_C_DOUBLE: fill(Double.self) { $0 }
    case MAT_C_SINGLE: fill(Float.self) { Double($0) }
    case MAT_C_INT8: fill(Int8.self) { Double($0) }
    case MAT_C_UINT8: fill(UInt8.self) { Double($0) }
    case MAT_C_INT16: fill(Int16.self) { Double($0) }
    case MAT_C_UINT16: fill(UInt16.self) { Double($0) }
    case MAT_C_INT32: fill(Int32.self) { Double($0) }
    case MAT_C_UINT32: fill(UInt32.self) { Double($0) }
    default: throw MATArray.refused(place, "something other than numbers that a double holds", "a numeric array")
    }
    return NumericArray(shape: shape, elements: elements)
  }
}
