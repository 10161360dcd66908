import Diagnostics

/// The samples of a data set: what a split needs to know of them, and nothing else.
///
/// Row i of every array speaks of sample i. Rows of different modalities are paired by `ids`, never
/// by accident of order.
public struct SampleTable: Sendable, Equatable {
  /// A unique name a sample.
  public let ids: [String]
  /// Class index of each sample, from 0 to `classNames.count - 1`.
  public let labels: [Int]
  /// The names of the classes.
  public let classNames: [String]
  /// The person of each sample.
  public let subjects: [Int]
  /// The repetition of each sample within its subject and class, if known. Samples from one
  /// recording share a trial, so a split by trial never splits a recording.
  public let trials: [Int]?
  /// The session of each sample, where known.
  public let sessions: [Int]?

  /// Number of samples.
  public var count: Int { ids.count }

  /// Checks and keeps the columns of the table.
  ///
  /// - Parameters:
  ///   - ids: a name a sample, unique.
  ///   - labels: the class index of each sample.
  ///   - classNames: the names of the classes.
  ///   - subjects: the person of each sample.
  ///   - trials: the repetition of each sample within its subject and class; nil where unknown.
  ///   - sessions: the session of each sample; nil where unknown.
  ///   - place: what a message should call this table, say the file's name.
  /// - Throws: `InputError` on unequal counts, duplicate ids or labels outside the classes.
  public init(
    ids: [String], labels: [Int], classNames: [String], subjects: [Int], trials: [Int]? = nil, sessions: [Int]? = nil,
    place: String = "samples"
  ) throws {
    for (name, count) in [
      ("labels", labels.count), ("subjects", subjects.count), ("trials", trials?.count ?? ids.count),
      ("sessions", sessions?.count ?? ids.count),
    ] where count != ids.count {
      throw InputError(
        "\(place): /\(name)", found: "\(count) rows", expected: "\(ids.count) rows, as /sample_ids has",
        advice: "Write one row a sample in every table.")
    }
    if let (earlier, row) = Self.repetition(in: ids) {
      throw InputError(
        "\(place): /sample_ids", found: "'\(ids[row])' in rows \(earlier) and \(row)",
        expected: "a different id for every sample",
        advice: "Modalities are paired by id: give every sample an id of its own.")
    }
    for (row, label) in labels.enumerated() where label < 0 || label >= classNames.count {
      throw InputError(
        "\(place): /labels", found: "\(label) in row \(row)",
        expected: "a class index from 0 to \(classNames.count - 1)",
        advice: "Labels index /class_names from 0.")
    }
    self.ids = ids
    self.labels = labels
    self.classNames = classNames
    self.subjects = subjects
    self.trials = trials
    self.sessions = sessions
  }

  /// The first row whose id an earlier row has, with that row.
  ///
  /// Sorted hashes come first: of many samples they take less memory than a dictionary. Each run of
  /// the program hashes otherwise, which the answer does not show: texts decide.
  private static func repetition(in ids: [String]) -> (earlier: Int, row: Int)? {
    let hashes = ids.map(\.hashValue).sorted()
    guard zip(hashes, hashes.dropFirst()).contains(where: ==) else { return nil }
    var last: [String: Int] = [:]
    for (row, id) in ids.enumerated() {
      if let earlier = last.updateValue(row, forKey: id) { return (earlier, row) }
    }
    return nil
  }

  /// The table of the samples with the given rows, in that order.
  public func selecting(_ rows: [Int]) throws -> SampleTable {
    try SampleTable(
      ids: rows.map { ids[$0] }, labels: rows.map { labels[$0] }, classNames: classNames,
      subjects: rows.map { subjects[$0] }, trials: trials.map { trials in rows.map { trials[$0] } },
      sessions: sessions.map { sessions in rows.map { sessions[$0] } })
  }
}
