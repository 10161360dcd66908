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
  /// Included encoders that were dropped, since the data set has no such modality.
  private(set) var dropped: [String] = []

  /// Finds the data; nothing is computed yet.
  /// - Throws: `InputError` where the data are missing, or levels and data do not fit.
  init(
    of configuration: BenchmarkConfiguration, cache: URL, data: URL?, datasets: URL?, skipBad: Bool,
    limit: FeatureCacheLimit?
  ) throws {
    let seed = Seed(base: configuration.seed)
    switch configuration.dataset {
    case .recordings(let id):
      let entry = try DatasetCatalogue.locate(option: datasets).entry(id)
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
        levels = ClipsAndFrames.adding(
          to: try configuration.levels.map { [try StoredFeatures(mapped: mapped).form(of: $0)] }, configuration)
        break
      }
      var assignments = try configuration.levels.filter { $0.level != .both }.map {
        try EncoderAssignment($0, in: entry.manifest)
      }
      let wanted = Set(assignments.flatMap(\.chains.keys)).sorted()
      let recordings = try entry.open(data: data, skipBad: skipBad, using: wanted.isEmpty ? nil : wanted)
      skipped = recordings.skipped
      preparation = recordings.preparation
      counts = SampleCounts(of: recordings.samples, having: recordings.modalities)
      for index in assignments.indices { assignments[index].keep(recordings.modalities) }
      encoders = assignments.flatMap(\.uses)
      dropped = assignments.flatMap(\.dropped)
      levels = ClipsAndFrames.adding(
        to: try assignments.map { assignment in
          [
            try EncodedRecordings(
              recordings: recordings, chains: assignment.chains, seed: seed.deriving("encoders"), cache: cache,
              limit: limit)
          ]
        }, configuration)
    case .features(let files):
      let stored = try StoredFeatures(files: files.map { URL(fileURLWithPath: $0) })
      levels = ClipsAndFrames.adding(
        to: try configuration.levels.map { [try stored.form(of: $0)] }, configuration)
    case .synthetic(let sweep):
      let generated = try sweep.datasets.map {
        try StoredFeatures(synthetic: $0, seed: seed.deriving("synthetic"))
      }
      levels = try configuration.levels.map { level in try generated.map { try $0.form(of: level) } }
    }
  }
}
