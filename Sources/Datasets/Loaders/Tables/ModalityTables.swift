/// The files and columns of one modality.
public struct ModalityTables: Sendable, Codable, Equatable {
  /// The modality of the manifest.
  public var name: String
  /// The pattern of its files.
  public var files: String?
  /// Patterns of the channels' files, in the order of the channels: each channel has a file of its
  /// own, and its rows are recordings.
  public var channelFiles: [String]?
  /// The columns of the channels, in their order; nil for all columns that no other key names.
  public var columns: ColumnList?
  /// Number of fields of a row; a row of another number is refused. Nil: any number.
  public var fields: Int?
  /// The array, in a file of arrays.
  public var array: ArrayPlace?
  /// The units in the file, one for all channels or one a channel; nil for the manifest's.
  public var units: [String]?
  /// Frames a second in the file; nil for the manifest's.
  public var rate: Double?
  /// The column of time; nil if frames follow each other at the rate.
  public var time: TimeColumn?
  /// Seconds added to this modality's clock.
  public var clockOffset: Double?
  /// The column that intervals refer to; nil if they count rows from 0.
  public var position: ColumnName?
  /// The column of frame numbers, where a row is a point; numbers that are not there are frames
  /// without points. Nil: rows of one time are a frame.
  public var frame: ColumnName?
  /// The column of the class in this modality's file, where another file calls it otherwise; with
  /// `recordings: runs`.
  public var label: ColumnName?
  /// How the text is written, if it differs from `TablesDescription.text`.
  public var text: DelimitedFormat?
}

/// The time at which rows were recorded.
public struct TimeColumn: Sendable, Codable, Equatable {
  public var column: ColumnName
  /// The unit of its numbers, or `iso8601` for dates and times.
  public var unit: String
  /// Whether times count from the first row of a recording, because the clocks of modalities are
  /// unrelated.
  public var fromStart: Bool?
}

/// An array in a file of arrays.
public struct ArrayPlace: Sendable, Codable, Equatable {
  /// The array's name; nil if there is only one.
  public var variable: String?
  /// The number of the cell, from 1, in a cell array of MATLAB.
  public var cell: Int?
  /// The index that counts time, from 1; nil for the first. The others together count columns, the
  /// last one fastest.
  public var timeAxis: Int?
  /// The array that says where each frame begins among the points, and ends with their number. Nil
  /// if the points of a frame are a cell, or rows with its number or time.
  public var offsets: String?
}
