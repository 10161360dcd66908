import CMatIO
import Diagnostics
import FeatureStore
import Foundation
import Testing

@testable import Datasets

/// Writes variables as a MATLAB file: numbers with MATLAB's sizes, the first index fastest, and
/// cell arrays of texts.
func writeVariables(
  _ url: URL, _ arrays: [(name: String, shape: [Int], numbers: [Double])],
  texts: [(name: String, cells: [String])] = [],
  version: mat_ft = MAT_FT_MAT5
) throws {
  let mat = try #require(Mat_CreateVer(url.path, nil, version))
  defer { Mat_Close(mat) }
  for array in arrays {
    var (shape, numbers) = (array.shape, array.numbers)
    let made = Mat_VarCreate(array.name, MAT_C_DOUBLE, MAT_T_DOUBLE, Int32(shape.count), &shape, &numbers, 0)
    defer { Mat_VarFree(made) }
    #expect(Mat_VarWrite(mat, made, MAT_COMPRESSION_NONE) == 0)
  }
  for text in texts {
    var shape = [text.cells.count, 1]
    let cell = Mat_VarCreate(text.name, MAT_C_CELL, MAT_T_CELL, 2, &shape, nil, 0)
    for (index, content) in text.cells.enumerated() {
      var units = Array(content.utf8)
      var size = [1, units.count]
      let own = Mat_VarCreate(nil, MAT_C_CHAR, MAT_T_UTF8, 2, &size, &units, 0)
      Mat_VarSetCell(cell, Int32(index), own)
    }
    #expect(Mat_VarWrite(mat, cell, MAT_COMPRESSION_NONE) == 0)
    Mat_VarFree(cell)
  }
}

@Suite("MATLAB files as arrays")
struct MATLABArrayTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("version 5 has MATLAB's shapes and the last index fastest; cells of char arrays are texts")
  func version5() throws {
    let url = folder.url.appendingPathComponent("a.mat")
    try writeVariables(
      url, [("X", [2, 3], [1, 4, 2, 5, 3, 6]), ("T", [2, 2, 2], [0, 4, 2, 6, 1, 5, 3, 7])],
      texts: [("names", ["walk", "run", ""])])
    let file = try ArrayFiles.open(url)
    #expect(file.format == "MATLAB 5")
    #expect(try file.numbers("X") == NumericArray(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6]))
    #expect(try file.numbers("X", rows: 1..<2) == NumericArray(shape: [1, 3], elements: [4, 5, 6]))
    #expect(try file.numbers("T").elements == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(try file.texts("names") == ["walk", "run", ""])
    #expect(throws: InputError.self) { try file.numbers("names") }
    #expect(throws: InputError.self) { try file.texts("X") }
    let error = #expect(throws: InputError.self) { try file.texts("nmes") }
    #expect(error?.advice == "Did you mean 'names'?")
  }

  @Test("numbers are of a type that their class holds", arguments: [(7, true), (3, true), (12, false), (13, false)])
  func types(type: UInt8, isRead: Bool) throws {
    let url = folder.url.appendingPathComponent("a.mat")
    try writeVariables(url, [("X", [1, 2], [0, 0])])
    var bytes = try Data(contentsOf: url)
    // The tag of the numbers: their type, and 16 bytes.
    let tag = try #require(bytes.range(of: Data([9, 0, 0, 0, 16, 0, 0, 0])))
    bytes[tag.lowerBound] = type
    let size: UInt8 = type == 7 ? 8 : type == 3 ? 4 : 16
    bytes[tag.lowerBound + 4] = size
    // The element around it, and zeros behind the numbers.
    let padded = Int(size + 7) / 8 * 8
    bytes.removeSubrange(tag.upperBound + padded..<tag.upperBound + 16)
    let length = try #require(bytes.range(of: Data([14, 0, 0, 0]), in: 128..<bytes.count)).upperBound
    bytes[length] -= UInt8(16 - padded)
    try bytes.write(to: url)
    if isRead {
      #expect(try ArrayFiles.open(url).numbers("X").elements == [0, 0])
    } else {
      #expect(throws: InputError.self) { try ArrayFiles.open(url).numbers("X") }
    }
  }

  @Test("a file cut short at any place is refused")
  func cut() throws {
    let url = folder.url.appendingPathComponent("a.mat")
    try writeVariables(url, [("X", [20, 30], numbers(600))])
    let whole = try Data(contentsOf: url)
    for share in [0.01, 0.1, 0.5, 0.9, 0.999] {
      try whole.prefix(Int(Double(whole.count) * share)).write(to: url)
      #expect(throws: InputError.self) { try ArrayFiles.open(url).numbers("X") }
    }
  }
}

