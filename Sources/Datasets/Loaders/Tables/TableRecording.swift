import FeatureStore

/// A recording of a data set in tables, before anything of its signals is read.
struct TableRecording: Sendable {
  /// The group of files that it stands in.
  var group: Int
  /// Its rows in the file of each modality.
  var rows: [Range<Int>]
  var subject: Int
  /// The index of the class.
  var label: Int
  var trial: Int?
  var session: Int?
  /// Counts recordings that are one trial, where rows of a file are.
  var part: Int?
  /// The place of the modality whose rows its name and its trials go by.
  var reference = 0
  /// Its name, unique in the data set.
  var id = ""
}

/// What opening the files of a group found, kept so that they are opened faster again.
struct GroupIndex: Sendable {
  /// For each modality and file; nil for what is not text.
  var texts: [[DelimitedText.Index?]]
  /// The file of cases, where it is one.
  var cases: TSFile?
  var recordings: [TableRecording]
  /// How many recordings the manifest skips, by what it says.
  var skips: [String: Int] = [:]
  /// What else is in no recording.
  var left: [SkippedFile] = []
}
