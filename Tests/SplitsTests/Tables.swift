import FeatureStore
import Randomness

@testable import Splits

/// Sample tables shaped like published data sets.
enum Tables {
  /// 861 clips: 27 actions x 8 subjects x 4 trials less the three that UTD-MHAD lacks, in the order
  /// of the file names.
  static func utdLike() throws -> SampleTable {
    let missing: Set = ["a8_s1_t4", "a23_s6_t4", "a27_s8_t4"]
    return try table(classes: 27, subjects: Array(1...8), trials: 4) { !missing.contains($0) }
  }

  /// 140 recordings: 7 exercises x 10 subjects x 2 sides, each cut into as many windows as its
  /// length gives.
  static func sparLike() throws -> SampleTable {
    let recordings = try table(classes: 7, subjects: Array(1...10), trials: 2)
    let rows = recordings.ids.indices.flatMap { row in [Int](repeating: row, count: 6 + row % 5) }
    return try SampleTable(
      ids: rows.indices.map { "\(recordings.ids[rows[$0]])_w\($0)" }, labels: rows.map { recordings.labels[$0] },
      classNames: recordings.classNames, subjects: rows.map { recordings.subjects[$0] },
      trials: recordings.trials.map { trials in rows.map { trials[$0] } },
      sessions: recordings.sessions.map { sessions in rows.map { sessions[$0] } })
  }

  /// 210 recordings, one a person and class: 30 persons x 7 classes, each cut into as many windows
  /// as its length gives.
  static func oneRecordingEach() throws -> SampleTable {
    let recordings = try table(classes: 7, subjects: Array(1...30), trials: 1)
    let rows = recordings.ids.indices.flatMap { row in [Int](repeating: row, count: 3 + row % 4) }
    return try SampleTable(
      ids: rows.indices.map { "\(recordings.ids[rows[$0]])_w\($0)" }, labels: rows.map { recordings.labels[$0] },
      classNames: recordings.classNames, subjects: rows.map { recordings.subjects[$0] },
      trials: rows.map { _ in 1 })
  }

  /// One person, 26 classes, 27 recordings a class in session 1 and three in session 2, whose
  /// trials begin anew.
  static func oneSubjectTwoSessions() throws -> SampleTable {
    let trials = Array(1...27).map { (session: 1, trial: $0) } + (1...3).map { (session: 2, trial: $0) }
    let rows = (0..<26).flatMap { label in trials.map { (label: label, session: $0.session, trial: $0.trial) } }
    return try SampleTable(
      ids: rows.map { "c\($0.label)_s\($0.session)_t\($0.trial)" }, labels: rows.map(\.label),
      classNames: (0..<26).map { "letter \($0)" }, subjects: rows.map { _ in 1 }, trials: rows.map(\.trial),
      sessions: rows.map(\.session))
  }

  /// Every class by every subject by every trial that `keeping` accepts; ids count classes and
  /// trials from 1. The first half of the trials is session 1, the second session 2.
  static func table(
    classes: Int, subjects: [Int], trials: Int, keeping: (String) -> Bool = { _ in true }
  ) throws -> SampleTable {
    var rows: [(id: String, key: RecordingKey)] = []
    for label in 0..<classes {
      for subject in subjects {
        for trial in 1...trials {
          let id = "a\(label + 1)_s\(subject)_t\(trial)"
          if keeping(id) { rows.append((id, RecordingKey(subject: subject, label: label, trial: trial))) }
        }
      }
    }
    return try SampleTable(
      ids: rows.map(\.id), labels: rows.map(\.key.label), classNames: (0..<classes).map { "action \($0 + 1)" },
      subjects: rows.map(\.key.subject), trials: rows.map(\.key.trial),
      sessions: rows.map { 2 * $0.key.trial <= trials ? 1 : 2 })
  }

  static func withoutTrials(_ table: SampleTable) throws -> SampleTable {
    try SampleTable(ids: table.ids, labels: table.labels, classNames: table.classNames, subjects: table.subjects)
  }

  static func shuffled(_ table: SampleTable, seed: UInt64) throws -> SampleTable {
    var generator = Seed(base: seed).generator
    return try table.selecting(generator.shuffled(Array(table.ids.indices)))
  }
}

extension SampleTable {
  func trialsOf(_ rows: [Int]) -> Set<Int> { Set(rows.compactMap { trials?[$0] }) }
  func subjectsOf(_ rows: [Int]) -> Set<Int> { Set(rows.map { subjects[$0] }) }
  func classesOf(_ rows: [Int]) -> Set<Int> { Set(rows.map { labels[$0] }) }
  func recordingsOf(_ rows: [Int]) -> Set<RecordingKey> {
    let recordings = recordings ?? []
    return Set(rows.map { recordings[$0] })
  }
  func idsOf(_ rows: [Int]) -> Set<String> { Set(rows.map { ids[$0] }) }
}

/// Every protocol with every choice of overlap.
var everyProtocol: [SplitProtocol] {
  get throws {
    try everyFolds + [
      SplitProtocol(try CrossSubject { $0.overlap = .shared }),
      SplitProtocol(try CrossSubject { $0.overlap = .disjoint }),
      SplitProtocol(try CrossSubject531 { $0.overlap = .shared }),
      SplitProtocol(try CrossSubject531 { $0.overlap = .disjoint }),
      SplitProtocol(try LeaveOneSubjectOut { $0.overlap = .shared }),
      SplitProtocol(try LeaveOneSubjectOut { $0.overlap = .disjoint }),
      SplitProtocol(Random40401010()), SplitProtocol(SubjectDisjoint()), SplitProtocol(UnpairedClasses()),
      SplitProtocol(UnseenClasses()), SplitProtocol(WithoutPairs()),
      SplitProtocol(
        try UnpairedClasses {
          $0.candidates = .all; $0.draws = 6; $0.test = .all
        }),
      SplitProtocol(
        try UnpairedClasses {
          $0.groups = .three; $0.unpaired = 3
        }),
      SplitProtocol(try UnpairedClasses { $0.groups = .one }),
      SplitProtocol(LeaveOneSessionOut()),
      SplitProtocol(try LeaveOneSessionOut { $0.overlap = .shared }),
    ]
  }
}

/// `subject-folds` with every choice of groups, and of what these leave open.
var everyFolds: [SplitProtocol] {
  get throws {
    [
      SplitProtocol(SubjectFolds()),
      SplitProtocol(
        try SubjectFolds {
          $0.folds = .all; $0.draws = 2
        }),
      SplitProtocol(
        try SubjectFolds {
          $0.groups = .two; $0.overlap = .shared
        }),
      SplitProtocol(try SubjectFolds { $0.groups = .two }),
      SplitProtocol(try SubjectFolds { $0.groups = .one }),
      SplitProtocol(
        try SubjectFolds {
          $0.groups = .one; $0.overlap = .shared
        }),
      SplitProtocol(
        try SubjectFolds {
          $0.groups = .one; $0.divide = .windows
        }),
    ]
  }
}
