/// How the files of a data set become recordings: the key `tables` of a manifest, for the loader
/// `tables`.
public struct TablesDescription: Sendable, Codable, Equatable {
  public var recordings: Layout
  /// How text is written, where a modality does not say it for itself.
  public var text: DelimitedFormat?
  /// The files of each modality.
  public var modalities: [ModalityTables]
  /// The table of intervals, with `recordings: intervals`.
  public var intervals: IntervalTables?
  /// The number of the person.
  public var subject: ValueDescription
  /// One of the manifest's `classes`.
  public var `class`: ValueDescription
  /// The number of the repetition; nil where it is not known.
  public var trial: ValueDescription?
  /// The number of the session; nil where it is not known.
  public var session: ValueDescription?
  /// What happens to missing numbers and frames; nil refuses them.
  public var cleaning: Cleaning?
  /// What happens to a recording that lacks the file of a modality; nil refuses it.
  public var incomplete: Incomplete?
  /// What recordings are cut to. Nil: to the common time, if any modality has a clock.
  public var common: CommonCut?

  /// What a recording is.
  public enum Layout: String, Sendable, Codable, CaseIterable {
    case file
    /// A row of a file: a window of one channel, a case of a `.ts` file.
    case rows
    /// Successive rows of a file with one class in the column of `class`; other files are cut by
    /// the clock.
    case runs
    /// Rows of a file from a start to an end, which a row of another table gives.
    case intervals
  }

  /// What happens to a recording that lacks a file.
  public enum Incomplete: String, Sendable, Codable, CaseIterable {
    /// It is an error.
    case refuse
    /// It is left out and listed.
    case leaveOut = "leave-out"
  }
}

/// What the modalities of a recording are cut to.
public enum CommonCut: String, Sendable, Codable, CaseIterable {
  /// The time that all modalities in use share.
  case clock
  /// Nothing: each modality counts from its own beginning.
  case leave = "none"
}

/// A table with one recording a row: its start, its end, and columns for `class` and others.
public struct IntervalTables: Sendable, Codable, Equatable {
  /// The pattern of its file, with the names of the modalities' patterns.
  public var files: String
  /// How it is written.
  public var text: DelimitedFormat?
  /// The column of the first position.
  public var start: ColumnName
  /// The column of the last position, which is part of the recording.
  public var end: ColumnName
  /// The unit of times that `start` and `end` hold, or `iso8601` for dates and times; nil if they
  /// hold positions.
  public var unit: String?
}
