import Diagnostics
import Foundation

/// Clouds of points in a file of arrays: a row is a frame, a column is a number of a point.
///
/// Points are the rows of one array, and another says where each frame begins; or a cell array of
/// MATLAB has a cell a frame, points x numbers.
struct CloudTable: FrameTable {
  let url: URL
  let columns: Int
  private let name: String
  /// Where each frame begins, counted in points, and the number of points.
  private let offsets: [Int]
  /// All numbers of some points.
  private let read: @Sendable (_ points: Range<Int>) throws -> [Double]

  var rows: Int { offsets.count - 1 }

  init(_ url: URL, _ place: ArrayPlace) throws {
    guard FrameTables.isArray(url) else {
      throw InputError(
        url.path, found: "a table with a row a point, and nothing that says which points are a frame",
        expected: "'frame', the column of frame numbers, or 'time', the column of times",
        advice: "Rows with one number, or of one time, are a frame.")
    }
    self.url = url
    let file = try ArrayFiles.open(url)
    let others = file.arrays.map(\.name).filter { $0 != place.offsets }
    guard let wanted = place.variable ?? (others.count == 1 ? others[0] : nil) else {
      throw InputError(
        url.path, found: "the arrays \(file.listedNames())", expected: "one array of points, or its name",
        advice: "Write its name under 'array: variable'.")
    }
    let array = try file.description(of: wanted)
    name = array.name
    if let offsets = place.offsets {
      self.offsets = try Self.offsets(try file.numbers(offsets).elements, of: array, named: offsets, url)
      columns = array.shape[1]
      read = { try file.numbers(array.name, rows: $0).elements }
      return
    }
    guard let cells = try (file as? any CellArrays)?.cells(array.name) else {
      throw InputError(
        "\(url.path): \(array.name)", found: "points, and nothing that says which are a frame",
        expected: "'array: {offsets: ...}', 'frame', 'time', or a cell array of MATLAB with a cell a frame",
        advice: "Name where each frame begins, or the column of its number.")
    }
    let width = cells.lazy.filter { !$0.elements.isEmpty }.first?.shape.last ?? 0
    if let bad = cells.firstIndex(where: { !$0.elements.isEmpty && ($0.shape.count != 2 || $0.shape[1] != width) }) {
      throw InputError(
        "\(url.path): \(array.name){\(bad + 1)}", found: "sizes \(cells[bad].shape)",
        expected: "points x \(width), as in the cells before", advice: "Is the file whole? Fetch it again.")
    }
    columns = width
    offsets = cells.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.elements.count / max(width, 1)) }
    let all = cells.flatMap(\.elements)
    read = { Array(all[($0.lowerBound * width)..<($0.upperBound * width)]) }
  }

  /// Checks where frames begin.
  private static func offsets(
    _ numbers: [Double], of array: ArrayDescription, named name: String, _ url: URL
  ) throws -> [Int] {
    guard array.shape.count == 2, !array.isText else {
      throw InputError(
        "\(url.path): \(array.name)", found: "\(array.elementType) of shape \(array.shape)",
        expected: "points x numbers", advice: "Name the array of points under 'array: variable'.")
    }
    let offsets = numbers.compactMap { Int(exactly: $0) }
    guard offsets.count == numbers.count, offsets.count > 1, offsets[0] == 0, offsets.last == array.shape[0],
      zip(offsets, offsets.dropFirst()).allSatisfy(<=)
    else {
      throw InputError(
        "\(url.path): \(name)",
        found: "\(numbers.count) numbers from \(numbers.first ?? 0) to \(numbers.last ?? 0)",
        expected: "whole numbers that rise from 0 to \(array.shape[0]), the number of points",
        advice: "One number a frame says where it begins; the last is the number of points.")
    }
    return offsets
  }

  /// Some numbers of the points of some frames, and where each frame begins among them.
  func points(_ frames: Range<Int>, columns wanted: [Int]) throws -> (numbers: [Double], offsets: [Int]) {
    let range = offsets[frames.lowerBound]..<offsets[frames.upperBound]
    let all = range.isEmpty ? [] : try read(range)
    if let bad = all.firstIndex(where: \.isInfinite) {
      throw InputError(
        "\(url.path): \(name): point \(range.lowerBound + bad / columns + 1)", found: "\(all[bad])",
        expected: "finite numbers", advice: "Mend the file, or leave it out with --skip-bad.")
    }
    let own = offsets[frames.lowerBound...frames.upperBound].map { $0 - range.lowerBound }
    guard wanted != Array(0..<columns) else { return (all, own) }
    return ((0..<range.count).flatMap { point in wanted.map { all[point * columns + $0] } }, own)
  }

  func column(_ name: ColumnName) throws -> Int {
    guard case .number(let number) = name, (1...max(columns, 1)).contains(number) else {
      throw InputError(
        "\(url.path): \(self.name)", found: "points of \(columns) numbers", expected: "a number \(name) of a point",
        advice: "Numbers of a point count from 1.")
    }
    return number - 1
  }

  func numbers(columns: [Int], rows: Range<Int>?) throws -> [Double] { throw noRows }

  func texts(column: Int, rows: Range<Int>?) throws -> [String] { throw noRows }

  func forEachField(
    column: Int, rows: Range<Int>?, _ body: (_ field: UnsafeRawBufferPointer) throws -> Void
  ) throws { throw noRows }

  /// Frames of points have no columns of their own.
  private var noRows: InputError {
    InputError(
      "\(url.path): \(name)", found: "a cloud of points a frame", expected: "a number a row",
      advice: "Classes, persons and positions of frames stand in a table of their own.")
  }

  func place(row: Int) -> String { "\(url.path): \(name): frame \(row + 1)" }
}
