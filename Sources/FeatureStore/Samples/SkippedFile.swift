/// A file, a recording or a part of one that is in no sample of a source.
public struct SkippedFile: Sendable, Equatable, Codable {
  /// The file's path below the folder of the data, or the recording's name.
  public var file: String
  /// Why it was left out.
  public var reason: String
  /// The same without what concerns this file alone, by which such files are counted.
  public var cause: String
  /// What `count` counts.
  public var what: What
  /// How many.
  public var count: Int
  /// The class, where it is known.
  public var className: String?
  /// The person, where it is known.
  public var subject: Int?
  /// Whether it should be there and is missing or damaged.
  public var isDamaged = false

  /// What is left out.
  public enum What: String, Sendable, Codable, CaseIterable {
    /// Recordings, or samples where a recording is one.
    case recordings
    /// Parts of recordings between gaps.
    case pieces
    /// Windows of recordings.
    case windows
    /// Rows of files.
    case rows
    /// Files.
    case files
    /// Samples of features.
    case samples
  }

  /// Joins the parts; `cause` is `reason` where nothing is said.
  public init(
    file: String, reason: String, cause: String? = nil, what: What = .files, count: Int = 1, className: String? = nil,
    subject: Int? = nil
  ) {
    self.file = file
    self.reason = reason
    self.cause = cause ?? reason
    self.what = what
    self.count = count
    self.className = className
    self.subject = subject
  }
}
