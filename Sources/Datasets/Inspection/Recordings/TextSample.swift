import Diagnostics
import Files
import Foundation

/// Rows of a table of text from its beginning, its end, and places between them: enough to tell how
/// it is written, whatever its size.
struct TextSample {
  let url: URL
  /// Bytes of the file.
  let bytes: Int
  /// Whether all of it was read.
  let isWhole: Bool
  let separator: DelimitedFormat.Separator
  /// Whether nothing but a guess says what separates.
  let separatorDoubt: String?
  let decimal: DelimitedFormat.Decimal
  let decimalDoubt: String?
  /// Whether the first row names the columns; nil where nobody can tell.
  let header: Bool?
  let headerDoubt: String?
  /// The mark of lines that are no rows.
  let comment: String?
  /// The names of the columns, where the first row has them.
  let names: [String]?
  /// Cells of a row.
  let fields: Int
  /// Rows that had another number of cells.
  let oddRows: Int
  /// Successive rows, from each place that was read.
  let blocks: [[[String]]]

  /// Cells that are cut at most.
  private static let mostCells = 150_000

  /// Reads the file at `blocks` places, `blockBytes` at each.
  /// - Throws: `InputError` where it is no text, or empty.
  init(_ url: URL, blocks count: Int = 64, blockBytes: Int = 16_384) throws {
    self.url = url
    let handle = try RegularFile.handle(url, expected: "a table of text")
    guard let size = try? handle.seekToEnd(), size > 0 else {
      throw InputError(url.path, found: "nothing to read", expected: "a table of text")
    }
    defer { try? handle.close() }
    let bytes = Int(size)
    let isWhole = bytes <= count * blockBytes
    (self.bytes, self.isWhole) = (bytes, isWhole)
    var texts: [ArraySlice<UInt8>] = []
    let starts = isWhole ? [0] : (0..<count).map { $0 * (bytes - blockBytes) / max(count - 1, 1) }
    for start in starts {
      try? handle.seek(toOffset: UInt64(start))
      var own = [UInt8]((try? handle.read(upToCount: isWhole ? bytes : blockBytes)) ?? Data())[...]
      if own.contains(0) {
        throw InputError(url.path, found: "bytes that are no text", expected: "a table of text")
      }
      if start == 0, own.starts(with: [0xEF, 0xBB, 0xBF]) { own = own.dropFirst(3) }
      // Lines that were cut are no rows.
      if start > 0 { own = own.drop { $0 != 10 }.dropFirst() }
      if start + blockBytes < bytes, !isWhole { own = own[..<(own.lastIndex(of: 10).map { $0 + 1 } ?? own.startIndex)] }
      texts.append(own)
    }
    let mark = texts[0].first.flatMap { [35, 37].contains($0) ? String(UnicodeScalar($0)) : nil }
    comment = mark
    if let mark = mark?.utf8.first {
      texts[0] =
        texts[0].split(separator: 10, omittingEmptySubsequences: false).filter { $0.first != mark }
        .joined(separator: [10]).map(\.self)[...]
    }
    var head = texts[0].prefix(65_536)
    if head.count < texts[0].count, let end = head.lastIndex(of: 10) { head = head[...end] }
    var doubt: String?
    do { separator = try SeparatorGuess(Self.lines(head, 50), place: url.path).separator } catch let fault as InputError
    {
      doubt = fault.found
      separator = .comma
    }
    separatorDoubt = doubt
    let byte = separator.byte ?? UInt8(ascii: " ")
    let first = try DelimitedRows.cut(Self.lines(head, 2), byte, url.path).rows.last?.count ?? 0
    let most = max(2, Self.mostCells / max(first * texts.count, 1))
    var cut = try texts.map { try DelimitedRows.cut(Self.lines($0, most), byte, url.path).rows }
    guard let firstRow = cut.first?.first else {
      throw InputError(url.path, found: "no row", expected: "a table of text")
    }
    let counts = Dictionary(grouping: cut.joined().map(\.count)) { $0 }.mapValues(\.count)
    let fields = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? firstRow.count
    self.fields = fields
    oddRows = cut.joined().count { $0.count != fields }
    let few = Array(cut[0].filter { $0.count == fields }.prefix(60))
    var decimalDoubt: String?
    do { decimal = try few.isEmpty ? .point : TextColumn.decimal(few, place: url.path) } catch let fault as InputError {
      decimalDoubt = fault.found
      decimal = .point
    }
    self.decimalDoubt = decimalDoubt
    var headerDoubt: String?
    switch few.isEmpty ? .values("") : TableHead(few[0], few.dropFirst(), decimal) {
    case .names: header = true
    case .values: header = false
    case .unsure(let reason):
      header = nil
      headerDoubt = reason
    }
    self.headerDoubt = headerDoubt
    names = header == true ? few[0] : nil
    if header == true { cut[0].removeFirst() }
    self.blocks = cut.map { $0.filter { $0.count == fields } }.filter { !$0.isEmpty }
  }

  /// The first whole lines that are not empty.
  private static func lines(_ bytes: ArraySlice<UInt8>, _ most: Int) -> ArraySlice<UInt8> {
    var (end, count) = (bytes.startIndex, 0)
    for index in bytes.indices where bytes[index] == 10 {
      if index > end { count += 1 }
      end = index + 1
      if count == most { return bytes[bytes.startIndex..<end] }
    }
    return bytes
  }
}
