import Diagnostics
import Foundation

/// The columns of a table of text (CSV, TSV), one row a sample, and the whole of it, `table`, if
/// all are numbers.
///
/// The rows tell whether the first one names the columns (`TableHead`), unless somebody says it.
/// Without names they are `column-1`, `column-2`, ... A column of numbers such as 007, which would
/// be written otherwise, is text, so names keep their zeros. Empty cells, `NA` and `nan` among
/// numbers are NaN. The table is held in memory.
struct TableArrays: ArrayFile {
  let url: URL
  let format: String
  let arrays: ArrayList
  let remarks: [String]
  /// How the table is written: what was said, and what was found.
  let keys: TextKeys
  private let columns: [TextColumn]

  /// Reads the table.
  /// - Parameter said: how it is written; what is nil is found out.
  /// - Throws: `InputError` where that is not certain.
  init(_ url: URL, _ said: TextKeys = TextKeys()) throws {
    self.url = url
    let table = try DelimitedRows(url, separator: said.separator)
    let decimal = try said.decimal ?? TextColumn.decimal(table.rows, place: url.path)
    var reasons: [String] = []
    let header: Bool
    if let said = said.header {
      header = said
    } else {
      let head =
        table.isMarkedHead ? .names("it begins with #") : TableHead(table.rows[0], table.rows.dropFirst(), decimal)
      switch head {
      case .names(let reason): (header, reasons) = (true, ["The first row names the columns, for \(reason)."])
      case .values(let reason): (header, reasons) = (false, ["The first row is no names but a row, for \(reason)."])
      case .unsure(let reason):
        throw InputError(
          "\(url.path): first row", found: "\(TableHead.shown(table.rows[0])): \(reason)",
          expected: "to know whether it names the columns",
          advice: "Say 'text: {header: true}' or 'text: {header: false}' in the manifest, --header for 'inspect'.")
      }
    }
    keys = TextKeys(separator: table.separator, header: header, decimal: decimal)
    format =
      "table of text (\(table.separator.rawValue), decimal \(decimal.rawValue), \(header ? "names" : "no names") in the first row)"
    let guessed = TextKeys(
      separator: said.separator == nil ? table.separator : nil, header: said.header == nil ? header : nil,
      decimal: said.decimal == nil ? decimal : nil)
    if guessed != TextKeys() { reasons.append("Guessed: text: \(guessed.yaml), which keys overrule.") }
    let body = header ? table.rows.dropFirst() : table.rows[...]
    guard !body.isEmpty else {
      throw InputError(
        url.path, found: "names of columns alone", expected: "one row a sample below them",
        advice: said.header == nil ? "Where they are a row of values, say 'header: false'." : "")
    }
    let names = header ? table.rows[0] : table.rows[0].indices.map { "column-\($0 + 1)" }
    let columns = names.enumerated().map { index, name in
      TextColumn(name: name, cells: body.map { $0[index] }, decimal: decimal)
    }
    if let twice = firstRepeated(in: names) {
      reasons.append("'\(twice)' names two columns: neither can be asked for.")
    }
    remarks = reasons
    self.columns = columns
    arrays = ArrayList(Self.descriptions(columns, count: body.count))
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
    let column = column(array)
    guard let numbers = column?.numbers else {
      let cells = column?.cells ?? []
      let decimal = keys.decimal ?? .point
      let sample = cells.first { TableHead.number($0, decimal) == nil } ?? cells.first ?? ""
      let isOther = TableHead.number(sample, decimal == .point ? .comma : .point) != nil
      throw InputError(
        "\(url.path): \(array.name)", found: "text such as '\(sample)'", expected: "numbers",
        advice: isOther
          ? "The file has decimal commas and points: write one kind, or say 'decimal' under 'text'."
          : "Write numbers with a decimal \(decimal.rawValue), and nothing else in that column.")
    }
    return NumericArray(shape: [rows.count], elements: Array(numbers[rows]))
  }

  /// The cells as they are written, of columns of numbers too.
  func texts(_ name: String) throws -> [String] {
    let array = try description(of: name)
    guard let column = column(array) else { throw notTexts(array) }
    return column.cells
  }

  /// The column of an array; nil for the whole table, which stands behind them.
  private func column(_ array: ArrayDescription) -> TextColumn? {
    arrays.places(of: array.name).first.flatMap { $0 < columns.count ? columns[$0] : nil }
  }

  private static func descriptions(_ columns: [TextColumn], count: Int) -> [ArrayDescription] {
    let own = columns.map { column in
      let type =
        column.numbers.map { $0.allSatisfy { Int64(exactly: $0) != nil } ? "int64" : "float64" } ?? "text"
      return ArrayDescription(name: column.name, shape: [count], elementType: type, isText: column.numbers == nil)
    }
    let isTaken = columns.contains { $0.name == "table" }
    guard !isTaken, columns.allSatisfy({ $0.numbers != nil }) else { return own }
    return own + [ArrayDescription(name: "table", shape: [count, columns.count], elementType: "float64")]
  }
}
