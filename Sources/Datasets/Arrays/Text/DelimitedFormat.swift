import Diagnostics

/// How a table of text is written.
public struct DelimitedFormat: Sendable, Codable, Equatable {
  /// What stands between two fields.
  public var separator: Separator
  /// Whether the first line names the columns.
  public var header: Bool
  /// Whether that was said; where it was not, a first line that is plainly a row is refused.
  public var isHeaderSaid: Bool
  /// What stands before the fraction of a number.
  public var decimal: Decimal
  /// Lines that begin with this are no rows; nil where there are none.
  public var comment: String?
  /// Fields that stand for a missing number: as text, whatever the case of its letters, and where it is a number as that
  /// number.
  public var missing: [String]

  /// What stands between two fields.
  public enum Separator: String, Sendable, Codable, CaseIterable {
    /// `,`
    case comma
    /// `;`
    case semicolon
    /// One tabulator.
    case tab
    /// Any number of blanks and tabulators, also before the first field and after the last.
    case whiteSpace = "white-space"
  }

  /// What stands before the fraction of a number.
  public enum Decimal: String, Sendable, Codable, CaseIterable {
    /// `1.5`
    case point
    /// `1,5`
    case comma
  }

  private enum CodingKeys: CodingKey {
    case separator, header, decimal, comment, missing
  }

  /// A table of numbers between commas under names, in which nothing or `NaN` is a missing number.
  public init(
    separator: Separator = .comma, header: Bool? = nil, decimal: Decimal = .point, comment: String? = nil,
    missing: [String] = ["", "NaN"]
  ) {
    self.separator = separator
    self.header = header ?? true
    self.isHeaderSaid = header != nil
    self.decimal = decimal
    self.comment = comment
    self.missing = missing
  }

  /// Decodes the keys that are given and refuses an empty comment mark.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    separator = try keys.decodeIfPresent(Separator.self, forKey: .separator) ?? separator
    if let said = try keys.decodeIfPresent(Bool.self, forKey: .header) { (header, isHeaderSaid) = (said, true) }
    decimal = try keys.decodeIfPresent(Decimal.self, forKey: .decimal) ?? decimal
    comment = try keys.decodeIfPresent(String.self, forKey: .comment)
    missing = try keys.decodeIfPresent([String].self, forKey: .missing) ?? missing
    if comment == "" { throw InputError("comment", found: "nothing", expected: "the mark that lines begin with") }
  }

  /// Writes what a table is read by; `decimal` only where it is no point, as descriptions of old had it.
  public func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encode(separator, forKey: .separator)
    try keys.encode(header, forKey: .header)
    if decimal != .point { try keys.encode(decimal, forKey: .decimal) }
    try keys.encodeIfPresent(comment, forKey: .comment)
    try keys.encode(missing, forKey: .missing)
  }
}

/// How a table of text is written, as far as somebody says it: what is nil is guessed, and refused where the guess is not
/// certain.
public struct TextKeys: Sendable, Codable, Equatable {
  /// What stands between two fields.
  public var separator: DelimitedFormat.Separator?
  /// Whether the first row names the columns.
  public var header: Bool?
  /// What stands before the fraction of a number.
  public var decimal: DelimitedFormat.Decimal?

  /// Joins the keys.
  public init(
    separator: DelimitedFormat.Separator? = nil, header: Bool? = nil, decimal: DelimitedFormat.Decimal? = nil
  ) {
    self.separator = separator
    self.header = header
    self.decimal = decimal
  }

  /// These keys, and those of `others` where these say nothing.
  func filled(by others: TextKeys?) -> TextKeys {
    TextKeys(
      separator: separator ?? others?.separator, header: header ?? others?.header, decimal: decimal ?? others?.decimal)
  }

  /// As a manifest has them: `{separator: comma, header: true}`.
  var yaml: String {
    let pairs = [
      separator.map { "separator: \($0.rawValue)" }, header.map { "header: \($0)" },
      decimal.map { "decimal: \($0.rawValue)" },
    ]
    return "{\(pairs.compactMap(\.self).joined(separator: ", "))}"
  }
}
