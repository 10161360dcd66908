import Diagnostics
import FeatureStore
import Parameters
import Randomness

/// Recordings divided at random: 40 % labelled, another 40 % paired, 10 % validation, 10 % test;
/// several draws.
///
/// Every subject is in every part, so that scores are of persons already known: the split of C3T.
/// What is drawn is a recording, so that its windows stay together. Shares hold over all recordings
/// to within one recording and over every class to within two; over subjects they are as even as a
/// greedy choice makes them. With `overlap: shared` the labelled and the paired rows are both the
/// 80 %.
public struct Random40401010: SplitParameters {
  public static let name = "random-40-40-10-10"
  public static let summary = "Recordings at random: 40 % labelled, 40 % paired, 10 % validation, 10 % test."

  @Parameter("whether labelled rows and pairs are the same rows") public var overlap = Overlap.disjoint
  @Parameter(.draws, "number of splits, each a draw of its own") public var draws = 10

  public init() {}

  /// Tenths of the recordings: labelled, paired, validation, test.
  private static let parts = StratifiedPartition(shares: [4, 4, 1, 1])

  /// One split a draw. Cost: O(r^2 / C) a draw for r recordings of C classes.
  /// - Throws: `InputError` without trials, or with too few recordings.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    let recordings = try samples.requiredRecordings(
      for: Self.name, advice: "Add trials to the data set, or use cross-subject with overlap: shared.")
    let distinct = Set(recordings).sorted()
    return try (1...draws).map { number in
      let part = try partition(distinct, samples: samples, seed: self.seed(seed, ofDraw: number))
      var rows = [[Int]](repeating: [], count: Self.parts.shares.count)
      for (row, recording) in recordings.enumerated() { rows[part[recording, default: 0]].append(row) }
      let training = overlap == .shared ? (rows[0] + rows[1], rows[0] + rows[1]) : (rows[0], rows[1])
      return Split(
        protocolName: Self.name, name: "draw-\(number)",
        roles: Roles(labelled: training.0, paired: training.1, validation: rows[2], test: rows[3]),
        candidateClasses: samples.allClasses,
        promises: SplitPromises(overlap: overlap, separatesSubjects: false))
    }
  }

  public var targetSeen: [TargetSeen] { [.unlabelledPairs, .testPersons] }

  /// The part of every recording, with every subject in every part and every class labelled.
  private func partition(_ recordings: [RecordingKey], samples: SampleTable, seed: Seed) throws -> [RecordingKey: Int] {
    // The greedy choice can leave a subject of few recordings out of a part; another order of the
    // classes may not.
    let attempts = 100
    for attempt in 0..<attempts {
      var generator = seed.deriving("attempt-\(attempt)").generator
      let part = Self.parts.draw(recordings, generator: &generator)
      if Self.parts.isComplete(part, recordings) { return part }
    }
    let bySubject = Dictionary(grouping: recordings, by: \.subject).mapValues(\.count)
    let byClass = Dictionary(grouping: recordings, by: \.label).mapValues(\.count)
    let fewest = bySubject.min { ($0.value, $0.key) < ($1.value, $1.key) }
    let rarest = byClass.min { ($0.value, $0.key) < ($1.value, $1.key) }
    let found =
      "\(recordings.count) recordings, \(fewest?.value ?? 0) of subject \(fewest?.key ?? 0), "
      + "\(rarest?.value ?? 0) of class '\(rarest.map { samples.classNames[$0.key] } ?? "")'"
    throw InputError(
      "protocol \(Self.name)", found: found,
      expected: "enough recordings that every subject is in all four parts and every class is labelled",
      advice: "Some ten recordings a subject are enough; with fewer use cross-subject or leave-one-subject-out.")
  }
}
