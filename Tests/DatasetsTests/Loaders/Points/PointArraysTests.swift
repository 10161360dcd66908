import CMatIO
import Diagnostics
import FeatureStore
import Foundation
import Testing

@testable import Datasets

@Suite("clouds of points in files of arrays") struct PointArraysTests {
  /// Frames of 2, 0 and 3 points of three numbers.
  private let frames: [[[Double]]] = [
    [[1, 0, 0], [2, 0, 0]], [], [[3, 0.5, -1], [4, 0, 0], [5, 0, 0]],
  ]
  private let expected: [[Float]] = [[1, 2], [], [3, 4, 5]]

  /// Writes a cell array with a cell a frame.
  private func writeCells(_ url: URL, _ frames: [[[Double]]], named name: String = "pcd") throws {
    let mat = try #require(Mat_CreateVer(url.path, "MATLAB 5.0 MAT-file, made by a test", MAT_FT_MAT5))
    defer { Mat_Close(mat) }
    var sizes = [frames.count, 1]
    let cells = try #require(Mat_VarCreate(name, MAT_C_CELL, MAT_T_CELL, 2, &sizes, nil, 0))
    defer { Mat_VarFree(cells) }
    for (place, frame) in frames.enumerated() {
      var shape = [frame.count, frame.first?.count ?? 0]
      var numbers = (0..<shape[1]).flatMap { column in frame.map { $0[column] } }
      let cell = Mat_VarCreate(nil, MAT_C_DOUBLE, MAT_T_DOUBLE, 2, &shape, &numbers, 0)
      Mat_VarSetCell(cells, Int32(place), cell)
    }
    #expect(Mat_VarWrite(mat, cells, MAT_COMPRESSION_NONE) == 0)
  }

  @Test("a cell array of MATLAB has a cell a frame; an empty cell is a frame without points")
  func cells() throws {
    var set = try PointFiles()
    set.radar = "files: \"{move}_{take}.mat\""
    try set.writeArm()
    try writeCells(set.folder.url.appendingPathComponent("squat_1.mat"), frames)
    let source = try set.open()
    #expect(PointFiles.xs(try set.points(source)) == expected)
    #expect(try set.points(source).values[6...8] == [3, 0.5, -1])
    try writeCells(
      set.folder.url.appendingPathComponent("squat_1.mat"), [[[1, 2, 3]], [[1, 2]]])
    #expect(#expect(throws: InputError.self) { try set.open() }?.place.hasSuffix("pcd{2}") == true)
  }

  /// Writes points and offsets as an HDF5 file.
  private func write(_ folder: TemporaryFolder, offsets: [Int64]) throws {
    let url = folder.url.appendingPathComponent("squat_1.h5")
    try? FileManager.default.removeItem(at: url)
    try HDF5File.create(url) { file in
      try file.write(frames.joined().flatMap { $0.map(Float.init) }, shape: [5, 3], to: "/points")
      try file.write(offsets, shape: [offsets.count], to: "/offsets")
    }
  }

  @Test("an array of points and one of offsets are clouds; some numbers of a point are taken by their place")
  func offsets() throws {
    var set = try PointFiles()
    set.radar = "files: \"{move}_{take}.h5\", array: {variable: points, offsets: offsets}"
    try set.writeArm()
    try write(set.folder, offsets: [0, 2, 2, 5])
    #expect(PointFiles.xs(try set.points(set.open())) == expected)
    set.radar += ", columns: [2, 1, 3]"
    #expect(PointFiles.xs(try set.points(set.open())) == [[0, 0], [], [0.5, 0, 0]])
    set.radar = "files: \"{move}_{take}.h5\", array: {variable: points, offsets: offsets}, columns: [1, 2, 4]"
    let error = #expect(throws: InputError.self) { try set.points(set.open()) }
    #expect(error?.expected == "a number 4 of a point")
  }

  @Test(
    "offsets that do not fit the points are refused by their name",
    arguments: [[0, 2, 2], [0, 2, 1, 5], [1, 2, 5], [0, 2, 6], [5]] as [[Int64]])
  func badOffsets(offsets: [Int64]) throws {
    var set = try PointFiles()
    set.radar = "files: \"{move}_{take}.h5\", array: {variable: points, offsets: offsets}"
    try set.writeArm()
    try write(set.folder, offsets: offsets)
    #expect(#expect(throws: InputError.self) { try set.open() }?.place.hasSuffix("squat_1.h5: offsets") == true)
  }

  @Test("points of which nothing says which are a frame are refused with what to say")
  func unknownFrames() throws {
    var set = try PointFiles()
    try set.writeArm()
    set.radar = "files: \"{move}_{take}.h5\", array: {variable: points}"
    try write(set.folder, offsets: [0, 5])
    let array = #expect(throws: InputError.self) { try set.open() }
    #expect(array?.expected.contains("offsets") == true && array?.expected.contains("frame") == true)
    set.radar = "files: \"{move}_{take}_radar.csv\""
    try set.writePoints("x,y,doppler", ["1,2,3"])
    let text = #expect(throws: InputError.self) { try set.open() }
    #expect(text?.expected.contains("'frame'") == true && text?.expected.contains("'time'") == true)
  }
}
