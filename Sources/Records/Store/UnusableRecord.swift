import Diagnostics

/// A file where a record should stand, and why it is none: damaged, of another trial, or of a newer
/// version of this program.
public struct UnusableRecord: Sendable, Equatable, CustomStringConvertible {
  /// The key that the file is named by.
  public let key: String
  /// What is wrong with it.
  public let reason: InputError
  /// Whether a newer version wrote it: then it is kept, and its trial is run again only where that
  /// is asked for.
  public let isNewer: Bool

  /// One line.
  public var description: String { "\(reason) It counts as missing." }
}
