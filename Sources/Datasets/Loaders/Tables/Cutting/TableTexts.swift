import Diagnostics
import Foundation

extension TableCutter {
  /// The text of a value of one recording, before `map`.
  func text(
    _ key: String, _ value: ValueDescription, _ group: Group, row: Int, of count: Int
  ) throws -> String {
    if let constant = value.constant { return constant }
    let raw: String
    if let path = value.path {
      raw = group.values[path] ?? ""
    } else {
      let texts = try group.columns[key] ?? self.texts(value, group, of: count)
      group.columns[key] = texts
      raw = texts[row]
    }
    return try value.matched(raw, place: "tables: \(key)")
  }

  /// The value of every recording of a group, from an array or a column.
  private func texts(_ value: ValueDescription, _ group: Group, of count: Int) throws -> [String] {
    if let array = value.array { return try arrayTexts(array, value, group, of: count) }
    guard let column = value.column else { return [String](repeating: "", count: count) }
    if let pattern = value.files {
      let path = try files.companion(pattern, of: group.values)
      let table = try FrameTables.open(
        files.folder.appendingPathComponent(path), text: value.text ?? tables.text ?? DelimitedFormat(), array: nil)
      guard table.rows == count else {
        throw InputError(
          table.url.path, found: "\(table.rows) rows", expected: "\(count), one a recording",
          advice: "Fetch the files again: they do not belong together.")
      }
      return try table.texts(column: table.column(column), rows: nil)
    } else if let cases = group.cases {
      return cases.labels
    } else {
      return try group.tables[group.reference].texts(column: group.tables[group.reference].column(column), rows: nil)
    }
  }

  /// The texts or whole numbers of an array, one a recording.
  private func arrayTexts(_ name: String, _ value: ValueDescription, _ group: Group, of count: Int) throws -> [String] {
    let url =
      if let pattern = value.files {
        try files.folder.appendingPathComponent(files.companion(pattern, of: group.values))
      } else {
        files.folder.appendingPathComponent(files.groups[group.number].files[group.reference][0])
      }
    let file = try ArrayFiles.open(url)
    let array = try file.description(of: name)
    let texts =
      try array.isText
      ? file.texts(array.name)
      : file.numbers(array.name).elements.map { Int(exactly: $0).map(String.init) ?? "\($0)" }
    guard texts.count == count else {
      throw InputError(
        "\(url.path): \(array.name)", found: "\(texts.count) values of shape \(array.shape)",
        expected: "\(count), one a recording", advice: "Name an array with one value a recording.")
    }
    return texts
  }
}

extension ValueDescription {
  /// The regular expression of `match`; nil without one.
  /// - Throws: `InputError` where it is none, or has another number of groups than one.
  func matcher(place: String) throws -> NSRegularExpression? {
    guard let match else { return nil }
    guard let expression = try? NSRegularExpression(pattern: match), expression.numberOfCaptureGroups == 1 else {
      throw InputError(
        "\(place): match", found: "'\(match)'", expected: "a regular expression with one group, such as '^([0-9]+)_'")
    }
    return expression
  }

  /// What `match` captures of a text; the text itself without a `match`.
  func matched(_ text: String, place: String) throws -> String {
    guard let match, let expression = try matcher(place: place) else { return text }
    let whole = NSRange(text.startIndex..., in: text)
    let captured = try MatchTime.bounded(match, count: 1, place: "\(place): match") {
      expression.firstMatch(in: text, range: whole).flatMap { Range($0.range(at: 1), in: text) }
    }
    guard let captured else {
      throw InputError(
        "\(place): match", found: "'\(text)'", expected: "a text that '\(match)' matches",
        advice: "Correct the expression, or the value in the file.")
    }
    return String(text[captured])
  }
}
