import CHDF5
import CHDF5Shims
import Diagnostics
import Foundation
import Testing

@testable import FeatureStore

/// Headers without checksums, as the oldest version of the format has them.
@Suite("Headers of the oldest version") struct OldHeaderTests {
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.file("a.h5")
  }

  /// Writes an array whose attributes need a second block of messages, behind so many bytes of
  /// something else.
  private func write(userBlock: Int) {
    withHDF5 {
      let creation = H5Pcreate(hdf5_file_create_list())
      H5Pset_userblock(creation, hsize_t(userBlock))
      let file = H5Fcreate(url.path, hdf5_truncate(), creation, 0)
      let space = H5Screate_simple(1, [3], nil)
      let array = H5Dcreate2(file, "x", hdf5_native_double(), space, 0, 0, 0)
      #expect(H5Dwrite(array, hdf5_native_double(), 0, 0, 0, [1.0, 2, 3]) >= 0)
      let single = H5Screate(H5S_SCALAR)
      for number in 0..<8 {
        let attribute = H5Acreate2(array, "number \(number)", hdf5_native_double(), single, 0, 0)
        #expect(H5Awrite(attribute, hdf5_native_double(), [Double(number)]) >= 0)
        H5Aclose(attribute)
      }
      H5Sclose(single)
      H5Dclose(array)
      H5Sclose(space)
      H5Fclose(file)
      H5Pclose(creation)
    }
  }

  private func number(_ bytes: Data, _ place: Int, _ count: Int) -> Int {
    bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  @Test("sound ones are read, and one whose messages were moved beyond its end is refused", arguments: [0, 512])
  func moved(userBlock: Int) throws {
    write(userBlock: userBlock)
    var address: UInt64 = 0
    do {
      let file = try HDF5File(reading: url)
      #expect(withHDF5 { hdf5_object_number(file.handle.id, "/x", &address) } >= 0)
      #expect(try file.dataset("/x").read(as: Double.self) == [1, 2, 3])
      #expect(try file.numberAttribute("number 7", of: "/x") == 7)
    }
    var bytes = try Data(contentsOf: url)
    let header = userBlock + Int(address)
    try #require(bytes[header] == 1, "the oldest version")
    // The first block, up to the message that names the next one.
    var place = header + 16
    while number(bytes, place, 2) != 0x10 { place += 8 + number(bytes, place + 2, 2) }
    let (next, length) = (userBlock + number(bytes, place + 8, 8), number(bytes, place + 16, 8))
    // An empty message before the others, which end 8 bytes later than their block.
    bytes.replaceSubrange(next..<next + length, with: Data(count: 8) + bytes[next..<next + length - 8])
    try bytes.write(to: url)
    // libhdf5 finds it at some calls and not at others: here it must be found at each.
    let file = try HDF5File(reading: url)
    for _ in 0..<3 {
      let error = #expect(throws: InputError.self) { try file.dataset("/x") }
      #expect(error?.place == "\(url.path): /x")
      #expect(throws: InputError.self) { try file.numberAttribute("number 0", of: "/x") }
    }
  }
}

/// Damage of arrays without checksums that libhdf5 reads as if nothing were.
@Suite("Damage of arrays that libhdf5 does not tell") struct ArrayDamageTests {
  private static let largest = 4_321_987
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.file("a.h5")
    let path = url.path
    withHDF5 {
      let file = H5Fcreate(path, hdf5_truncate(), 0, 0)
      for (name, isInChunks) in [("/whole", false), ("/chunks", true)] {
        let space = H5Screate_simple(1, [300], isInChunks ? [hsize_t(Self.largest)] : nil)
        let list = H5Pcreate(hdf5_dataset_create_list())
        if isInChunks { H5Pset_chunk(list, 1, [100]) }
        let array = H5Dcreate2(file, name, hdf5_native_int32(), space, 0, list, 0)
        #expect(H5Dwrite(array, hdf5_native_int32(), 0, 0, 0, [Int32](0..<300)) >= 0)
        H5Dclose(array)
        H5Pclose(list)
        H5Sclose(space)
      }
      H5Fclose(file)
    }
  }

  /// The bytes of a whole number, lowest first.
  private func bytes(_ number: Int, _ count: Int) -> Data {
    Data((0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
  }

  /// The body of the messages of an object that are of a kind.
  private func message(_ path: String, _ kind: Int) throws -> Range<Int> {
    let file = try HDF5File(reading: url)
    var address: UInt64 = 0
    #expect(withHDF5 { hdf5_object_number(file.handle.id, path, &address) } >= 0)
    let all = try Data(contentsOf: url)
    var place = Int(address) + 16
    while !all[place..<place + 2].elementsEqual(bytes(kind, 2)) {
      place += 8 + Int(all[place + 2]) + Int(all[place + 3]) << 8
    }
    return place + 8..<place + 8 + Int(all[place + 2]) + Int(all[place + 3]) << 8
  }

  /// Replaces the only place in `range` where `old` stands.
  private func replace(_ old: Data, with new: Data, in range: Range<Int>) throws {
    var all = try Data(contentsOf: url)
    let found = try #require(all.range(of: old, in: range))
    try #require(all.range(of: old, in: found.upperBound..<range.upperBound) == nil)
    all.replaceSubrange(found, with: new)
    try all.write(to: url)
  }

  private func refusal(_ path: String) throws -> String? {
    let file = try HDF5File(reading: url)
    return #expect(throws: InputError.self) { try file.dataset(path).read(as: Int32.self) }?.found
  }

  @Test("sound arrays are read")
  func sound() throws {
    let file = try HDF5File(reading: url)
    for path in ["/whole", "/chunks"] { #expect(try file.dataset(path).read(as: Int32.self) == [Int32](0..<300)) }
  }

  @Test("an extent above its maximum")
  func extents() throws {
    try replace(bytes(Self.largest, 8), with: bytes(299, 8), in: try message("/chunks", 1))
    #expect(try refusal("/chunks") == "shape [300], which may grow to [299] at most")
  }

  @Test("an array of fewer bytes than its shape")
  func stored() throws {
    try replace(bytes(1200, 8), with: bytes(1196, 8), in: try message("/whole", 8))
    #expect(try refusal("/whole") == "1196 bytes for shape [300]")
  }

  @Test("whole numbers of more bits than their bytes have")
  func precision() throws {
    let type = try message("/whole", 3)
    // Class, three bytes of flags, four of the size; then the offset and the number of bits.
    try replace(bytes(32, 2), with: bytes(40, 2), in: type.lowerBound + 8..<type.upperBound)
    #expect(try refusal("/whole") == "integers beyond their bytes")
  }

  @Test("a chunk that the index does not have")
  func absent() throws {
    let tree = try #require(try Data(contentsOf: url).range(of: Data("TREE".utf8) + Data([1])))
    // The key of the second chunk: its bytes, a mask, its place, and the element's.
    let key = bytes(400, 4) + bytes(0, 4) + bytes(100, 8) + bytes(0, 8)
    try replace(
      key, with: bytes(400, 4) + bytes(0, 4) + bytes(700, 8) + bytes(0, 8),
      in: tree.lowerBound..<tree.lowerBound + 400)
    #expect(try refusal("/chunks") == "no chunk at [100]")
  }
}
