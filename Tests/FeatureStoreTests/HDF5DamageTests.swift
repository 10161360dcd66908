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
