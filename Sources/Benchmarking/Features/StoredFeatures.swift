import Datasets
import Diagnostics
import FeatureStore
import Files
import Foundation
import Randomness
import Records
import Splits

/// Features that exist already: read from files of ours or of others, or generated.
struct StoredFeatures: FeatureSource {
  private(set) var stored: FeatureSet
  /// By form and name: a modality's vectors and its frames may stand in different files.
  private var checksums: [FeatureForm: [String: String]]
  private(set) var foreignPairs: ForeignPairs?

  var dataset: String { stored.origin.dataset }
  var datasetVersion: String { stored.origin.datasetVersion }
  var samples: SampleTable { stored.samples }
  var modalities: [String] { (form == .vectors ? stored.modalities : stored.sequences).map(\.name) }
  /// Whether vectors are used, or sequences.
  private var form = FeatureForm.vectors

  /// The same features in the form that a level needs, and no other.
  func form(of level: LevelConfiguration) throws -> StoredFeatures {
    var result = self
    result.form = level.level == .clips ? .vectors : .sequences
    result.stored = try stored.only(result.form)
    return result
  }

  /// The modalities of feature files, joined by sample id.
  init(files: [URL]) throws {
    let sets = try files.map { try FeatureFile.read($0) }
    stored = try FeatureSet.joining(sets, place: files.map(\.lastPathComponent).joined(separator: " + "))
    var checksums: [FeatureForm: [String: String]] = [:]
    for (file, part) in zip(files, sets) {
      let checksum = try Checksum.ofFile(file)
      for modality in part.all { checksums[modality.form, default: [:]][modality.name] = checksum }
    }
    self.checksums = checksums
  }

  /// Files of any layout that a manifest maps.
  init(mapped: MappedFeatures) {
    stored = mapped.set
    checksums = Dictionary(uniqueKeysWithValues: FeatureForm.allCases.map { ($0, mapped.checksums) })
  }

  /// Generated features; their checksum is that of parameters and seed, which determine them.
  init(synthetic: SyntheticDataset, seed: Seed) throws {
    stored = try synthetic.features(seed: seed)
    let checksum = Checksum.of(
      try CanonicalJSON.text(synthetic) + " \(seed.value)")
    checksums = [.vectors: Dictionary(uniqueKeysWithValues: stored.modalities.map { ($0.name, checksum) })]
  }

  /// The features with the rows of another data set after their own, as the pairs.
  func adding(_ other: StoredFeatures, called parts: [String: ModalityPart]) throws -> StoredFeatures {
    if let (name, _) = parts.sorted(by: { $0.key < $1.key }).first(where: { $0.value.channels != nil }) {
      throw InputError(
        "pairs: modalities: \(name)", found: "channels of features", expected: "the name of a modality",
        advice: "Features are taken whole.")
    }
    let (names, count) = (parts.mapValues(\.modality), samples.count)
    var result = self
    result.stored = try stored.adding(unlabelled: other.stored, called: names)
    for (form, own) in checksums {
      for name in own.keys {
        let there = names[name] ?? name
        if let checksum = other.checksums[form]?[there] { result.checksums[form]?[name]? += " \(checksum)" }
      }
    }
    let modalities = names.mapValues(JSONValue.string)
    result.foreignPairs = ForeignPairs(
      choice: .init(
        name: other.dataset,
        parameters: .object(["modalities": .object(modalities), "version": .string(other.datasetVersion)])),
      own: samples, rows: count..<result.samples.count, conversions: [])
    return result
  }

  func encoder(of modality: String) throws -> TrialDescription.Choice {
    let features = try stored.modality(modality, as: form)
    let parameters = try? JSONDecoder().decode(JSONValue.self, from: Data(features.encoderParameters.utf8))
    return .init(name: features.encoder, parameters: parameters ?? .string(features.encoderParameters))
  }

  func checksum(of modality: String) throws -> String {
    guard let checksum = checksums[form]?[modality] else {
      throw InputError(
        "features of \(dataset)", found: "no checksum of '\(modality)' (\(form.rawValue))", expected: "one",
        advice: "Name a modality that the files have in this form.")
    }
    return checksum
  }

  /// The file's bytes say all.
  func making(of modality: String) throws -> String { "" }

  func presence(of modality: String) -> [Bool]? {
    stored.all.first { $0.name == modality && $0.form == form }?.present
  }

  func namesClasses(_ modality: String) throws -> Bool {
    try stored.modality(modality, as: form).namesClasses(labels: stored.samples.labels)
  }

  func dimension(of modality: String, for split: Split) throws -> Int? {
    try stored.modality(modality, as: form).values.dimension
  }

  func features(for split: Split, progress: ProgressHandler?) throws -> FeatureSet { stored }
}
