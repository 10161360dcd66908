import Diagnostics

/// The source of a value of each recording: exactly one of `path`, `column`, `array`, `constant`
/// and `counted`.
public struct ValueDescription: Sendable, Codable, Equatable {
  /// A name in the patterns of the files.
  public var path: String?
  /// A column of the table itself, or of `files`; `label` in a `.ts` file.
  public var column: ColumnName?
  /// The modality whose table holds `column`, for the class of runs; nil for the first modality
  /// with that column.
  public var modality: String?
  /// What happens where files of several devices say different classes at one time, for the class
  /// of runs; nil refuses it.
  public var disagreement: Disagreement?
  /// An array with one text or number a recording, in the first modality's file of arrays or in
  /// `files`.
  public var array: String?
  /// The table of `column` or the file of `array`, with one row a recording, if it is another one.
  public var files: String?
  /// How that table is written.
  public var text: DelimitedFormat?
  /// The same for all.
  public var constant: String?
  /// The running number, from 1, within subject and class.
  public var counted: Counted?
  /// A regular expression with one group: what it captures is the value, as the day of a date.
  public var match: String?
  /// What the values there mean; a value that is not named means itself.
  public var map: [String: String]?
  /// Values that mark recordings as no part of the data set.
  public var skip: [String]?

  /// What happens where devices say different classes.
  public enum Disagreement: String, Sendable, Codable, CaseIterable {
    /// It is an error.
    case refuse
    /// Recordings are what all devices agree on; the rest is left out and counted.
    case intersect
  }

  public enum Counted: String, Sendable, Codable, CaseIterable {
    /// Every recording.
    case recordings
    /// Successive recordings of one subject and class in a file count as one.
    case runs
  }
}

extension ValueDescription {
  func validate(_ key: String, _ names: [String], place: String) throws {
    let given = [path != nil, column != nil, array != nil, constant != nil, counted != nil].filter(\.self).count
    guard given == 1 else {
      throw InputError(place, found: "\(given) sources", expected: "one of path, column, array, constant and counted")
    }
    if let path, !names.contains(path) {
      throw InputError(
        "\(place): path", found: "'\(path)'",
        expected: names.isEmpty ? "no name, since the patterns have none" : "one of \(names.joined(separator: ", "))",
        advice: suggestion(for: path, among: names))
    }
    if key != "class", modality != nil || disagreement != nil {
      throw InputError(
        "\(place): \(modality != nil ? "modality" : "disagreement")", found: "it below '\(key)'",
        expected: "it below 'class' only")
    }
    guard counted == nil || key == "trial" else {
      throw InputError("\(place): counted", found: "a number for \(key)", expected: "it for 'trial' only")
    }
    _ = try matcher(place: place)
    if let files {
      let found = try PathPattern(files, place: "\(place): files").names
      guard column != nil || array != nil, found.allSatisfy(names.contains) else {
        throw InputError(
          "\(place): files", found: "'\(files)'",
          expected: "'column' or 'array', and only names that the modalities' patterns have")
      }
    }
  }
}
