import CHDF5
import CHDF5Shims
import CZlib
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import FeatureStore

/// Chunks that gzip packed are unpacked here, not by libhdf5: the numbers must be the same.
@Suite("Packed chunks") struct PackedReadingTests {
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.file("a.h5")
  }

  /// How an array is stored.
  struct Layout: Sendable, CustomTestStringConvertible {
    var shape: [Int]
    var chunk: [Int]
    var shuffle = false
    var checksum = false
    var packsEdges = true
    /// Whether gzip finds anything to save.
    var isRandom = false

    var testDescription: String {
      "\(shape) in \(chunk)\(shuffle ? ", shuffled" : "")\(checksum ? ", with checksums" : "")"
        + "\(packsEdges ? "" : ", plain edges")\(isRandom ? ", random" : "")"
    }
  }

  static let layouts: [Layout] = [
    Layout(shape: [1], chunk: [1]), Layout(shape: [250], chunk: [100]),
    Layout(shape: [250], chunk: [100], shuffle: true), Layout(shape: [250], chunk: [100], packsEdges: false),
    Layout(shape: [23, 17], chunk: [5, 17], shuffle: true), Layout(shape: [23, 17], chunk: [23, 4]),
    Layout(shape: [23, 17], chunk: [6, 5], shuffle: true, isRandom: true),
    Layout(shape: [7, 6, 5], chunk: [3, 4, 2], shuffle: true), Layout(shape: [7, 6, 5], chunk: [1, 1, 1]),
    Layout(shape: [40, 9], chunk: [16, 9], shuffle: true, checksum: true),
    Layout(shape: [40, 9], chunk: [16, 4], shuffle: true, packsEdges: false),
  ]

  /// Writes numbers in the type `file`, and gives them back.
  private func write(_ layout: Layout, type: hid_t) -> [Double] {
    let count = layout.shape.reduce(1, *)
    var generator = SystemRandomNumberGenerator()
    let numbers = (0..<count).map { index in
      layout.isRandom ? Double(UInt8.random(in: 0...255, using: &generator)) : Double(index % 91)
    }
    withHDF5 {
      let file = H5Fcreate(url.path, hdf5_truncate(), 0, 0)
      let list = H5Pcreate(hdf5_dataset_create_list())
      H5Pset_chunk(list, Int32(layout.chunk.count), layout.chunk.map { hsize_t($0) })
      if layout.shuffle { H5Pset_shuffle(list) }
      H5Pset_deflate(list, 4)
      if layout.checksum { H5Pset_fletcher32(list) }
      if !layout.packsEdges { H5Pset_chunk_opts(list, UInt32(H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS)) }
      let space = H5Screate_simple(Int32(layout.shape.count), layout.shape.map { hsize_t($0) }, nil)
      let array = H5Dcreate2(file, "x", type, space, 0, list, 0)
      #expect(H5Dwrite(array, hdf5_native_double(), 0, 0, 0, numbers) >= 0)
      H5Dclose(array)
      H5Sclose(space)
      H5Pclose(list)
      H5Fclose(file)
    }
    return numbers
  }

  private static func reversed(_ type: hid_t) -> hid_t {
    withHDF5 {
      let copy = H5Tcopy(type)
      H5Tset_order(copy, H5T_ORDER_BE)
      return copy
    }
  }

  @Test("numbers of every type and layout are those that were written", arguments: layouts)
  func same(_ layout: Layout) throws {
    let types = [
      hdf5_native_double(), hdf5_native_float(), hdf5_native_int32(), hdf5_native_uint16(), hdf5_native_uint8(),
      Self.reversed(hdf5_native_double()), Self.reversed(hdf5_native_int32()),
    ]
    for type in types {
      let numbers = write(layout, type: type)
      let array = try HDF5File(reading: url).dataset("/x")
      #expect(try array.read(as: Double.self) == numbers)
      #expect(try array.read(as: Float.self) == numbers.map { Float($0) })
      if case .integer = array.elementType {
        #expect(try array.read(as: UInt8.self) == numbers.map { UInt8($0) })
        #expect(try array.read(as: Int64.self) == numbers.map { Int64($0) })
      }
      let width = array.rowCount
      for rows in [0..<1, 0..<array.shape[0], array.shape[0] / 3..<array.shape[0], array.shape[0] - 1..<array.shape[0]]
      {
        #expect(
          try array.read(rows: rows, as: Double.self)
            == Array(numbers[rows.lowerBound * width..<rows.upperBound * width]))
      }
      let last = array.shape.last!
      for columns in [0..<last, last / 2..<last] where array.shape.count > 1 {
        let wanted = numbers.enumerated().filter { columns.contains($0.offset % last) }.map(\.element)
        #expect(try array.read(last: columns, as: Double.self) == wanted)
      }
    }
  }

  @Test("a number that does not fit is told by its place")
  func narrow() throws {
    _ = write(Layout(shape: [250], chunk: [100]), type: hdf5_native_int32())
    withHDF5 {
      let file = H5Fopen(url.path, 1 /* to be written to */, 0)
      let array = H5Dopen2(file, "x", 0)
      var numbers = [Int32](repeating: 7, count: 250)
      numbers[201] = 300
      #expect(H5Dwrite(array, hdf5_native_int32(), 0, 0, 0, numbers) >= 0)
      H5Dclose(array)
      H5Fclose(file)
    }
    let error = #expect(throws: InputError.self) { try HDF5File(reading: url).dataset("/x").read(as: UInt8.self) }
    #expect(error?.found == "300 at element 201")
  }

  /// Writes the bytes of the second of three chunks of 100 doubles as they are.
  private func write(chunk bytes: [UInt8], checksum: Bool = false) {
    _ = write(Layout(shape: [300], chunk: [100], checksum: checksum), type: hdf5_native_double())
    withHDF5 {
      let file = H5Fopen(url.path, 1 /* to be written to */, 0)
      let array = H5Dopen2(file, "x", 0)
      #expect(H5Dwrite_chunk(array, 0, 0, [100], bytes.count, bytes) >= 0)
      H5Dclose(array)
      H5Fclose(file)
    }
  }

  private func packed(_ count: Int) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: count + 1000)
    var length = uLongf(packed.count)
    #expect(compress(&packed, &length, [UInt8](repeating: 0, count: count), uLong(count)) == Z_OK)
    return Array(packed[..<Int(length)])
  }

  @Test("a chunk that unpacks to too little is refused, and one that does not unpack", arguments: [true, false])
  func damaged(isAsked whole: Bool) throws {
    func error() throws -> InputError? {
      let array = try HDF5File(reading: url).dataset("/x")
      return #expect(throws: InputError.self) {
        _ = whole ? try array.read(as: Double.self) : try array.read(rows: 150..<160, as: Double.self)
      }
    }
    write(chunk: packed(792))
    #expect(try error()?.found == "a chunk at [100] of 792 bytes")
    write(chunk: packed(0))
    #expect(try error()?.found == "a chunk at [100] of 0 bytes")
    write(chunk: Array(packed(800).dropLast(6)))
    #expect(try error()?.found.contains("HDF5 error") == true)
    write(chunk: [1, 2, 3, 4])
    #expect(try error()?.found.contains("HDF5 error") == true)
    // Numbers elsewhere are sound.
    #expect(try HDF5File(reading: url).dataset("/x").read(rows: 210..<220, as: Double.self).count == 10)
  }

  @Test("a chunk that unpacks to more gives what the array takes from it, as libhdf5 has it")
  func longer() throws {
    write(chunk: packed(8000))
    let array = try HDF5File(reading: url).dataset("/x")
    #expect(try array.read(as: Double.self)[100..<200].allSatisfy { $0 == 0 })
  }

  @Test("floats that are not IEEE are refused, and told by what they are")
  func notIEEE() throws {
    let type = withHDF5 {
      let type = H5Tcopy(hdf5_native_float())
      H5Tset_ebias(type, 100)
      return type
    }
    _ = write(Layout(shape: [10], chunk: [10]), type: type)
    let error = #expect(throws: InputError.self) { try HDF5File(reading: url).dataset("/x").read(as: Double.self) }
    #expect(error?.found == "floats that are not IEEE")
  }

  @Test("text that goes on behind a zero byte is refused", arguments: ["a\0b\0", "\0\0\0b"])
  func zeroInText(_ text: String) throws {
    withHDF5 {
      let file = H5Fcreate(url.path, hdf5_truncate(), 0, 0)
      let type = H5Tcopy(hdf5_c_string())
      H5Tset_size(type, 4)
      H5Tset_strpad(type, H5T_STR_NULLPAD)
      let space = H5Screate_simple(1, [2], nil)
      let array = H5Dcreate2(file, "t", type, space, 0, 0, 0)
      #expect(H5Dwrite(array, type, 0, 0, 0, Array("abcd".utf8) + Array(text.utf8)) >= 0)
      H5Dclose(array)
      H5Sclose(space)
      H5Tclose(type)
      H5Fclose(file)
    }
    let error = #expect(throws: InputError.self) { try HDF5File(reading: url).dataset("/t").readStrings() }
    #expect(error?.found == "text in row 1 that goes on behind a zero byte")
  }
}
