import CMatIO
import Diagnostics
import FeatureStore
import Foundation
import Testing

@testable import Datasets

@Suite("MATLAB files of version 7.3") struct MATLAB73Tests {
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.url.appendingPathComponent("a.mat")
  }

  /// A file as Python packages write it: MATLAB's attributes, and no header of MATLAB.
  private func write(_ contents: (HDF5File) throws -> Void) throws {
    try HDF5File.create(url) { file in
      try file.write([1, 4, 2, 5, 3, 6] as [Double], shape: [3, 2], to: "/X")
      try file.setAttribute("MATLAB_class", of: "/X", to: "double")
      try contents(file)
    }
  }

  @Test("names, sizes and order are those of version 5, whole and by rows; cells of char arrays are texts")
  func sameAsVersion5() throws {
    let arrays: [(name: String, shape: [Int], numbers: [Double])] = [
      ("X", [2, 3], [1, 4, 2, 5, 3, 6]), ("T", [2, 3, 2], (0..<12).map(Double.init)), ("row", [1, 3], [7, 8, 9]),
    ]
    let five = folder.url.appendingPathComponent("five.mat")
    try writeVariables(five, arrays, texts: [("names", ["walk", "run", ""])])
    try writeVariables(url, arrays, texts: [("names", ["walk", "run", ""])], version: MAT_FT_MAT73)
    let (old, new) = (try ArrayFiles.open(five), try ArrayFiles.open(url))
    #expect(new.format == "MATLAB 7.3 (HDF5)")
    #expect(Set(new.arrays.map(\.name)) == Set(old.arrays.map(\.name)))
    for array in old.arrays where !array.isText {
      #expect(try new.description(of: array.name).shape == array.shape)
      #expect(try new.numbers(array.name) == old.numbers(array.name))
      let rows = (array.shape[0] - 1)..<array.shape[0]
      #expect(try new.numbers(array.name, rows: rows) == old.numbers(array.name, rows: rows))
    }
    #expect(try new.numbers("/X") == NumericArray(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6]))
    #expect(try new.texts("names") == old.texts("names"))
    #expect(try MATArray("T", of: url).dimensions == MATArray("T", of: five).dimensions)
    #expect(try MATArray("T", of: url).doubles() == MATArray("T", of: five).doubles())
  }

  @Test("a table of frames is the same with the variable's name and without, in both versions")
  func frameTables() throws {
    for version in [MAT_FT_MAT5, MAT_FT_MAT73] {
      try writeVariables(url, [("V", [4, 3], (0..<12).map(Double.init))], version: version)
      let named = try ArrayTable(url, ArrayPlace(variable: "V"))
      let unnamed = try ArrayTable(url, ArrayPlace())
      for table in [named, unnamed] {
        #expect(table.rows == 4 && table.columns == 3)
        #expect(try table.numbers(columns: [0, 1, 2], rows: 1..<3) == [1, 5, 9, 2, 6, 10])
      }
    }
  }

  @Test("cells of numbers are read by their place in MATLAB's order")
  func cells() throws {
    for version in [MAT_FT_MAT5, MAT_FT_MAT73] {
      let mat = try #require(Mat_CreateVer(url.path, nil, version))
      var shape = [2, 2]
      let cell = Mat_VarCreate("C", MAT_C_CELL, MAT_T_CELL, 2, &shape, nil, 0)
      for index in 0..<4 {
        var (size, numbers) = ([1, 2], [Double(index), 10])
        Mat_VarSetCell(cell, Int32(index), Mat_VarCreate(nil, MAT_C_DOUBLE, MAT_T_DOUBLE, 2, &size, &numbers, 0))
      }
      #expect(Mat_VarWrite(mat, cell, MAT_COMPRESSION_NONE) == 0)
      Mat_VarFree(cell)
      Mat_Close(mat)
      for index in 0..<4 {
        let table = try ArrayTable(url, ArrayPlace(variable: "C", cell: index + 1))
        #expect(try table.numbers(columns: [0, 1], rows: nil) == [Double(index), 10])
      }
      #expect(throws: InputError.self) { try ArrayTable(url, ArrayPlace(variable: "C", cell: 5)) }
    }
  }

  @Test(
    "a file without MATLAB's header is told by MATLAB's attributes, or by its name, which inspect says; others are HDF5"
  )
  func unmarked() throws {
    try write { file in
      try file.write([1, 0, 1] as [UInt8], shape: [3, 1], to: "/flags")
      try file.setAttribute("MATLAB_class", of: "/flags", to: "logical")
      try file.write([104, 105] as [UInt16], shape: [2, 1], to: "/word")
      try file.setAttribute("MATLAB_class", of: "/word", to: "char")
      try file.write([0, 0] as [Int64], to: "/none")
      try file.setAttribute("MATLAB_class", of: "/none", to: "double")
      try file.setAttribute("MATLAB_empty", of: "/none", to: 1)
      try file.createGroup("/s")
      try file.setAttribute("MATLAB_class", of: "/s", to: "struct")
      try file.write([5] as [Double], shape: [1, 1], to: "/s/field")
      try file.setAttribute("MATLAB_class", of: "/s/field", to: "double")
    }
    let file = try ArrayFiles.open(url)
    #expect(file.format == "MATLAB 7.3 (HDF5)")
    #expect(try file.numbers("X") == NumericArray(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6]))
    #expect(try file.description(of: "flags").elementType == "bool" && file.numbers("flags").shape == [1, 3])
    #expect(try file.texts("word") == ["hi"])
    #expect(try file.numbers("s/field").elements == [5])
    #expect(try file.description(of: "none").shape == [0, 0])
    #expect(throws: InputError.self) { try file.numbers("none") }
    try HDF5File.create(url) { try $0.write([1, 4, 2, 5, 3, 6] as [Double], shape: [3, 2], to: "/X") }
    #expect(try ArrayFiles.open(url).format.contains("by its name alone"))
    #expect(try ArrayFiles.open(url).numbers("X") == NumericArray(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6]))
    let other = folder.url.appendingPathComponent("a.h5")
    try FileManager.default.moveItem(at: url, to: other)
    #expect(try ArrayFiles.open(other).format == "HDF5" && ArrayFiles.open(other).numbers("X").shape == [3, 2])
  }

  @Test(
    "objects are named, with what to save in their place",
    arguments: [
      ("categorical", "cellstr(L), or double(L)"), ("string", "cellstr(L)"), ("datetime", "posixtime(L)"),
      ("table", "table2array(L)"), ("duration", "seconds(L)"), ("containers.Map", "keys(L) and values(L)"),
      ("mine", "its properties"), ("function_handle", "func2str(L)"),
    ])
  func objects(_ kind: String, _ instead: String) throws {
    try write { file in
      try file.write([0xDD00_0000, 2, 1, 1, 1, 1] as [Int64], shape: [1, 6], to: "/L")
      try file.setAttribute("MATLAB_class", of: "/L", to: kind)
      try file.setAttribute("MATLAB_object_decode", of: "/L", to: 3)
    }
    let file = try ArrayFiles.open(url)
    #expect(try file.description(of: "L").elementType.hasPrefix("a MATLAB") == true)
    for error in [
      #expect(throws: InputError.self) { try file.numbers("L") },
      #expect(throws: InputError.self) { try file.texts("L") },
      #expect(throws: InputError.self) { try ArrayTable(url, ArrayPlace(variable: "L")) },
      #expect(throws: InputError.self) { try file.column("L", advice: "") },
    ] {
      #expect(error?.found.contains(kind.replacing("_", with: " ")) == true)
      #expect(error?.advice.contains("save \(instead)") == true)
    }
    #expect(try file.numbers("X").shape == [2, 3])
  }

  @Test("a sparse matrix is one variable, and is named")
  func sparse() throws {
    try write { file in
      try file.createGroup("/S")
      try file.setAttribute("MATLAB_class", of: "/S", to: "double")
      try file.setAttribute("MATLAB_sparse", of: "/S", to: 3)
      for part in ["data", "ir", "jc"] { try file.write([1, 2] as [Double], to: "/S/\(part)") }
    }
    let file = try ArrayFiles.open(url)
    #expect(file.arrays.map(\.name) == ["X", "S"] || file.arrays.map(\.name) == ["S", "X"])
    #expect(#expect(throws: InputError.self) { try file.numbers("S") }?.advice.contains("full(S)") == true)
  }

  @Test("version 4 is named, in both orders of bytes")
  func version4() throws {
    for isBigEndian in [false, true] {
      let numbers: [UInt32] = [isBigEndian ? 1000 : 0, 1, 1, 0, 2]
      var bytes = numbers.flatMap { withUnsafeBytes(of: isBigEndian ? $0.bigEndian : $0.littleEndian, Array.init) }
      bytes += Array("x\0".utf8) + [UInt8](repeating: 0, count: 8)
      for extra in [0, 200] {
        try Data(bytes + [UInt8](repeating: 0, count: extra)).write(to: url)
        for error in [
          #expect(throws: InputError.self) { try ArrayFiles.open(url) },
          #expect(throws: InputError.self) { try MATArray("x", of: url) },
        ] {
          #expect(error?.found == "a MATLAB file of version 4")
          #expect(error?.advice.contains("-v7") == true)
        }
      }
    }
  }
}
