import CHDF5
import CHDF5Shims
import CZlib
import Diagnostics
import Foundation
import Testing

@testable import FeatureStore

/// What is read of a file to see whether libhdf5 survives it.
@Suite("Reading everything") struct EverythingTests {
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.file("a.h5")
  }

  /// Writes an array of doubles in chunks of 100, each packed from so many bytes.
  private func write(_ bytes: [Int], of count: Int, filter: Bool = true, packsEdges: Bool = true) throws {
    withHDF5 {
      let file = H5Fcreate(url.path, hdf5_truncate(), 0, 0)
      let list = H5Pcreate(hdf5_dataset_create_list())
      H5Pset_chunk(list, 1, [100])
      if filter { H5Pset_deflate(list, 6) }
      if !packsEdges { H5Pset_chunk_opts(list, UInt32(H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS)) }
      let space = H5Screate_simple(1, [hsize_t(count)], nil)
      let array = H5Dcreate2(file, "x", hdf5_native_double(), space, 0, list, 0)
      for (index, count) in bytes.enumerated() {
        let plain = [UInt8](repeating: 0, count: count)
        var packed = [UInt8](repeating: 0, count: count + 1000)
        var length = uLongf(packed.count)
        #expect(compress(&packed, &length, plain, uLong(count)) == Z_OK)
        let offset = [hsize_t(index * 100)]
        #expect(H5Dwrite_chunk(array, 0, 0, offset, Int(length), packed) >= 0)
      }
      if bytes.isEmpty {
        let numbers = (0..<count).map(Double.init)
        #expect(H5Dwrite(array, hdf5_native_double(), 0, 0, 0, numbers) >= 0)
      }
      H5Dclose(array)
      H5Sclose(space)
      H5Pclose(list)
      H5Fclose(file)
    }
  }

  private func damage() throws -> InputError? {
    try HDF5File(reading: url).readEverything(numbers: 1000).first
  }

  @Test("a packed chunk that unpacks to less than the array takes from it is found, wherever it is")
  func short() throws {
    try write([800, 800, 800], of: 250)
    #expect(try damage() == nil)
    try write([800, 800, 792], of: 250)
    #expect(try damage()?.found == "a chunk at [200] of 792 bytes")
    try write([8, 800, 800], of: 250)
    let first = try damage()
    #expect(first?.place == "\(url.path): /x" && first?.found == "a chunk at [0] of 8 bytes")
    #expect(first?.expected == "800 bytes")
  }

  @Test("chunks that libhdf5 wrote pass: packed or not, and the one that the array fills in part")
  func whole() throws {
    for filter in [true, false] {
      for packsEdges in [true, false] {
        for count in [100, 250] {
          try write([], of: count, filter: filter, packsEdges: packsEdges)
          #expect(try damage() == nil)
        }
      }
    }
  }

  @Test("groups are listed where they are asked for, and attributes of any kind end nothing")
  func attributes() throws {
    try HDF5File.create(url) { file in
      try file.createGroup("/a")
      try file.createGroup("/a/empty")
      try file.setAttribute("text", of: "/a/empty", to: "x")
      try file.setAttribute("number", of: "/a", to: 2)
      try file.write([1, 2, 3] as [Double], to: "/a/x")
      try file.write(["p", "q"], to: "/t")
    }
    let file = try HDF5File(reading: url)
    let groups = try file.objects(groups: true).filter { $0.content == .group }.map(\.path)
    #expect(groups.sorted() == ["/", "/a", "/a/empty"])
    #expect(try !file.objects().contains { $0.content == .group })
    #expect(file.readEverything(numbers: 1).isEmpty)
  }
}
