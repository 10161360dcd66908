import Diagnostics
import FeatureStore

/// What makes rows one recording: samples cut from it (windows) share all four numbers.
struct RecordingKey: Hashable, Comparable, Sendable {
  let subject: Int
  let label: Int
  let trial: Int
  /// 0 where sessions are unknown. Trials may begin anew in every session.
  var session = 0

  static func < (a: RecordingKey, b: RecordingKey) -> Bool {
    (a.subject, a.label, a.trial, a.session) < (b.subject, b.label, b.trial, b.session)
  }
}

/// What protocols ask of a sample table.
extension SampleTable {
  /// The subjects, each once, ascending.
  var distinctSubjects: [Int] { Set(subjects).sorted() }

  /// Every class index, occurring or not.
  var allClasses: [Int] { Array(classNames.indices) }

  /// The rows of the given subjects, ascending.
  func rows(ofSubjects wanted: [Int]) -> [Int] {
    let wanted = Set(wanted)
    return subjects.indices.filter { wanted.contains(subjects[$0]) }
  }

  /// The recording of each row, or nil where the table has no trials.
  var recordings: [RecordingKey]? {
    trials.map { trials in
      ids.indices.map {
        RecordingKey(subject: subjects[$0], label: labels[$0], trial: trials[$0], session: sessions?[$0] ?? 0)
      }
    }
  }

  /// The recording of each row.
  /// - Throws: `InputError` where the table has no trials.
  func requiredRecordings(for protocolName: String, advice: String) throws -> [RecordingKey] {
    guard let recordings else {
      throw InputError(
        "protocol \(protocolName)", found: "a data set without trials",
        expected: "the trial of every sample, so that no recording is cut in two",
        advice: advice)
    }
    return recordings
  }

  /// The subjects with odd and with even numbers, ascending.
  /// - Throws: `InputError` where either kind is missing.
  func oddAndEvenSubjects(for protocolName: String) throws -> (odd: [Int], even: [Int]) {
    let odd = distinctSubjects.filter { !$0.isMultiple(of: 2) }
    let even = distinctSubjects.filter { $0.isMultiple(of: 2) }
    guard !odd.isEmpty, !even.isEmpty else {
      throw InputError(
        "protocol \(protocolName)", found: "subjects \(listed(distinctSubjects))",
        expected: "odd subject numbers to train on and even ones to test on",
        advice: "Use leave-one-subject-out, or with a single subject random-40-40-10-10.")
    }
    return (odd, even)
  }
}

/// Up to twelve numbers in words for a message.
func listed(_ numbers: [Int]) -> String {
  guard !numbers.isEmpty else { return "none" }
  let shown = numbers.prefix(12).map(String.init).joined(separator: ", ")
  return numbers.count > 12 ? "\(shown), ... (\(numbers.count) in all)" : shown
}
