import Diagnostics

extension SampleTable {
  /// The class that rows of another data set get: their own labels are not looked at.
  public static let unlabelled = "unlabelled pair of another data set"

  /// The classes that rows can be recognised as.
  public var namedClasses: [String] {
    classNames.last == Self.unlabelled ? classNames.dropLast() : classNames
  }

  /// The table with the rows of another data set after its own.
  ///
  /// They have ids that begin with the data set's, persons behind all of this table's, and one
  /// class, `unlabelled`. Trials and sessions are there where this table has them: a row of unknown
  /// trial is a recording of its own.
  /// - Throws: `InputError` where an id or the class exists already.
  public func adding(unlabelled other: SampleTable, of dataset: String) throws -> SampleTable {
    guard !classNames.contains(Self.unlabelled) else {
      throw InputError(
        "pairs of \(dataset)", found: "a class '\(Self.unlabelled)'", expected: "another name for it",
        advice: "Rows of another data set have it.")
    }
    let shift = (subjects.max() ?? 0) + 1 - min(other.subjects.min() ?? 1, 1)
    let recordings = other.trials.map { trials in zip(trials, other.sessions ?? trials.map { _ in 0 }).map { [$1, $0] }
    }
    let units = Set(recordings ?? []).sorted { $0.lexicographicallyPrecedes($1) }
    let numbers = Dictionary(uniqueKeysWithValues: units.enumerated().map { ($1, $0 + 1) })
    let otherTrials = recordings?.map { numbers[$0] ?? 0 } ?? Array(1..<(other.count + 1))
    return try SampleTable(
      ids: ids + other.ids.map { "\(dataset)/\($0)" },
      labels: labels + [Int](repeating: classNames.count, count: other.count),
      classNames: classNames + [Self.unlabelled],
      subjects: subjects + other.subjects.map { $0 + shift },
      trials: trials.map { $0 + otherTrials },
      sessions: sessions.map { $0 + [Int](repeating: 0, count: other.count) }, place: "pairs of \(dataset)")
  }
}
