import Diagnostics
import FeatureStore
import Randomness

/// What a protocol divides at random: whole recordings, or single rows.
public enum DivisionUnit: String, Codable, Sendable, CaseIterable {
  /// All windows of a recording stay together.
  case recordings
  /// Every window for itself: windows of one recording get different roles.
  case windows
}

extension DivisionUnit {
  /// The unit of each row, by which rows stay together.
  ///
  /// A row of its own is told from others by the place of its id among all ids. The order of the
  /// table does not matter.
  /// - Throws: `InputError` for recordings where the table has no trials.
  func units(of samples: SampleTable, for protocolName: String, advice: String) throws -> [RecordingKey] {
    guard self == .windows else { return try samples.requiredRecordings(for: protocolName, advice: advice) }
    var places = [Int](repeating: 0, count: samples.count)
    for (place, row) in samples.ids.indices.sorted(by: { samples.ids[$0] < samples.ids[$1] }).enumerated() {
      places[row] = place
    }
    return samples.ids.indices.map {
      RecordingKey(subject: samples.subjects[$0], label: samples.labels[$0], trial: places[$0])
    }
  }
}

extension Overlap {
  /// Training rows as labelled rows and pairs: all of them twice (`shared`), or their units halved
  /// at random, even over classes and subjects (`disjoint`).
  ///
  /// Unlike `divide`, which goes by trial, it needs no second trial of a subject and class.
  /// - Throws: `InputError` where there are fewer than two units to halve.
  func halve(
    _ training: [Int], by units: [RecordingKey], for protocolName: String, seed: Seed
  ) throws -> (labelled: [Int], paired: [Int]) {
    guard self == .disjoint else { return (training, training) }
    let distinct = Set(training.map { units[$0] }).sorted()
    guard distinct.count >= 2 else {
      throw InputError(
        "protocol \(protocolName)", found: "\(distinct.count) recordings to train on",
        expected: "at least two, one labelled and one paired", advice: "Set overlap: shared.")
    }
    var generator = seed.generator
    let half = StratifiedPartition(shares: [1, 1]).draw(distinct, generator: &generator)
    return (training.filter { half[units[$0]] == 0 }, training.filter { half[units[$0]] == 1 })
  }
}
