import Datasets
import Diagnostics
import Encoders
import FeatureStore
import Foundation
import Parallelism
import Splits

/// What encoding one modality will take, found by encoding a few recordings.
public struct EncodingEstimate: Encodable, Sendable, Equatable {
  public var modality: String
  /// The name of the feature file; splits that share it encode once.
  public var file: String
  /// Numbers a sample.
  public var dimension: Int
  /// Seconds for all recordings on all cores.
  public var seconds: Double
  /// Bytes of the feature file.
  public var bytes: Int
}

extension EncodedRecordings {
  /// Recordings that a trial encodes, at most.
  private static let trialSize = 4

  /// What encoding the modalities without a feature file will take. Faults of all of them come at
  /// once: recordings that cannot be read, and recordings that a chain does not take.
  func encodingEstimates(for split: Split) throws -> [EncodingEstimate] {
    let missing = try modalities.filter { try dimension(of: $0, for: split) == nil }
    try refuseUnusable(missing, for: split)
    return try missing.map { modality in
      let (dimension, seconds) = try trial(of: modality, for: split)
      return EncodingEstimate(
        modality: modality, file: try cachedFeatures(of: modality, for: split).url.lastPathComponent,
        dimension: dimension, seconds: seconds / Double(activeProcessorCount),
        bytes: dimension * samples.count * MemoryLayout<Float>.size)
    }
  }

  /// Refuses, all at once, modalities with recordings that cannot be read or that their chain does
  /// not take.
  func refuseUnusable(_ modalities: [String], for split: Split) throws {
    var faults: [InputError] = []
    for modality in modalities {
      let unreadable = try checks.value(RecordingStages.unreadable(modality)) { try self.unreadable(modality) }.0
      faults += unreadable
      guard unreadable.isEmpty else { continue }
      do { _ = try trial(of: modality, for: split) } catch let fault as InputError { faults.append(fault) }
    }
    if let all = InputError.joining(faults) { throw all }
  }

  /// The faults of the recordings of a modality; they were looked at already where opening read all
  /// of them.
  private func unreadable(_ modality: String) throws -> [InputError] {
    guard !recordings.wasReadWhole else { return [] }
    return try concurrentMap(samples.count) { row -> InputError? in
      do { _ = try recordings.signal(row: row, modality: modality) } catch var fault as InputError {
        fault.place = "sample '\(samples.ids[row])', modality '\(modality)': \(fault.place)"
        return fault
      }
      return nil
    }.compactMap(\.self)
  }

  /// How often a recording is read: its windows are asked for one after the other.
  private var readings: Int {
    guard recordings.manifest.window != nil, let trials = samples.trials else { return samples.count }
    return Set(samples.ids.indices.map { [samples.labels[$0], samples.subjects[$0], trials[$0]] }).count
  }

  /// Numbers a sample and seconds for all recordings on one core, by reading and encoding the first
  /// few.
  func trial(of modality: String, for split: Split) throws -> (dimension: Int, seconds: Double) {
    let made = try checks.value(RecordingStages.trial(of: modality)) {
      let chain = try chain(modality)
      let first = chain.isFitted ? split.roles.unlabelled : Array(samples.ids.indices)
      let rows = Array(first.prefix(Self.trialSize))
      let few = try SomeRecordings(recordings, rows: rows)
      let commonTime = clocks.isEmpty ? nil : try CommonTime(of: clocks, in: few)
      let (_, readSeconds) = try timed { try few.signal(row: 0, modality: modality) }
      let (features, seconds) = try timed {
        try encode(
          few, modality: modality, chain: chain, fittedOn: chain.isFitted ? Array(rows.indices) : [],
          seed: seed.deriving(dataset, modality), commonTime: commonTime, threads: 1)
      }
      return EncodedTrial(
        dimension: features.values.dimension,
        seconds: readSeconds * Double(readings) + seconds * Double(samples.count) / Double(max(rows.count, 1)))
    }.0
    return (made.dimension, made.seconds)
  }
}

struct EncodedTrial: Sendable {
  var dimension: Int
  var seconds: Double
}

struct SomeRecordings: RecordingSource {
  let base: any RecordingSource
  let rows: [Int]
  let samples: SampleTable

  init(_ base: any RecordingSource, rows: [Int]) throws {
    self.base = base
    self.rows = rows
    samples = try base.samples.selecting(rows)
  }

  var manifest: Manifest { base.manifest }
  var modalities: [String] { base.modalities }
  func checksum(of modality: String) throws -> String { try base.checksum(of: modality) }
  func signal(row: Int, modality: String) throws -> Signal { try base.signal(row: rows[row], modality: modality) }
  func length(row: Int, modality: String) throws -> SignalLength? {
    try base.length(row: rows[row], modality: modality)
  }
}
