import Diagnostics
import Files
import Foundation
import Parallelism

/// A table of text in a file that is mapped into memory, not read: rows are parsed when they are
/// asked for.
///
/// Opening counts the rows once and keeps a place every 256 rows, so that a table of any size takes
/// little memory and any row is found at once. Numbers are the nearest doubles to what is written,
/// as `strtod` gives them. Line ends are LF or CRLF; a byte order mark is skipped; fields may stand
/// in double quotes, which do not reach over lines. Empty lines are no rows. May be shared between
/// threads.
public struct DelimitedText: Sendable {
  /// The file.
  public let url: URL
  /// How it is written.
  public let format: DelimitedFormat
  /// What was found when it was opened.
  public let index: Index
  let bytes: Data

  /// Where the rows of a table are.
  public struct Index: Sendable, Equatable {
    /// Number of rows, the header not counted.
    public var rows = 0
    /// Number of fields in each row.
    public var columns = 0
    /// The names of the columns where the file has a header.
    public var names: [String]?
    /// Bytes of the file.
    var size = 0
    /// The first byte and the line, from 1, of every 256th row.
    var marks: [(Int, Int)] = []

    static let stride = 256

    /// Whether both say the same.
    public static func == (a: Index, b: Index) -> Bool {
      a.rows == b.rows && a.columns == b.columns && a.names == b.names && a.size == b.size
    }
  }

  /// Maps `url` and looks where its rows are, unless `index` of an earlier opening is given.
  /// - Throws: `InputError` when there is no such file, it is empty, or it changed since `index`
  ///   was made.
  public init(_ url: URL, format: DelimitedFormat = DelimitedFormat(), index: Index? = nil) throws {
    self.url = url
    self.format = format
    let bytes = try RegularFile.data(url, expected: "a table of text", options: .alwaysMapped)
    self.bytes = bytes
    if let index {
      guard index.size == bytes.count else {
        throw Self.changed(url, found: "\(bytes.count) bytes", index.size)
      }
      self.index = index
    } else {
      self.index = try Self.scan(bytes, url: url, format: format)
    }
  }

  private static func scan(_ bytes: Data, url: URL, format: DelimitedFormat) throws -> Index {
    var index = Index()
    index.size = bytes.count
    var needsHeader = format.header
    var sample: [[String]] = []
    bytes.withUnsafeBytes { bytes in
      var lines = LineScanner(bytes, from: 0, line: 0, comment: format.comment)
      while let line = lines.next() {
        if needsHeader {
          needsHeader = false
          index.names = fields(line, format.separator).map(Self.text)
          index.columns = index.names?.count ?? 0
          continue
        }
        if !format.isHeaderSaid, sample.count < 20 { sample.append(fields(line, format.separator).map(Self.text)) }
        if index.columns == 0 { index.columns = fields(line, format.separator).count }
        if index.rows % Index.stride == 0 { index.marks.append((lines.start, lines.line)) }
        index.rows += 1
      }
    }
    guard index.rows > 0 else {
      throw InputError(
        url.path, found: bytes.isEmpty ? "an empty file" : "no row", expected: "a table of text",
        advice: "Fetch the file again, or leave it out with --skip-bad.")
    }
    if !format.isHeaderSaid, let names = index.names,
      case .values(let reason) = TableHead(names, sample, format.decimal)
    {
      throw InputError(
        "\(url.path): first row", found: "\(TableHead.shown(names)): a row, for \(reason)",
        expected: "the names of the columns",
        advice: "Say 'header: false' under 'text' where the file has no names, else 'header: true'.")
    }
    return index
  }

  /// The 0-based place of a column by its name in the header or its number, from 1.
  /// - Throws: `InputError` with the nearest name, or the number of columns.
  public func column(_ name: ColumnName) throws -> Int {
    switch name {
    case .number(let number):
      guard (1...index.columns).contains(number) else {
        throw InputError(
          url.path, found: "\(index.columns) columns", expected: "a column \(number)",
          advice: "Columns count from 1. Is it a file of another modality?")
      }
      return number - 1
    case .name(let name):
      guard let names = index.names else {
        throw InputError(
          url.path, found: "no names of columns", expected: "a column '\(name)'",
          advice: "Name columns by number, from 1, or say 'header: true'.")
      }
      guard let found = names.firstIndex(of: name) else {
        throw InputError(
          url.path, found: "the columns \(names.prefix(60).joined(separator: ", "))", expected: "a column '\(name)'",
          advice: suggestion(for: name, among: names) + " Is it a file of another modality?")
      }
      let places = names.indices.filter { names[$0] == name }
      guard places.count == 1 else {
        throw InputError(
          url.path, found: "the name '\(name)' in columns \(places.map { "\($0 + 1)" }.joined(separator: " and "))",
          expected: "one column of that name",
          advice: "Nothing says which is meant: name it by its number, from 1, or rename one.")
      }
      return found
    }
  }

  /// Numbers of some columns, row after row; a missing one is NaN.
  ///
  /// - Throws: `InputError` with the line where a row has another number of fields than the first,
  ///   or a field is no finite number.
  public func numbers(columns: [Int], rows: Range<Int>? = nil) throws -> [Double] {
    let rows = rows ?? 0..<index.rows
    precondition(rows.lowerBound >= 0 && rows.upperBound <= index.rows, "rows \(rows) of \(index.rows)")
    precondition(columns.allSatisfy { (0..<index.columns).contains($0) }, "columns \(columns) of \(index.columns)")
    let parser = RowParser(self, columns: columns)
    return try exactPowersOfTen.withUnsafeBufferPointer { powers in
      let plain = PlainNumbers(
        point: format.decimal.byte, separator: format.separator.byte, powers: powers.baseAddress!)
      return try [Double](room: rows.count * columns.count) { result, count in
        try forEachLine(rows) { line, number, room in
          try parser.parse(line, number, room: room, plain, into: result.baseAddress! + count)
          count += columns.count
        }
        guard count == result.count else {
          throw Self.changed(url, found: "\(count / max(1, columns.count)) rows", rows.count)
        }
      }
    }
  }

  /// Where a row stands, for a message.
  public func place(row: Int) -> String {
    var line = 0
    try? forEachLine(row..<(row + 1)) { _, number, _ in line = number }
    return "\(url.path): line \(line)"
  }

  private static func changed(_ url: URL, found: String, _ expected: Int) -> InputError {
    InputError(
      url.path, found: found, expected: "\(expected), as when it was opened",
      advice: "Let nothing write to the file meanwhile.")
  }

  func ragged(_ line: Int, _ found: Int) -> InputError {
    InputError(
      "\(url.path): line \(line)", found: "\(found) fields", expected: "\(index.columns), as in the first line",
      advice: "Is the file whole, and are its fields separated by \(format.separator.rawValue)? "
        + "Mend it, or leave it out with --skip-bad.")
  }

  /// Calls `body` with each row, the number of its line, and how many bytes of the file are behind
  /// it.
  func forEachLine(
    _ rows: Range<Int>, _ body: (_ line: UnsafeRawBufferPointer, _ number: Int, _ room: Int) throws -> Void
  ) throws {
    guard !rows.isEmpty else { return }
    try bytes.withUnsafeBytes { bytes in
      let (offset, number) = index.marks[rows.lowerBound / Index.stride]
      var lines = LineScanner(bytes, from: offset, line: number - 1, comment: format.comment)
      for _ in 0..<(rows.lowerBound % Index.stride) { _ = lines.next() }
      for _ in rows {
        guard let line = lines.next() else { return }
        try body(line, lines.line, lines.room)
      }
    }
  }
}
