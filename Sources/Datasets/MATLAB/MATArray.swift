import CMatIO
import Diagnostics
import FeatureStore
import Files
import Foundation

/// One numeric array of a MATLAB file. Plain arrays of version 5 are read here, others through
/// matio, and those of version 7.3 by `MATLAB73Arrays`.
///
/// matio keeps no state between files but its logging functions, which are never set here. So
/// several threads may read files of version 5 at once. Version 7.3 goes through HDF5, which has
/// one lock of its own.
package final class MATArray {
  /// The sizes, the one that runs fastest first.
  package let dimensions: [Int]
  /// Number of elements.
  package let count: Int
  let declared: MATNumberType
  let stored: MATNumberType
  let elements: UnsafeRawPointer
  private let release: () -> Void

  /// Reads the variable `name` of `file`, of any numeric class.
  /// - Throws: `InputError` when the file is damaged, or the variable is absent, not numeric,
  ///   complex or empty.
  package convenience init(_ name: String, of file: URL) throws {
    if (try? FirstBytes(of: file))?.isHDF5 == true {
      try self.init(name, ofHDF5: file)
      return
    }
    let bytes = try RegularFile.data(file, expected: "a MATLAB file")
    if let plain = PlainMATVariable(name, in: bytes), let start = plain.memory.bytes.baseAddress {
      self.init(
        dimensions: plain.dimensions, count: plain.dimensions.reduce(1, *), declared: plain.declared,
        stored: plain.stored, elements: UnsafeRawPointer(start + plain.offset)
      ) { withExtendedLifetime(plain.memory) {} }
    } else {
      try self.init(name, of: file, throughMatIO: bytes)
    }
  }

  private convenience init(_ name: String, ofHDF5 file: URL) throws {
    let array = try MATLAB73Arrays(file, HDF5File(reading: file)).columnMajor(name)
    let copy = UnsafeMutableBufferPointer<Double>.allocate(capacity: array.elements.count)
    _ = copy.initialize(from: array.elements)
    self.init(
      dimensions: array.sizes, count: copy.count, declared: .double, stored: .double,
      elements: UnsafeRawPointer(copy.baseAddress!)
    ) { copy.deallocate() }
  }

  private init(
    dimensions: [Int], count: Int, declared: MATNumberType, stored: MATNumberType, elements: UnsafeRawPointer,
    release: @escaping () -> Void
  ) {
    self.dimensions = dimensions
    self.count = count
    self.declared = declared
    self.stored = stored
    self.elements = elements
    self.release = release
  }

  /// Reads with matio, after `MATContainer` has checked `bytes`, which are the file's.
  convenience init(_ name: String, of file: URL, throughMatIO bytes: Data) throws {
    let place = file.path
    let container = try MATContainer(checking: bytes, place: place)
    try FileCheck.check(file)
    guard let mat = Mat_Open(place, Int32(MAT_ACC_RDONLY.rawValue)) else {
      throw MATContainer.damaged(place, "something that matio cannot open", "a MATLAB file of version 5")
    }
    defer { Mat_Close(mat) }
    let object = "\(place): \(name)"
    let variable = try Self.header(of: name, in: mat, place: place)
    let release = { Mat_VarFree(variable) }
    do {
      let header = variable.pointee
      let dimensions = (0..<Int(header.rank)).map { Int(clamping: header.dims[$0]) }
      let count = try Self.count(dimensions, limit: container.largestElement, place: object)
      guard let type = MATNumberType(class: Int(variable.pointee.class_type.rawValue)), variable.pointee.isComplex == 0
      else { throw InputError(object, found: "something other than real numbers", expected: "a numeric array") }
      guard Mat_VarReadDataAll(mat, variable) == 0, let data = variable.pointee.data,
        variable.pointee.nbytes == count * Int(variable.pointee.data_size)
      else { throw MATContainer.damaged(object, "numbers that matio cannot read", "\(count) numbers") }
      self.init(
        dimensions: dimensions, count: count, declared: type, stored: type, elements: data, release: release)
    } catch {
      release()
      throw error
    }
  }

  deinit { release() }

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
