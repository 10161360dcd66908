/// What happens to missing numbers and frames.
public struct Cleaning: Sendable, Codable, Equatable {
  /// The longest gap, in seconds, that is bridged by a straight line.
  public var maximumGap: Double
  /// What happens to longer gaps.
  public var longer: Longer
  /// What happens to times that do not rise; nil refuses them.
  public var times: Times?

  /// What happens to a long gap.
  public enum Longer: String, Sendable, Codable, CaseIterable {
    /// It is an error.
    case refuse
    /// The recording falls into pieces; windows begin anew in each.
    case split
    /// Windows that it touches are left out, or the recording if it has no windows.
    case drop
  }

  /// What happens to times that do not rise.
  public enum Times: String, Sendable, Codable, CaseIterable {
    /// They are an error.
    case refuse
    /// Rows are sorted by time; the first of several rows of one time is kept.
    case sort
  }
}
