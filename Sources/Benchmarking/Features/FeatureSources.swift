import Datasets
import Diagnostics
import FeatureStore
import Foundation
import Logging
import Randomness

/// Where the features of a configuration come from, and what was found on the way to them.
struct FeatureSources {
  /// For each level one source, or one for each value of a sweep.
  let levels: [[any FeatureSource]]
  /// What is in no sample, one by one.
  private(set) var skipped: [SkippedFile] = []
  /// What became of recordings on their way to samples.
  private(set) var preparation = Preparation()
  /// How many samples there are of each kind; nil where features are read or generated as they are.
  private(set) var counts: SampleCounts?
  /// The chains that modalities got from included files, or by their roles.
  private(set) var encoders: [EncoderUse] = []
  /// Encoders that are not used: included ones for modalities that the data set lacks, and those of
  /// modalities that no direction has.
  private(set) var dropped: [String] = []

  /// Finds the data; nothing is computed yet.
  /// - Throws: `InputError` where the data are missing, or levels and data do not fit.
  init(
    of configuration: BenchmarkConfiguration, cache: URL, data: URL?, datasets: URL?, skipBad: Bool,
    limit: FeatureCacheLimit?
  ) throws {
    let seed = Seed(base: configuration.seed)
    try Self.refuseParts(configuration)
    switch configuration.dataset {
    case .recordings(let id):
      let catalogue = try DatasetCatalogue.locate(option: datasets)
      let entry = try catalogue.entry(id)
      let logger = Logger(label: "hartransfer.run")
      logger.debug("manifest of \(id): \(entry.folder.path)")
      if let found = try? DataLocation(of: entry, option: data) { logger.debug("data of \(id): \(found.folder.path)") }
      if entry.manifest.features != nil, let name = configuration.levels.flatMap(\.ownEncoders).min() {
        throw InputError(
          "encoders", found: "an encoder for '\(name)'", expected: "none: the manifest of '\(id)' maps features",
          advice: "Take 'encoders' out of the configuration.")
      }
      if let mapped = try entry.features(data: data) {
        for level in configuration.levels {
          dropped += level.recipes.sorted { $0.key < $1.key }.map {
            "encoder for '\($0.key)' (\($0.value)): \(id) has features"
          }
        }
        skipped = mapped.skipped
        preparation = Preparation(leftOut: LeftOut.grouping(skipped))
        counts = SampleCounts(of: mapped.set)
        levels = try StoredFeatures(mapped: mapped).levels(configuration, catalogue: catalogue)
        break
      }
      let manifest = try entry.manifest.adding(configuration.modalities)
      var assignments = try configuration.levels.filter { $0.level != .both }.map {
        try EncoderAssignment($0, in: manifest)
      }
      let wanted = Set(assignments.flatMap(\.chains.keys)).sorted()
      let recordings = try entry.open(
        data: data, skipBad: skipBad, using: wanted.isEmpty ? nil : wanted, parts: configuration.modalities)
      skipped = recordings.skipped
      preparation = recordings.preparation
      counts = SampleCounts(of: recordings.samples, having: recordings.modalities)
      for index in assignments.indices { assignments[index].keep(recordings.modalities) }
      let encodable = Set(assignments.flatMap(\.chains.keys))
      let named = Set(configuration.directions.named(among: encodable.sorted()))
      for index in assignments.indices { assignments[index].tell(encoded: named) }
      encoders = assignments.flatMap(\.uses)
      dropped = assignments.flatMap(\.dropped)
      let paired = try PairedRecordings.all(
        configuration.pairs, of: recordings, encoding: encodable, catalogue: catalogue, skipBad: skipBad)
      levels = ClipsAndFrames.adding(
        to: try zip(assignments, configuration.levels).map { assignment, level in
          try paired.flatMap { paired in
            try OpenFeatures.sources(
              of: level, configuration,
              modalities: recordings.modalities.filter { assignment.chains[$0] != nil && named.contains($0) },
              keys: assignment.keys
            ) { chosen, directions in
              let seen = directions.map { Set($0.flatMap(\.modalities)) }
              var encoded = try EncodedRecordings(
                recordings: paired.recordings, foreignPairs: paired.pairs,
                chains: assignment.chains.merging(chosen) { $1 }.filter { seen?.contains($0.key) ?? true },
                seed: seed.deriving("encoders"), cache: cache, limit: limit)
              (encoded.directions, encoded.named) = (directions, named)
              return encoded
            }
          }
        }, configuration)
    case .features(let files):
      let stored = try StoredFeatures(files: files.map { URL(fileURLWithPath: $0) })
      levels = try stored.levels(configuration, catalogue: nil)
    case .synthetic(let sweep):
      let generated = try sweep.datasets.map {
        try StoredFeatures(synthetic: $0, seed: seed.deriving("synthetic"))
      }
      levels = try configuration.levels.map { level in
        try generated.flatMap { try OpenFeatures.sources(of: level, configuration, stored: $0) }
      }
    }
  }

  /// Refuses parts of recordings, and pairs of another data set, where there are none to be had.
  private static func refuseParts(_ configuration: BenchmarkConfiguration) throws {
    if case .recordings = configuration.dataset {
    } else if let name = configuration.modalities.keys.min() {
      throw InputError(
        "modalities", found: "'\(name)', a part of recordings", expected: "none: the features exist already",
        advice: "Take 'modalities' out of the configuration.")
    }
    guard case .synthetic = configuration.dataset, configuration.pairs.contains(where: \.isElsewhere) else { return }
    throw InputError(
      "pairs", found: "another data set beside synthetic data", expected: "recordings, or feature files",
      advice: "Write generated features to files with 'hartransfer synthetic', and name these.")
  }
}
