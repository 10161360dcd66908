import CHDF5
import CHDF5Shims
import Foundation
import Testing

@testable import FeatureStore

/// HDF5 files with objects that this package never writes, made with the C library.
struct RawHDF5 {
  private let file: hid_t

  private init(_ file: hid_t) { self.file = file }

  /// Adds to a file that exists already, and closes it.
  static func add(to url: URL, _ contents: (RawHDF5) throws -> Void) throws {
    try withHDF5 {
      let readAndWrite: UInt32 = 1
      let file = H5Fopen(url.path, readAndWrite, 0)
      try #require(file >= 0)
      defer { H5Fclose(file) }
      try contents(RawHDF5(file))
    }
  }

  /// Writes numbers under the names of an enumeration over `base`.
  func writeEnumeration(
    _ name: String, _ members: [(String, Int64)], _ numbers: [Int64], base: hid_t = hdf5_native_int64()
  ) throws {
    let type = H5Tenum_create(base)
    defer { H5Tclose(type) }
    for (name, value) in members {
      var stored = value
      try #require(H5Tconvert(hdf5_native_int64(), base, 1, &stored, nil, 0) >= 0)
      try #require(H5Tenum_insert(type, name, &stored) >= 0)
    }
    let size = H5Tget_size(base)
    var bytes: [UInt8] = []
    for number in numbers {
      var stored = number
      try #require(H5Tconvert(hdf5_native_int64(), base, 1, &stored, nil, 0) >= 0)
      withUnsafeBytes(of: stored) { bytes += $0.prefix(size) }
    }
    try write(name, type, count: numbers.count, bytes)
  }

  /// Writes pairs of numbers as a compound type.
  func writePairs(_ name: String, count: Int) throws {
    let type = H5Tcreate(H5T_COMPOUND, 16)
    defer { H5Tclose(type) }
    H5Tinsert(type, "a", 0, hdf5_native_double())
    H5Tinsert(type, "b", 8, hdf5_native_double())
    try write(name, type, count: count, [UInt8](repeating: 0, count: 16 * count))
  }

  private func write(_ name: String, _ type: hid_t, count: Int, _ bytes: [UInt8]) throws {
    var extent = hsize_t(count)
    let space = H5Screate_simple(1, &extent, nil)
    defer { H5Sclose(space) }
    let dataset = H5Dcreate2(file, name, type, space, 0, 0, 0)
    try #require(dataset >= 0)
    defer { H5Dclose(dataset) }
    try #require(H5Dwrite(dataset, type, 0, 0, 0, bytes) >= 0)
  }

  /// A link to a path of the same file.
  func linkSoftly(_ name: String, to target: String) throws {
    try #require(H5Lcreate_soft(target, file, name, 0, 0) >= 0)
  }

  /// A link to an object of another file.
  func link(_ name: String, to object: String, of other: String) throws {
    try #require(H5Lcreate_external(other, object, file, name, 0, 0) >= 0)
  }

  /// A type under a name.
  func nameType(_ name: String) throws {
    let type = H5Tcopy(hdf5_native_double())
    defer { H5Tclose(type) }
    try #require(H5Tcommit2(file, name, type, 0, 0, 0) >= 0)
  }
}
