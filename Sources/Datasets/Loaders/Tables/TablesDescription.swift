import Diagnostics

/// How the files of a data set become recordings: the key `tables` of a manifest, for the loader of that name.
public struct TablesDescription: Sendable, Codable, Equatable {
  /// What a recording is.
  public var recordings: Layout
  /// How text is written, where a modality does not say it for itself.
  public var text: DelimitedFormat?
  /// Where each modality of the manifest stands, by its name.
  public var modalities: [ModalityTables]
  /// The table of intervals, where `recordings` is `intervals`.
  public var intervals: IntervalTables?
  /// The person; a number.
  public var subject: ValueDescription
  /// The class; a name of the manifest's `classes`.
  public var `class`: ValueDescription
  /// The repetition; a number. Nil where none is known.
  public var trial: ValueDescription?
  /// The session; a number. Nil where none is known.
  public var session: ValueDescription?
  /// What is done about what is missing; nil refuses it.
  public var cleaning: Cleaning?
  /// What is done with a recording for which a file of a modality is not there; nil refuses it.
  public var incomplete: Incomplete?
  /// What recordings are cut to; nil cuts to the common time where any modality has a clock.
  public var common: CommonCut?

  /// What a recording is.
  public enum Layout: String, Sendable, Codable, CaseIterable {
    /// A file.
    case file
    /// A row of a file that holds a whole recording: a window of one channel, a case of a `.ts` file.
    case rows
    /// Rows of a file, one after the other, that bear the same class in the column of `class`.
    case runs
    /// Rows of a file between the start and the end that a row of another table says.
    case intervals
  }

  /// What is done with a recording that lacks a file.
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

/// Where one modality stands.
public struct ModalityTables: Sendable, Codable, Equatable {
  /// The modality of the manifest.
  public var name: String
  /// The pattern of its files.
  public var files: String?
  /// Where every channel has a file of its own, whose rows are recordings: their patterns, in the order of the
  /// channels.
  public var channelFiles: [String]?
  /// The columns of the channels, in their order; nil where the file has these columns and no other.
  public var columns: [ColumnName]?
  /// How many fields a row has; another number is refused. Nil where nothing is known.
  public var fields: Int?
  /// Where the array is, in a file of arrays.
  public var array: ArrayPlace?
  /// The units in the file, one for all channels or one a channel; nil where they are the manifest's.
  public var units: [String]?
  /// Frames a second in the file; nil where it is the manifest's.
  public var rate: Double?
  /// The column of time; nil where frames follow each other at the rate.
  public var time: TimeColumn?
  /// Seconds added to this modality's clock.
  public var clockOffset: Double?
  /// The column in which intervals are looked for; nil where they count rows from 0.
  public var position: ColumnName?
  /// How the text is written, where it is another way than elsewhere.
  public var text: DelimitedFormat?
}

/// The time at which rows were recorded.
public struct TimeColumn: Sendable, Codable, Equatable {
  /// The column.
  public var column: ColumnName
  /// The unit of its numbers, or `iso8601` for dates and times.
  public var unit: String
  /// Whether times count from the first row of a recording, because clocks of modalities have nothing to do with each
  /// other.
  public var fromStart: Bool?
}

/// An array in a file of arrays.
public struct ArrayPlace: Sendable, Codable, Equatable {
  /// The array's name; nil where there is one only.
  public var variable: String?
  /// The number, from 1, of a cell where the variable is a cell array of MATLAB.
  public var cell: Int?
  /// Which index counts time, from 1; the others together count columns, the last one fastest. 1 where nil.
  public var timeAxis: Int?
}

/// A table of which every row is a recording: its start, its end, and columns for `class` and others.
public struct IntervalTables: Sendable, Codable, Equatable {
  /// The pattern of its file, with the names of the modalities' patterns.
  public var files: String
  /// How it is written.
  public var text: DelimitedFormat?
  /// The column of the first position.
  public var start: ColumnName
  /// The column of the last position, which still belongs to the recording.
  public var end: ColumnName
}

/// Where a value of each recording comes from. Exactly one of `path`, `column`, `constant` and `counted` is given.
public struct ValueDescription: Sendable, Codable, Equatable {
  /// A name in the patterns of the files.
  public var path: String?
  /// A column: of the table itself, or of `files`. `label` is that of a `.ts` file.
  public var column: ColumnName?
  /// Another table with one row a recording, for `column`.
  public var files: String?
  /// How that table is written.
  public var text: DelimitedFormat?
  /// The same for all.
  public var constant: String?
  /// The running number, from 1, within subject and class.
  public var counted: Counted?
  /// What stands there, and what it means; what is not named means itself.
  public var map: [String: String]?
  /// Values whose recordings do not belong to the data set.
  public var skip: [String]?

  /// What is counted.
  public enum Counted: String, Sendable, Codable, CaseIterable {
    /// Every recording.
    case recordings
    /// Recordings of one subject and class that follow each other in a file are one.
    case runs
  }
}

/// What is done about what is missing.
public struct Cleaning: Sendable, Codable, Equatable {
  /// Up to how many seconds without a number are bridged by a straight line.
  public var maximumGap: Double
  /// What is done about longer ones.
  public var longer: Longer
  /// What is done about times that do not rise; nil refuses them.
  public var times: Times?

  /// What is done about a long gap.
  public enum Longer: String, Sendable, Codable, CaseIterable {
    /// It is an error.
    case refuse
    /// The recording falls into pieces; windows begin anew in each.
    case split
    /// Windows that it touches, or a recording without windows, are left out.
    case drop
  }

  /// What is done about times that do not rise.
  public enum Times: String, Sendable, Codable, CaseIterable {
    /// They are an error.
    case refuse
    /// Rows are put in the order of time; of rows of the same time the first is kept.
    case sort
  }
}
