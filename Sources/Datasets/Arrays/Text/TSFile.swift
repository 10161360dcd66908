import Diagnostics
import Foundation

/// A file of the format `.ts` of the UEA and UCR archives of time series. A line is a case, with
/// `:` between its channels, `,` between the numbers of a channel, and the class at its end. `?`
/// and `NaN` stand for a missing number.
///
/// Series with time stamps of their own, in brackets, are refused. Source of the format: Bagnall et
/// al., "The UEA multivariate time series classification archive, 2018", arXiv:1811.00075.
public struct TSFile: Sendable {
  /// The file.
  public let url: URL
  /// The class of each case; empty texts where the file has none.
  public let labels: [String]
  /// Number of channels of every case.
  public let channels: Int
  private let text: DelimitedText
  private let firstCase: Int
  private let hasLabels: Bool

  /// How a line is split: at `:` by hand, so the reader of lines sees one field.
  private static let lines = DelimitedFormat(separator: .tab, header: false, comment: "#", missing: ["", "?", "NaN"])

  /// Reads the header and the classes.
  /// - Throws: `InputError` with the line where the header or a case is not as the format has it.
  public init(_ url: URL) throws {
    self.url = url
    text = try DelimitedText(url, format: Self.lines)
    let rows = try text.texts(column: 0)
    guard let data = rows.firstIndex(where: { $0.lowercased() == "@data" }) else {
      throw InputError(
        url.path, found: "no line '@data'", expected: "a file of the format .ts", advice: "Was it downloaded whole?")
    }
    var header: [String: [String]] = [:]
    for row in rows[..<data] {
      let words = row.split(separator: " ").map(String.init)
      guard let key = words.first, key.hasPrefix("@") else {
        throw InputError(text.place(row: 0), found: "'\(row.prefix(60))' before @data", expected: "'@key value'")
      }
      guard header.updateValue(Array(words.dropFirst()), forKey: key.lowercased()) == nil else {
        throw InputError(url.path, found: "'\(key)' twice before @data", expected: "every key once")
      }
    }
    guard header["@timestamps"]?.first?.lowercased() != "true" else {
      throw InputError(url.path, found: "@timeStamps true", expected: "series without time stamps of their own")
    }
    hasLabels = header["@classlabel"]?.first?.lowercased() == "true"
    let known = header["@classlabel"].map { Set($0.dropFirst()) } ?? []
    firstCase = data + 1
    let cases = rows[firstCase...]
    guard let first = cases.first else {
      throw InputError(url.path, found: "no case after @data", expected: "a case a line")
    }
    channels = Self.parts(first).count - (hasLabels ? 1 : 0)
    var labels: [String] = []
    for (index, line) in cases.enumerated() {
      let parts = Self.parts(line)
      let place = { [text, firstCase] in text.place(row: firstCase + index) }
      guard parts.count - (hasLabels ? 1 : 0) == channels, channels > 0 else {
        throw InputError(
          place(), found: "\(parts.count) parts between colons",
          expected: "\(channels) channels\(hasLabels ? " and the class" : "")",
          advice: "Was the file downloaded whole? Mend it, or leave it out with --skip-bad.")
      }
      let label = hasLabels ? parts.last!.trimmingCharacters(in: .whitespaces) : ""
      guard !hasLabels || known.contains(label) else {
        throw InputError(
          place(), found: "the class '\(label.prefix(40))'",
          expected: "one of \(known.sorted().joined(separator: ", "))",
          advice: "Was the file downloaded whole? Mend it, or leave it out with --skip-bad.")
      }
      labels.append(label)
    }
    self.labels = labels
  }

  /// The numbers of a case, frame after frame; NaN where one is missing.
  /// - Throws: `InputError` with the line where channels differ in length or a number is none.
  public func frames(_ index: Int) throws -> [Double] {
    precondition(labels.indices.contains(index), "case \(index) of \(labels.count)")
    let row = firstCase + index
    let line = try text.texts(column: 0, rows: row..<(row + 1))[0]
    let series = Self.parts(line).prefix(channels).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let length = series[0].count
    guard series.allSatisfy({ $0.count == length }) else {
      throw InputError(
        text.place(row: row), found: "channels of \(series.map { "\($0.count)" }.joined(separator: ", ")) numbers",
        expected: "channels of one length", advice: "Mend the file, or leave it out with --skip-bad.")
    }
    var result = [Double](repeating: .nan, count: length * channels)
    for (channel, numbers) in series.enumerated() {
      for (frame, number) in numbers.enumerated() {
        let trimmed = number.trimmingCharacters(in: .whitespaces)
        if ["?", "", "nan"].contains(trimmed.lowercased()) { continue }
        guard let value = Array(trimmed.utf8).withUnsafeBytes({ decimal($0) }), value.isFinite else {
          throw InputError(
            text.place(row: row), found: "'\(trimmed.prefix(40))' as number \(frame + 1) of channel \(channel + 1)",
            expected: "a finite number, or '?'", advice: "Mend the file, or leave it out with --skip-bad.")
        }
        result[frame * channels + channel] = value
      }
    }
    return result
  }

  /// Where a case stands, for a message.
  public func place(_ index: Int) -> String { text.place(row: firstCase + index) }

  private static func parts(_ line: String) -> [Substring] {
    line.split(separator: ":", omittingEmptySubsequences: false)
  }
}
