import Diagnostics
import Foundation

/// The columns of a table of text (CSV, TSV), one row a sample; where all are numbers also the whole of it, `table`.
///
/// The first row names the columns unless all its cells are numbers; they are then `column-1`, `column-2`, ... A column of
/// numbers that would not be written again as they stand, such as 007, is text, so that names keep their zeros.
/// Empty cells, `NA` and `nan` among numbers are NaN. The table is held in memory.
struct TableArrays: ArrayFile {
  let url: URL
  let format: String
  let arrays: [ArrayDescription]
  private let columns: [Column]

  private struct Column {
    var name: String
    var cells: [String]
    var numbers: [Double]?
  }

  init(_ url: URL) throws {
    self.url = url
    let table = try DelimitedRows(url)
    let hasHeader = !table.rows[0].allSatisfy { Double($0) != nil }
    let body = hasHeader ? table.rows.dropFirst() : table.rows[...]
    let separators: [UInt8: String] = [9: "tabs", 32: "blanks", 59: "semicolons", 44: "commas"]
    format = "table of text (\(separators[table.separator] ?? "commas"))"
    guard !body.isEmpty else {
      throw InputError(url.path, found: "names of columns alone", expected: "one row a sample below them")
    }
    let names = hasHeader ? table.rows[0] : table.rows[0].indices.map { "column-\($0 + 1)" }
    if let twice = firstRepeated(in: names) {
      throw InputError(
        "\(url.path): line 1", found: "the column '\(twice)' twice", expected: "a different name for every column",
        advice: "Rename one.")
    }
    columns = names.enumerated().map { index, name in
      let cells = body.map { $0[index] }
      return Column(name: name, cells: cells, numbers: Self.numbers(cells))
    }
    arrays = Self.descriptions(columns, count: body.count)
  }

  func numbers(_ name: String) throws -> NumericArray {
    try numbers(name, rows: 0..<columns[0].cells.count)
  }

  func numbers(_ name: String, rows: Range<Int>) throws -> NumericArray {
    let array = try description(of: name)
    try check(rows, of: array)
    if array.shape.count == 2 {
      let numbers = columns.compactMap(\.numbers)
      return NumericArray(
        shape: [rows.count, columns.count], elements: rows.flatMap { row in numbers.map { $0[row] } })
    }
    let column = columns.first { $0.name == array.name }
    guard let numbers = column?.numbers else {
      let sample = column?.cells.first { Double($0) == nil } ?? ""
      throw InputError(
        "\(url.path): \(array.name)", found: "text such as '\(sample)'", expected: "numbers",
        advice: "Write numbers with a decimal point, and nothing else in that column.")
    }
    return NumericArray(shape: [rows.count], elements: Array(numbers[rows]))
  }

  /// The cells as they are written, of columns of numbers too.
  func texts(_ name: String) throws -> [String] {
    let array = try description(of: name)
    guard let column = columns.first(where: { $0.name == array.name }) else { throw notTexts(array) }
    return column.cells
  }

  private static func descriptions(_ columns: [Column], count: Int) -> [ArrayDescription] {
    let own = columns.map { column in
      let type =
        column.numbers.map { $0.allSatisfy { Int64(exactly: $0) != nil } ? "int64" : "float64" } ?? "text"
      return ArrayDescription(name: column.name, shape: [count], elementType: type, isText: column.numbers == nil)
    }
    let isTaken = columns.contains { $0.name == "table" }
    guard !isTaken, columns.allSatisfy({ $0.numbers != nil }) else { return own }
    return own + [ArrayDescription(name: "table", shape: [count, columns.count], elementType: "float64")]
  }

  private static func numbers(_ cells: [String]) -> [Double]? {
    var numbers: [Double] = []
    numbers.reserveCapacity(cells.count)
    var hasNumber = false
    for cell in cells {
      if cell.isEmpty || cell == "NA" {
        numbers.append(.nan)
        continue
      }
      guard let number = Double(cell), !isName(cell) else { return nil }
      hasNumber = true
      numbers.append(number)
    }
    return hasNumber ? numbers : nil
  }

  /// True for digits that a number would not be written as: 007, or more of them than Double holds.
  private static func isName(_ cell: String) -> Bool {
    guard cell.allSatisfy({ $0.isASCII && $0.isNumber }) else { return false }
    return cell.count > 1 && cell.first == "0" || cell.count > 15
  }
}
