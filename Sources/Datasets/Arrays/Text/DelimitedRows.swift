import Diagnostics
import Files
import Foundation

/// A table of text: its rows cut into cells. Comma, semicolon, tab or white space between cells, as
/// is said or the first rows show; cells in double quotes may hold separators, line ends, and
/// quotes written twice.
struct DelimitedRows {
  /// What separates cells.
  let separator: DelimitedFormat.Separator
  /// Whether the first row stands behind a mark of comments, as numpy.savetxt writes names.
  let isMarkedHead: Bool
  /// The cells, row by row, all rows equally long; empty lines are left out.
  let rows: [[String]]
  /// The line of the file on which each row begins, from 1.
  let lines: [Int]

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Reads `url`, with the separator that is said or, where it is nil, found.
  /// - Throws: `InputError` with the line for text that is not UTF-8, an open quote, or a row of
  ///   another length; where the separator cannot be told.
  init(_ url: URL, separator said: DelimitedFormat.Separator? = nil) throws {
    let place = url.path
    let data = try RegularFile.data(url, expected: "a table of text")
    var bytes = [UInt8](data)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]), !bytes.contains(0) else {
      throw InputError(
        place, found: "UTF-16 or no text", expected: "a table of text in UTF-8", advice: "Save it as CSV in UTF-8.")
    }
    // numpy.savetxt begins its header so.
    isMarkedHead = bytes.first == UInt8(ascii: "#")
    if isMarkedHead { bytes = bytes.dropFirst().drop { $0 == 32 } }
    let separator = try said ?? SeparatorGuess(bytes, place: place).separator
    self.separator = separator
    (rows, lines) = try Self.cut(bytes, separator.byte ?? UInt8(ascii: " "), place)
    guard let first = rows.first else {
      throw InputError(place, found: "no row", expected: "a table of text", advice: "Was the file written whole?")
    }
    if let odd = rows.firstIndex(where: { $0.count != first.count }) {
      throw InputError(
        "\(place): line \(lines[odd])", found: "\(rows[odd].count) cells",
        expected: "\(first.count), as in the first row",
        advice:
          "Put cells that hold the separator, \(separator.rawValue), into double quotes, or say another 'separator'; "
          + "was the file cut short?")
    }
  }

  /// Cuts text into rows and cells; a blank stands for any run of white space.
  static func cut(_ bytes: ArraySlice<UInt8>, _ separator: UInt8, _ place: String) throws
    -> (rows: [[String]], lines: [Int])
  {
    var (rows, lines): ([[String]], [Int]) = ([], [])
    var (row, cell): ([String], [UInt8]) = ([], [])
    var (line, rowLine) = (1, 1)
    var (isQuoted, wasQuoted) = (false, false)
    let skipsBlanks = separator == UInt8(ascii: " ")
    func text() throws -> String {
      var own = cell[...]
      if !wasQuoted {
        own = own.drop { $0 == 32 || $0 == 9 }
        while own.last == 32 || own.last == 9 { own.removeLast() }
      }
      guard let text = String(validating: own, as: UTF8.self) else {
        throw InputError(
          "\(place): line \(line)", found: "bytes that are not UTF-8", expected: "text in UTF-8",
          advice: "Save the table as CSV in UTF-8.")
      }
      return text
    }
    func endCell() throws {
      if !skipsBlanks || !cell.isEmpty || wasQuoted { row.append(try text()) }
      cell.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    func endRow() throws {
      let isEmpty = row.isEmpty && !wasQuoted && cell.allSatisfy { $0 == 32 || $0 == 9 }
      try endCell()
      if !isEmpty {
        rows.append(row)
        lines.append(rowLine)
      }
      row.removeAll(keepingCapacity: true)
    }
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
      if isQuoted {
        if byte == quote, next == quote {
          cell.append(quote)
          index += 1
        } else if byte == quote {
          isQuoted = false
        } else {
          if byte == lineFeed { line += 1 }
          cell.append(byte)
        }
      } else if byte == quote, cell.allSatisfy({ $0 == 32 || $0 == 9 }), !wasQuoted {
        cell.removeAll(keepingCapacity: true)
        (isQuoted, wasQuoted) = (true, true)
      } else if byte == separator || skipsBlanks && byte == 9 {
        try endCell()
      } else if byte == lineFeed || byte == carriageReturn {
        try endRow()
        if byte == carriageReturn, next == lineFeed { index += 1 }
        line += 1
        rowLine = line
      } else if !wasQuoted || byte != 32 {
        cell.append(byte)
      }
      index += 1
    }
    guard !isQuoted else {
      throw InputError(
        "\(place): line \(rowLine)", found: "a quote that never ends", expected: "quotes in pairs",
        advice: "Was the file cut short? Write a quote inside a cell twice.")
    }
    try endRow()
    return (rows, lines)
  }
}
