import Diagnostics
import Foundation
import Parallelism

/// A file as a table of numbers: frames in rows, channels in columns.
protocol FrameTable: Sendable {
  var url: URL { get }
  /// Number of rows.
  var rows: Int { get }
  /// Number of columns.
  var columns: Int { get }
  /// The 0-based place of a column.
  func column(_ name: ColumnName) throws -> Int
  /// Numbers of some columns, row after row; a missing one is NaN.
  func numbers(columns: [Int], rows: Range<Int>?) throws -> [Double]
  func texts(column: Int, rows: Range<Int>?) throws -> [String]
  /// Calls `body` with the texts of a column, as they are written, row after row.
  func forEachField(column: Int, rows: Range<Int>?, _ body: (_ field: UnsafeRawBufferPointer) throws -> Void) throws
  /// Where a row stands, for a message.
  func place(row: Int) -> String
}

extension FrameTable {
  func forEachField(column: Int, rows: Range<Int>?, _ body: (_ field: UnsafeRawBufferPointer) throws -> Void) throws {
    for var text in try texts(column: column, rows: rows) {
      try text.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
    }
  }
}

extension DelimitedText: FrameTable {
  var rows: Int { index.rows }
  var columns: Int { index.columns }
}

/// One array of a file of arrays as a table: one of its indices counts rows, the others together
/// count columns, the last one fastest.
struct ArrayTable: FrameTable {
  let url: URL
  let rows: Int
  let columns: Int
  let array: ArrayDescription
  private let axis: Int
  private let read: @Sendable (_ rows: Range<Int>?) throws -> [Double]

  init(_ url: URL, _ place: ArrayPlace) throws {
    self.url = url
    axis = (place.timeAxis ?? 1) - 1
    let file = try ArrayFiles.open(url)
    let names = file.arrays.map(\.name)
    let wanted = place.variable ?? (names.count == 1 ? names[0] : "")
    guard names.contains(where: { $0.drop { $0 == "/" } == wanted.drop { $0 == "/" } }) else {
      throw InputError(
        url.path, found: "the arrays \(file.listedNames())",
        expected: place.variable.map { "an array '\($0)'" } ?? "one array, or its name under 'variable'",
        advice: place.variable.map { suggestion(for: $0, among: names) + " Is it a file of another modality?" } ?? "")
    }
    var array = try file.description(of: wanted)
    let name = array.name
    if let cells = file as? any CellArrays {
      // All of a variable is read at once in any case: keep it.
      let numbers = try place.cell.map { try cells.numbers(name, cell: $0) } ?? cells.numbers(name)
      array = ArrayDescription(
        name: name + (place.cell.map { "{\($0)}" } ?? ""), shape: numbers.shape, elementType: "float64")
      let width = numbers.shape.dropFirst().reduce(1, *)
      read = { rows in
        rows.map { Array(numbers.elements[($0.lowerBound * width)..<($0.upperBound * width)]) } ?? numbers.elements
      }
    } else {
      guard place.cell == nil else {
        throw InputError(
          "\(url.path): \(name)", found: "no cell array", expected: "a cell array of MATLAB, since 'cell' is said",
          advice: "Take 'cell' out.")
      }
      read = Self.reading(name, array.shape, in: file)
    }
    guard !array.isText, array.shape.indices.contains(axis), array.shape.allSatisfy({ $0 > 0 }) else {
      throw InputError(
        "\(url.path): \(array.name)", found: array.problem ?? "\(array.elementType) of shape \(array.shape)",
        expected: "numbers, with time as index \(axis + 1)", advice: "Is it a file of another modality?")
    }
    self.array = array
    rows = array.shape[axis]
    columns = array.shape.reduce(1, *) / rows
  }

  /// The most numbers of a compressed array that are kept: 256 MB.
  private static let mostKept = 1 << 25

  /// Reads rows of an array. Of an archive's member no row can be read without those before it: it
  /// is read once, whole, unless it is large.
  private static func reading(
    _ name: String, _ shape: [Int], in file: any ArrayFile
  ) -> @Sendable (_ rows: Range<Int>?) throws -> [Double] {
    guard file is NPZFile, let count = elementCount(shape), count <= mostKept else {
      return { rows in try (rows.map { try file.numbers(name, rows: $0) } ?? file.numbers(name)).elements }
    }
    let kept = RecentValues<String, [Double]>(capacity: 1)
    let width = shape.dropFirst().reduce(1, *)
    return { rows in
      let all = try kept.value(name) { try file.numbers(name).elements }
      return rows.map { Array(all[($0.lowerBound * width)..<($0.upperBound * width)]) } ?? all
    }
  }

  func column(_ name: ColumnName) throws -> Int {
    guard case .number(let number) = name, (1...columns).contains(number) else {
      throw InputError(
        "\(url.path): \(array.name)", found: "\(columns) columns", expected: "a column \(name)",
        advice: "Columns of an array are named by number, from 1.")
    }
    return number - 1
  }

  func numbers(columns wanted: [Int], rows range: Range<Int>?) throws -> [Double] {
    let range = range ?? 0..<rows
    let isFirst = axis == 0
    let whole = try read(isFirst ? range : nil)
    let inner = array.shape[(axis + 1)...].reduce(1, *)
    var result: [Double] = []
    result.reserveCapacity(range.count * wanted.count)
    for row in range {
      for column in wanted {
        // The index before time counts slower than time, those after it faster.
        let (outer, rest) = column.quotientAndRemainder(dividingBy: inner)
        let value = whole[isFirst ? (row - range.lowerBound) * inner + column : (outer * rows + row) * inner + rest]
        guard !value.isInfinite else {
          throw InputError(
            place(row: row), found: "\(value) in column \(column + 1)", expected: "finite numbers",
            advice: "Mend the file, or leave it out with --skip-bad.")
        }
        result.append(value)
      }
    }
    return result
  }

  func texts(column: Int, rows: Range<Int>?) throws -> [String] {
    try numbers(columns: [column], rows: rows).map { Int(exactly: $0).map(String.init) ?? "\($0)" }
  }

  func place(row: Int) -> String { "\(url.path): \(array.name): row \(row + 1)" }
}

/// Opens files as tables, by the endings of their names.
enum FrameTables {
  static let arrayEndings = ["mat", "npy", "npz", "h5", "hdf5"]

  static func isArray(_ url: URL) -> Bool { arrayEndings.contains(url.pathExtension.lowercased()) }

  static func open(
    _ url: URL, text: DelimitedFormat, array: ArrayPlace?, index: DelimitedText.Index? = nil
  ) throws -> any FrameTable {
    if array != nil || isArray(url) { return try ArrayTable(url, array ?? ArrayPlace()) }
    return try DelimitedText(url, format: text, index: index)
  }
}
