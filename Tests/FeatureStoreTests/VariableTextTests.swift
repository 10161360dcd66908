import CHDF5
import CHDF5Shims
import Diagnostics
import Foundation
import Testing

@testable import FeatureStore

/// Text of variable length, wherever a file keeps it.
@Suite("Text of variable length") struct VariableTextTests {
  private static let texts = ["one", "a longer text", "", "größe", String(repeating: "long ", count: 3000)]
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.file("a.h5")
  }

  /// How an array stores its elements.
  enum Layout: CaseIterable {
    case onePiece, header, chunks, packed, shuffled
  }

  /// Writes an array of the texts, and an attribute of them at another array.
  private func write(_ layout: Layout, newest: Bool = false, userBlock: Int = 0) {
    withHDF5 {
      let (creation, access) = (H5Pcreate(hdf5_file_create_list()), H5Pcreate(hdf5_file_access_list()))
      H5Pset_userblock(creation, hsize_t(userBlock))
      if newest { H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18) }
      let file = H5Fcreate(url.path, hdf5_truncate(), creation, access)
      let type = H5Tcopy(hdf5_c_string())
      H5Tset_size(type, hdf5_variable_length())
      H5Tset_cset(type, H5T_CSET_UTF8)
      let space = H5Screate_simple(1, [hsize_t(Self.texts.count)], nil)
      let list = H5Pcreate(hdf5_dataset_create_list())
      switch layout {
      case .onePiece: break
      case .header: H5Pset_layout(list, H5D_COMPACT)
      // The last chunk goes beyond the array.
      case .chunks, .packed, .shuffled: H5Pset_chunk(list, 1, [2])
      }
      if layout == .shuffled { H5Pset_shuffle(list) }
      if [.packed, .shuffled].contains(layout) { H5Pset_deflate(list, 6) }
      let pointers = Self.texts.map { strdup($0) }
      let array = H5Dcreate2(file, "t", type, space, 0, list, 0)
      #expect(H5Dwrite(array, type, 0, 0, 0, pointers) >= 0)
      let group = H5Gcreate2(file, "g", 0, 0, 0)
      let attribute = H5Acreate2(group, "names", type, space, 0, 0)
      #expect(H5Awrite(attribute, type, pointers) >= 0)
      for pointer in pointers { free(pointer) }
      H5Aclose(attribute)
      H5Gclose(group)
      H5Dclose(array)
      for id in [list, creation, access] { H5Pclose(id) }
      H5Sclose(space)
      H5Tclose(type)
      H5Fclose(file)
    }
  }

  @Test(
    "arrays and attributes are read from every layout, by every version of headers, behind other bytes",
    arguments: Layout.allCases, [(false, 0), (true, 0), (false, 1024), (true, 512)])
  func read(layout: Layout, form: (newest: Bool, userBlock: Int)) throws {
    write(layout, newest: form.newest, userBlock: form.userBlock)
    let file = try HDF5File(reading: url)
    #expect(try file.dataset("/t").readStrings() == Self.texts)
    #expect(try file.stringsAttribute("names", of: "/g") == Self.texts)
  }

  /// The places of the element of the second text: of the array, and of the attribute.
  private func elements(_ bytes: Data) throws -> [Int] {
    let length = withUnsafeBytes(of: UInt32(Self.texts[1].utf8.count).littleEndian) { Data($0) }
    var places: [Int] = []
    var from = bytes.startIndex
    while let found = bytes.range(of: length, in: from..<bytes.endIndex - 12) {
      let address = bytes[found.upperBound..<found.upperBound + 8].reversed().reduce(UInt64(0)) {
        $0 << 8 | UInt64($1)
      }
      if address < bytes.count, bytes[Int(address)...].starts(with: Data("GCOL".utf8)) {
        places.append(found.lowerBound)
      }
      from = found.upperBound
    }
    return places
  }

  /// What is damaged of an element, and what is said of it.
  enum Damage: CaseIterable {
    case shorter, longer, elsewhere, beyond, otherNumber

    func apply(to bytes: inout Data, at place: Int) {
      switch self {
      case .shorter: bytes[place] -= 3
      case .longer: bytes[place + 2] = 0x7F
      case .elsewhere: bytes[place + 4] ^= 0x10
      case .beyond: bytes[place + 10] = 0xFF
      case .otherNumber: bytes[place + 13] = 0x55
      }
    }

    var found: String {
      switch self {
      case .shorter, .longer: "text in row 1 whose length is not that in its heap"
      case .elsewhere, .beyond, .otherNumber: "a text in row 1 that its heap does not have"
      }
    }
  }

  @Test("lengths and places that are not those of the heap are refused", arguments: Damage.allCases, [0, 1])
  func damaged(damage: Damage, which: Int) throws {
    write(.chunks)
    var bytes = try Data(contentsOf: url)
    let places = try elements(bytes)
    try #require(places.count == 2)
    for place in places { damage.apply(to: &bytes, at: place) }
    try bytes.write(to: url)
    let file = try HDF5File(reading: url)
    let error = #expect(throws: InputError.self) {
      which == 0 ? try file.dataset("/t").readStrings() : try file.stringsAttribute("names", of: "/g")
    }
    #expect(error?.found == damage.found)
  }

  @Test("a heap whose sizes go beyond it, or that is none, is refused and ends no program", arguments: [0, 8, 24, 16])
  func heaps(place: Int) throws {
    write(.onePiece)
    var bytes = try Data(contentsOf: url)
    let heap = try #require(bytes.range(of: Data("GCOL".utf8))?.lowerBound)
    for byte in 0..<(place == 16 ? 2 : 4) { bytes[heap + place + byte] = place == 16 ? 0 : 0xF0 }
    try bytes.write(to: url)
    let file = try HDF5File(reading: url)
    #expect(throws: InputError.self) { try file.dataset("/t").readStrings() }
    #expect(throws: InputError.self) { try file.stringsAttribute("names", of: "/g") }
  }

  @Test("a text with a zero byte inside is refused: readers differ in where it ends")
  func zeros() throws {
    write(.onePiece)
    var bytes = try Data(contentsOf: url)
    let text = try #require(bytes.range(of: Data("a longer text".utf8))?.lowerBound)
    bytes[text + 1] = 0
    try bytes.write(to: url)
    let error = #expect(throws: InputError.self) { try HDF5File(reading: url).dataset("/t").readStrings() }
    #expect(error?.found == "text in row 1 that goes on behind a zero byte")
  }
}
