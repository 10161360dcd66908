import CHDF5
import CHDF5Shims
import Diagnostics
import Foundation
import Testing

@testable import FeatureStore

@Suite("The layer over HDF5")
struct HDF5LayerTests {
  @Test("groups, kinds, shapes and element types are told")
  func structure() throws {
    let folder = try TemporaryFolder()
    try HDF5File.create(folder.file()) { file in
      try file.createGroup("/b")
      try file.createGroup("/a")
      try file.createGroup("/a/c")
      try file.write([1, 2, 3, 4, 5, 6] as [UInt16], shape: [3, 2, 1], to: "/a/x", chunk: [2, 2, 1], compression: 2)
      try file.write(["one", "three"], to: "/a/s")
    }
    let file = try HDF5File(reading: folder.file())
    #expect(try file.children() == ["a", "b"])
    #expect(try file.children("/a") == ["c", "s", "x"])
    #expect(try file.children("/a/c") == [])
    #expect(file.exists("/") && file.exists("/a/x") && !file.exists("/a/y") && !file.exists("/z/y/x"))
    #expect(!file.exists("/a/x/y"))
    let x = try file.dataset("/a/x")
    #expect(x.shape == [3, 2, 1] && x.count == 6 && x.rowCount == 2 && x.chunkShape == [2, 2, 1])
    #expect(x.elementType == .integer(bytes: 2, signed: false) && "\(x.elementType)" == "uint16")
    #expect(try file.dataset("/a/s").elementType == .string(bytes: 5))
    #expect(throws: InputError.self) { try file.children("/a/x") }
    #expect(throws: InputError.self) { try file.children("/none") }
    #expect(throws: InputError.self) { try file.dataset("/a") }
  }

  @Test("numbers are read as they are, or converted where nothing is lost but digits")
  func numbers() throws {
    let folder = try TemporaryFolder()
    try HDF5File.create(folder.file()) { file in
      try file.write([0, 255] as [UInt8], to: "/u8")
      try file.write([-1, 1 << 20] as [Int64], to: "/i64")
      try file.write([0.1, -2] as [Double], to: "/f64")
      try file.write([7] as [Int32], shape: [], to: "/scalar")
    }
    let file = try HDF5File(reading: folder.file())
    #expect(try file.dataset("/u8").read() == [0, 255] as [UInt8])
    #expect(try file.dataset("/u8").read() == [0, 255] as [Int32])
    #expect(try file.dataset("/u8").read() == [0, 255] as [Float])
    #expect(try file.dataset("/i64").read() == [-1, 1 << 20] as [Int32])
    #expect(try file.dataset("/f64").read() == [0.1, -2] as [Float])
    #expect(try file.dataset("/scalar").read() == [7] as [Int32])
    let wide = #expect(throws: InputError.self) { try file.dataset("/i64").read(as: UInt16.self) }
    #expect(wide?.found == "-1 at element 0")
    let fraction = #expect(throws: InputError.self) { try file.dataset("/f64").read(as: Int32.self) }
    #expect(fraction?.found == "float64" && fraction?.expected == "int32")
    #expect(throws: InputError.self) { try file.dataset("/u8").readStrings() }
  }

  @Test("a run of rows is one hyperslab, of any rank; rows outside are refused")
  func rows() throws {
    let folder = try TemporaryFolder()
    let numbers = (0..<24).map(Int32.init)
    try HDF5File.create(folder.file()) { try $0.write(numbers, shape: [4, 3, 2], to: "/x", chunk: [3, 2, 2]) }
    let x = try HDF5File(reading: folder.file()).dataset("/x")
    #expect(try x.read(rows: 1..<3) == Array(numbers[6..<18]))
    #expect(try x.read(rows: 2..<2, as: Int32.self) == [])
    #expect(try x.read(rows: 0..<4) == numbers)
    #expect(throws: InputError.self) { try x.read(rows: 3..<5, as: Int32.self) }
    #expect(throws: InputError.self) { try x.read(rows: -1..<2, as: Int32.self) }
  }

