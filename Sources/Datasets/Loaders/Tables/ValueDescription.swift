/// The source of a value of each recording: exactly one of `path`, `column`, `constant` and
/// `counted`.
public struct ValueDescription: Sendable, Codable, Equatable {
  /// A name in the patterns of the files.
  public var path: String?
  /// A column of the table itself, or of `files`; `label` in a `.ts` file.
  public var column: ColumnName?
  /// The table of `column`, with one row a recording, if it is another one.
  public var files: String?
  /// How that table is written.
  public var text: DelimitedFormat?
  /// The same for all.
  public var constant: String?
  /// The running number, from 1, within subject and class.
  public var counted: Counted?
  /// What the values there mean; a value that is not named means itself.
  public var map: [String: String]?
  /// Values that mark recordings as no part of the data set.
  public var skip: [String]?

  public enum Counted: String, Sendable, Codable, CaseIterable {
    /// Every recording.
    case recordings
    /// Successive recordings of one subject and class in a file count as one.
    case runs
  }
}
