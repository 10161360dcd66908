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
      trials: recordings.trials.map { trials in rows.map { trials[$0] } })
  }

  /// Every class by every subject by every trial that `keeping` accepts; ids count classes and
  /// trials from 1.
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
      subjects: rows.map(\.key.subject), trials: rows.map(\.key.trial))
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
    [
      SplitProtocol(try CrossSubject { $0.overlap = .shared }),
      SplitProtocol(try CrossSubject { $0.overlap = .disjoint }),
      SplitProtocol(try CrossSubject531 { $0.overlap = .shared }),
      SplitProtocol(try CrossSubject531 { $0.overlap = .disjoint }),
      SplitProtocol(try LeaveOneSubjectOut { $0.overlap = .shared }),
      SplitProtocol(try LeaveOneSubjectOut { $0.overlap = .disjoint }),
      SplitProtocol(Random40401010()), SplitProtocol(SubjectDisjoint()), SplitProtocol(UnpairedClasses()),
      SplitProtocol(UnseenClasses()),
      SplitProtocol(
        try UnpairedClasses {
          $0.candidates = .all; $0.draws = 6; $0.test = .all
        }),
    ]
  }
}
