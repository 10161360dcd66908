import Foundation

/// Whether the first row of a table names its columns, as far as the rows show it.
///
/// Words over numbers are names. What looks like the rows below is a row: numbers with a sign or a fraction over numbers,
/// a text that stands in its column again, ids of one pattern. Where both are to be seen, or neither, nothing is certain.
enum TableHead: Equatable {
  /// It does; why.
  case names(String)
  /// It is a row like the others; why.
  case values(String)
  /// Nobody can tell; why.
  case unsure(String)

  /// Rows that are looked at.
  private static let mostRows = 1000
  /// Words that name columns.
  private static let words: Set = [
    "id", "ids", "name", "names", "sample", "samples", "clip", "clips", "file", "filename", "key", "index", "label",
    "labels", "class", "classes", "activity", "action", "gesture", "target", "exercise", "subject", "subjects",
    "person", "participant", "user", "volunteer", "actor", "trial", "repetition", "session", "time", "timestamp",
  ]

  init(_ first: [String], _ rows: some Sequence<[String]>, _ decimal: DelimitedFormat.Decimal) {
    let body = Array(rows.lazy.filter { $0.count == first.count }.prefix(Self.mostRows))
    guard !body.isEmpty else {
      let isNumbers = first.allSatisfy { Self.number($0, decimal) != nil }
      self = isNumbers ? .values("it is numbers alone") : .names("it is no row of numbers, and the only one")
      return
    }
    let columns = first.indices.map { index in Column(first[index], body.map { $0[index] }, decimal) }
    let overNumbers = columns.filter { $0.isWord && $0.holdsNumbers }
    let numbers = columns.filter { $0.number != nil && $0.holdsNumbers }
    let scale = Self.isScale(numbers, body.count)
    var (likeNames, likeRows): (String?, String?) = (nil, nil)
    if let word = overNumbers.first {
      likeNames = "'\(word.first)' stands over numbers"
    } else if let word = columns.first(where: { $0.isWord && !$0.hasPatternOfRows && Self.isKnown($0.first) }) {
      likeNames = "'\(word.first)' is a usual name"
    }
    if !scale, let number = numbers.first(where: \.hasSignOrFraction) {
      likeRows = "'\(number.first)' stands over numbers"
    } else if let word = columns.first(where: \.isRepeated) {
      likeRows = "'\(word.first)' stands in its column again"
    } else if let word = columns.first(where: \.hasPatternOfRows) {
      likeRows = "'\(word.first)' is built like what is below it"
    }
    switch (likeNames, likeRows) {
    case (let names?, nil): self = .names(names)
    case (nil, let row?): self = .values(row)
    case (let names?, let row?): self = .unsure("\(names), but \(row)")
    case (nil, nil):
      let isPlain = columns.allSatisfy { $0.number != nil && $0.holdsNumbers }
      if isPlain, !scale, !numbers.allSatisfy(\.isWholeOverFractions) {
        self = .values("it is numbers over numbers")
      } else {
        self = .unsure(
          !numbers.isEmpty ? "its numbers may be names, such as 0, 1, 2, or years" : "all is text, or may be")
      }
    }
  }

  /// Whether numbers look like names that were counted: they rise, as those of hardly any row do.
  private static func isScale(_ columns: [Column], _ rows: Int) -> Bool {
    let heads = columns.compactMap(\.number)
    guard let last = heads.last, heads.count > 1 || heads == [0] else { return false }
    guard heads.count > 1 else { return true }
    let steps = zip(heads.dropFirst(), heads).map { $0 - $1 }
    guard steps.allSatisfy({ $0 > 0 }) else { return false }
    let isEven = steps.allSatisfy { abs($0 - steps[0]) <= 1e-9 * max(abs(last), 1) }
    let isWhole = heads.allSatisfy { $0 == $0.rounded() }
    guard heads.count > 2 ? isEven || isWhole || heads.count > 4 : isWhole && steps[0] == 1 else { return false }
    let rising = (0..<rows).count { row in
      let values = columns.map { $0.numbers[row] ?? .nan }
      let own = zip(values.dropFirst(), values).map { $0 - $1 }
      return own.allSatisfy { step in isEven && isWhole ? step == steps[0] : step > 0 }
    }
    return Double(rising) < 0.9 * Double(rows)
  }

  private static func isKnown(_ name: String) -> Bool {
    name.lowercased().split { !$0.isLetter }.contains { words.contains(String($0)) }
  }

  /// The number in a cell; nil for a text, and where a number is missing.
  static func number(_ cell: String, _ mark: DelimitedFormat.Decimal) -> Double? {
    Array(cell.utf8).withUnsafeBytes { decimal($0, point: mark.byte) }
  }

  /// Whether a cell stands for a missing number.
  static func isMissing(_ cell: String) -> Bool {
    ["", "na", "nan", "n/a", "#n/a", "null", "none", "?", "-", "--"].contains(cell.lowercased())
  }

  /// The first cells of a row, for a message.
  static func shown(_ row: [String]) -> String {
    row.prefix(6).map { "'\($0.prefix(20))'" }.joined(separator: ", ") + (row.count > 6 ? ", ..." : "")
  }
}

/// A column with the cell over it.
private struct Column {
  let first: String
  /// The number in that cell.
  let number: Double?
  /// Those below it; nil where one is missing.
  let numbers: [Double?]
  /// Whether all that is below is numbers, or missing.
  let holdsNumbers: Bool
  private let body: [String]

  init(_ first: String, _ body: [String], _ decimal: DelimitedFormat.Decimal) {
    self.first = first
    self.body = body
    number = TableHead.number(first, decimal)
    numbers = body.map { TableHead.number($0, decimal) }
    holdsNumbers =
      numbers.contains { $0 != nil } && zip(numbers, body).allSatisfy { $0 != nil || TableHead.isMissing($1) }
  }

  var isWord: Bool { number == nil && !TableHead.isMissing(first) }
  var hasSignOrFraction: Bool { first.contains { ".,-+".contains($0) } }
  /// A word that stands below again: no name would.
  var isRepeated: Bool { isWord && !holdsNumbers && body.contains(first) }
  /// A whole number over numbers that are all written with a fraction.
  var isWholeOverFractions: Bool {
    !hasSignOrFraction
      && body.allSatisfy { TableHead.isMissing($0) || $0.contains { ".,eE".contains($0) } }
  }
  /// A word with digits, at least half of the words below it like it but for the digits.
  var hasPatternOfRows: Bool {
    guard isWord, !holdsNumbers, first.contains(where: \.isNumber) else { return false }
    let own = Self.pattern(first)
    return 2 * body.count { Self.pattern($0) == own } >= body.count
  }

  /// The text with every run of digits as one 9.
  private static func pattern(_ text: String) -> String {
    var result = ""
    for character in text {
      if character.isNumber { if result.last != "9" { result.append("9") } } else { result.append(character) }
    }
    return result
  }
}