  @Test("strings of variable length, as h5py writes them, and padded with spaces, as Fortran does, are read")
  func foreignStrings() throws {
    let folder = try TemporaryFolder()
    let url = folder.file()
    withHDF5 {
      let file = H5Fcreate(url.path, hdf5_truncate(), 0, 0)
      let space = H5Screate_simple(1, [3], nil)
      let variable = H5Tcopy(hdf5_c_string())
      H5Tset_size(variable, hdf5_variable_length())
      H5Tset_cset(variable, H5T_CSET_UTF8)
      let dataset = H5Dcreate2(file, "v", variable, space, 0, 0, 0)
      let texts: [UnsafeMutablePointer<CChar>?] = ["größe", "", "walk"].map { (text: String) in strdup(text) }
      #expect(H5Dwrite(dataset, variable, 0, 0, 0, texts) >= 0)
      for text in texts { free(text) }
      let fixed = H5Tcopy(hdf5_c_string())
      H5Tset_size(fixed, 4)
      H5Tset_strpad(fixed, H5T_STR_SPACEPAD)
      let padded = H5Dcreate2(file, "f", fixed, space, 0, 0, 0)
      #expect(H5Dwrite(padded, fixed, 0, 0, 0, Array("a   bc  walk".utf8)) >= 0)
      let latin = H5Dcreate2(file, "l", fixed, space, 0, 0, 0)
      #expect(H5Dwrite(latin, fixed, 0, 0, 0, Array("a   ".utf8) + [0xE9, 0, 0, 0] + Array("walk".utf8)) >= 0)
      for id in [dataset, padded, latin] { H5Dclose(id) }
      for id in [variable, fixed] { H5Tclose(id) }
      H5Sclose(space)
      H5Fclose(file)
    }
    let read = try HDF5File(reading: url)
    #expect(try read.dataset("/v").elementType == .string(bytes: nil))
    #expect(try read.dataset("/v").readStrings() == ["größe", "", "walk"])
    #expect(try read.dataset("/f").readStrings() == ["a", "bc", "walk"])
    let error = #expect(throws: InputError.self) { try read.dataset("/l").readStrings() }
    #expect(error?.found == "bytes in row 1 that are not UTF-8")
  }

  @Test("attributes of text, lists of text and numbers come back; absent ones are nil")
  func attributes() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "é", count: 100_000)
    try HDF5File.create(folder.file()) { file in
      try file.setAttribute("text", of: "/", to: long)
      try file.setAttribute("empty", of: "/", to: "")
      try file.setAttribute("list", of: "/", to: ["a", "", "ü"])
      try file.setAttribute("none", of: "/", to: [])
      try file.setAttribute("rate", of: "/", to: 50)
    }
    let file = try HDF5File(reading: folder.file())
    #expect(try file.stringAttribute("text", of: "/") == long)
    #expect(try file.stringAttribute("empty", of: "/") == "")
    #expect(try file.stringsAttribute("list", of: "/") == ["a", "", "ü"])
    #expect(try file.stringsAttribute("none", of: "/") == [])
    #expect(try file.numberAttribute("rate", of: "/") == 50)
    #expect(try file.stringAttribute("absent", of: "/") == nil)
    #expect(try file.numberAttribute("absent", of: "/") == nil)
    #expect(throws: InputError.self) { try file.stringAttribute("rate", of: "/") }
    #expect(throws: InputError.self) { try file.numberAttribute("text", of: "/") }
    #expect(throws: InputError.self) { try file.stringAttribute("x", of: "/no/such/object") }
  }

  @Test("no identifier of libhdf5 is left open, whether reading succeeds or fails")
  func handles() throws {
    let folder = try TemporaryFolder()
    try FeatureFile.write(try exampleSet(), to: folder.file())
    try HandMadeFile().with("subjects", nil).write(to: folder.file("bad.h5"))
    for name in ["features.h5", "bad.h5"] {
      do {
        _ = try FeatureFile.read(folder.file(name))
      } catch is InputError {}
      // Other tests run beside this one: count what is open of this file alone.
      withHDF5 {
        let probe = H5Fopen(folder.file(name).path, 0, 0)
        #expect(H5Fget_obj_count(probe, UInt32(0x1F)) == 1)
        H5Fclose(probe)
      }
    }
  }
}
