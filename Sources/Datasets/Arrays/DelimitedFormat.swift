import Diagnostics

/// How a table of text is written.
public struct DelimitedFormat: Sendable, Codable, Equatable {
  /// What stands between two fields.
  public var separator: Separator
  /// Whether the first line names the columns.
  public var header: Bool
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

  private enum CodingKeys: CodingKey {
    case separator, header, comment, missing
  }

  /// A table of numbers between commas under names, in which nothing or `NaN` is a missing number.
  public init(
    separator: Separator = .comma, header: Bool = true, comment: String? = nil, missing: [String] = ["", "NaN"]
  ) {
    self.separator = separator
    self.header = header
    self.comment = comment
    self.missing = missing
  }

  /// Decodes the keys that are given and refuses an empty comment mark.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    separator = try keys.decodeIfPresent(Separator.self, forKey: .separator) ?? separator
    header = try keys.decodeIfPresent(Bool.self, forKey: .header) ?? header
    comment = try keys.decodeIfPresent(String.self, forKey: .comment)
    missing = try keys.decodeIfPresent([String].self, forKey: .missing) ?? missing
    if comment == "" { throw InputError("comment", found: "nothing", expected: "the mark that lines begin with") }
  }
}
