import Diagnostics
import FeatureStore

/// Training rows divided into labelled rows and pairs.
struct TrainingRows {
  var labelled: [Int]
  var paired: [Int]
  var notes: [String]
}

extension Overlap {
  /// Divides the training rows: all of them twice (`shared`), or by trial (`disjoint`).
  ///
  /// Disjoint: of the distinct trials of a subject and class, ascending, the first half (rounded
  /// up) is labelled and the rest is paired. A single trial is labelled, and noted.
  /// - Throws: `InputError` where trials are needed and missing, or where no trial is left for
  ///   pairs.
  func divide(_ training: [Int], of samples: SampleTable, for protocolName: String) throws -> TrainingRows {
    guard self == .disjoint else { return TrainingRows(labelled: training, paired: training, notes: []) }
    let recordings = try samples.requiredRecordings(
      for: protocolName, advice: "Add trials to the data set, or set overlap: shared.")
    var trialsOfGroup: [RecordingKey: Set<Int>] = [:]
    for row in training { trialsOfGroup[recordings[row].group, default: []].insert(recordings[row].trial) }
    let labelledTrials = trialsOfGroup.mapValues { Set($0.sorted().prefix(($0.count + 1) / 2)) }
    var result = TrainingRows(labelled: [], paired: [], notes: [])
    for row in training {
      let recording = recordings[row]
      if labelledTrials[recording.group, default: []].contains(recording.trial) {
        result.labelled.append(row)
      } else {
        result.paired.append(row)
      }
    }
    let single = trialsOfGroup.filter { $0.value.count == 1 }.map(\.key).sorted()
    guard !result.paired.isEmpty else {
      throw InputError(
        "protocol \(protocolName)", found: "one trial for every subject and class",
        expected: "two trials or more, so that one is labelled and another paired",
        advice: "Set overlap: shared, or use a protocol that divides by subject.")
    }
    if let first = single.first {
      result.notes.append(
        "\(single.count) of \(trialsOfGroup.count) groups of a subject and class have a single trial, which is "
          + "labelled and never paired (first: subject \(first.subject), class '\(samples.classNames[first.label])')")
    }
    return result
  }
}

extension RecordingKey {
  /// The subject and class, whatever the trial.
  fileprivate var group: RecordingKey { RecordingKey(subject: subject, label: label, trial: 0) }
}