@Suite("HDF5 files of any layout")
struct HDF5ArrayTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("arrays are found in groups of any depth, and read whole and by rows")
  func groups() throws {
    let url = folder.url.appendingPathComponent("a.h5")
    try HDF5File.create(url) { file in
      try file.createGroup("/emb")
      try file.createGroup("/emb/deep")
      try [1, 2, 3, 4, 5, 6].withUnsafeBufferPointer { try file.write($0, shape: [3, 2], to: "/emb/deep/mean") }
      try file.write(["a", "b", "c"], to: "/names")
      try file.write([7, 8, 9] as [Int64], to: "/who")
    }
    let file = try ArrayFiles.open(url)
    #expect(file.arrays.map(\.name).sorted() == ["/emb/deep/mean", "/names", "/who"])
    #expect(try file.numbers("emb/deep/mean", rows: 1..<3) == NumericArray(shape: [2, 2], elements: [3, 4, 5, 6]))
    #expect(try file.numbers("/who").elements == [7, 8, 9])
    #expect(try file.texts("/names") == ["a", "b", "c"])
    #expect(throws: InputError.self) { try file.numbers("/names") }
    #expect(throws: InputError.self) { try file.numbers("/who", rows: 2..<4) }
    let cut = folder.url.appendingPathComponent("cut.h5")
    try Data(contentsOf: url).prefix(600).write(to: cut)
    #expect(throws: InputError.self) { try ArrayFiles.open(cut) }
  }

  @Test(
    "what h5py writes: booleans, texts of both kinds, half precision, links in a circle, a shape beyond the file",
    .enabled(if: PythonPeer.isThere, "no .venv/bin/python: run 'make setup'"))
  func peer() throws {
    try PythonPeer.run(
      """
      import h5py, numpy as np
      with h5py.File('a.h5', 'w') as f:
          f['g/flags'] = np.array([True, False, True])
          f['g/half'] = np.array([[0.5, 2]], dtype='f2')
          f['g/big'] = np.array([1, 2], dtype='>i8')
          f['g/beyond'] = np.array([2**53 + 1])
          f['names'] = ['ä', 'b']
          f['fixed'] = np.array([b'x', b'yy'])
          f['g/loop'] = f['g']
          f['pair'] = np.array([(1, 2.0)], dtype=[('a', 'i4'), ('b', 'f8')])
          f.create_dataset('huge', shape=(1 << 40, 1 << 10), dtype='f8', chunks=(1, 1024))
      """, in: folder.url)
    let file = try ArrayFiles.open(folder.url.appendingPathComponent("a.h5"))
    #expect(try file.numbers("/g/flags").elements == [1, 0, 1])
    #expect(try file.description(of: "/g/flags").elementType == "bool")
    #expect(try file.numbers("/g/half").elements == [0.5, 2])
    #expect(try file.numbers("/g/big").elements == [1, 2])
    #expect(throws: InputError.self) { try file.numbers("/g/beyond") }
    #expect(try file.texts("/names") == ["ä", "b"] && file.texts("/fixed") == ["x", "yy"])
    #expect(file.arrays.count { $0.name.hasSuffix("flags") } == 1)
    for name in ["/huge", "/pair"] {
      let error = #expect(throws: InputError.self) { try file.numbers(name) }
      #expect(error?.place.contains(name) == true)
    }
    // What cannot be read is shown, and hides nothing else.
    let inspection = FileInspection(file)
    #expect(inspection.arrays.first { $0.name == "/huge" }?.problem?.isEmpty == false)
    #expect(inspection.arrays.first { $0.name == "/g/big" }?.maximum == 2)
  }
}
