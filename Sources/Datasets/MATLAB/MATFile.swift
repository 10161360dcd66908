import CMatIO
import Diagnostics
import Foundation

/// One numeric array of a MATLAB file (version 5 or 7.3), read through matio.
///
/// matio keeps no state between files but its logging functions, which are never set here, so files of version 5 may be
/// read from several threads at once. Those of version 7.3 go through HDF5, which has one lock of its own.
final class MATArray {
  /// The sizes, the one that runs fastest first.
  let dimensions: [Int]
  /// Number of elements.
  let count: Int
  private let variable: UnsafeMutablePointer<matvar_t>

  /// Reads the variable `name` of `file`, whatever numeric class it has.
  /// - Throws: `InputError` when the file is damaged, or the variable is absent, not numeric, complex or empty.
  init(_ name: String, of file: URL) throws {
    let place = file.path
    guard let bytes = try? Data(contentsOf: file) else {
      throw InputError(
        place, found: "no readable file", expected: "a MATLAB file", advice: "Check the path and its rights.")
    }
    let container = try MATContainer(checking: bytes, place: place)
    guard let mat = Mat_Open(place, Int32(MAT_ACC_RDONLY.rawValue)) else {
      throw MATContainer.damaged(place, "something that matio cannot open", "a MATLAB file of version 5 or 7.3")
    }
    defer { Mat_Close(mat) }
    let object = "\(place): \(name)"
    variable = try Self.header(of: name, in: mat, place: place)
    let header = variable.pointee
    dimensions = (0..<Int(header.rank)).map { Int(clamping: header.dims[$0]) }
    do { count = try Self.count(dimensions, limit: container.largestElement ?? 1 << 28, place: object) } catch {
      Mat_VarFree(variable)
      throw error
    }
    let isNumeric = (MAT_C_DOUBLE.rawValue...MAT_C_UINT64.rawValue).contains(variable.pointee.class_type.rawValue)
    guard isNumeric, variable.pointee.isComplex == 0 else {
      throw InputError(object, found: "something other than real numbers", expected: "a numeric array")
    }
    guard Mat_VarReadDataAll(mat, variable) == 0, variable.pointee.data != nil,
      variable.pointee.nbytes == count * Int(variable.pointee.data_size)
    else { throw MATContainer.damaged(object, "numbers that matio cannot read", "\(count) numbers") }
  }

  deinit { Mat_VarFree(variable) }

  /// The elements as single-precision numbers.
  /// - Throws: `InputError` at the first one that is not finite.
  func floats(place: String) throws -> [Float] {
    var result = [Float](repeating: 0, count: count)
    var bad: Int?
    func fill<T>(_ type: T.Type, _ convert: (T) -> Float) {
      let elements = UnsafeRawPointer(variable.pointee.data).assumingMemoryBound(to: type)
      for index in 0..<count {
        result[index] = convert(elements[index])
        if bad == nil, !result[index].isFinite { bad = index }
      }
    }
    switch variable.pointee.class_type {
    case MAT_C_DOUBLE: fill(Double.self) { Float($0) }
    case MAT_C_SINGLE: fill(Float.self) { $0 }
    case MAT_C_INT8: fill(Int8.self) { Float($0) }
    case MAT_C_UINT8: fill(UInt8.self) { Float($0) }
    case MAT_C_INT16: fill(Int16.self) { Float($0) }
    case MAT_C_UINT16: fill(UInt16.self) { Float($0) }
    case MAT_C_INT32: fill(Int32.self) { Float($0) }
    case MAT_C_UINT32: fill(UInt32.self) { Float($0) }
    case MAT_C_INT64: fill(Int64.self) { Float($0) }
    default: fill(UInt64.self) { Float($0) }
    }
    if let bad { throw Self.refused(place, "\(result[bad]) at element \(bad)", "finite numbers") }
    return result
  }

  /// The elements as whole numbers from 0 to 65,535.
  /// - Throws: `InputError` at the first one that is not.
  func unsigned16(place: String) throws -> [UInt16] {
    var result = [UInt16](repeating: 0, count: count)
    var bad: (index: Int, value: String)?
    func fill<T>(_ type: T.Type, _ convert: (T) -> UInt16?) {
      let elements = UnsafeRawPointer(variable.pointee.data).assumingMemoryBound(to: type)
      for index in 0..<count {
        if let value = convert(elements[index]) {
          result[index] = value
        } else if bad == nil {
          bad = (index, "\(elements[index])")
        }
      }
    }
    switch variable.pointee.class_type {
    case MAT_C_DOUBLE: fill(Double.self) { UInt16(exactly: $0) }
    case MAT_C_SINGLE: fill(Float.self) { UInt16(exactly: $0) }
    case MAT_C_INT8: fill(Int8.self) { UInt16(exactly: $0) }
    case MAT_C_UINT8: fill(UInt8.self) { UInt16($0) }
    case MAT_C_INT16: fill(Int16.self) { UInt16(exactly: $0) }
    case MAT_C_UINT16: fill(UInt16.self) { $0 }
    case MAT_C_INT32: fill(Int32.self) { UInt16(exactly: $0) }
    case MAT_C_UINT32: fill(UInt32.self) { UInt16(exactly: $0) }
    case MAT_C_INT64: fill(Int64.self) { UInt16(exactly: $0) }
    default: fill(UInt64.self) { UInt16(exactly: $0) }
    }
    if let bad { throw Self.refused(place, "\(bad.value) at element \(bad.index)", "whole numbers from 0 to 65535") }
    return result
  }

  private static func header(
    of name: String, in mat: OpaquePointer, place: String
  ) throws -> UnsafeMutablePointer<matvar_t> {
    var others: [String] = []
    while let variable = Mat_VarReadNextInfo(mat) {
      let found = variable.pointee.name.map { String(cString: $0) } ?? ""
      if found == name, variable.pointee.rank > 0, variable.pointee.dims != nil { return variable }
      others.append("'\(found)'")
      Mat_VarFree(variable)
    }
    throw refused(
      place, others.isEmpty ? "no variable" : "the variables \(others.joined(separator: ", "))", "a variable '\(name)'")
  }

  private static func count(_ dimensions: [Int], limit: Int, place: String) throws -> Int {
    var count = 1
    for size in dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product <= limit else {
        throw MATContainer.damaged(
          place, "sizes \(dimensions)", "no more than the \(limit) numbers that the file has room for")
      }
      count = product
    }
    guard count > 0 else { throw refused(place, "an empty array", "numbers") }
    return count
  }

  static func refused(_ place: String, _ found: String, _ expected: String) -> InputError {
    InputError(place, found: found, expected: expected, advice: "Mend the file, or leave it out with --skip-bad.")
  }
}
