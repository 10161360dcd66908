import Diagnostics
import FeatureStore
import Files
import Foundation
import Randomness
import Splits

/// All trials of a benchmark, split by split, each with the key of its record.
struct Plan: Sendable {
  /// The trials of one split under one condition, which share its features.
  struct Part: Sendable {
    /// Where the features come from.
    let source: any FeatureSource
    let split: Split
    /// The split at the defaults of all axes.
    let standard: Split
    /// The point of an axis; nil at the defaults.
    let condition: Condition?
    let trials: [Trial]
  }

  let parts: [Part]
  /// What of the combinations is left out, and why, in words.
  let exclusions: [String]

  var trials: [Trial] { parts.flatMap(\.trials) }

  /// Lays out every combination of data set, split, condition, direction, method, classifier and decoding. Nothing is encoded.
  init(_ configuration: BenchmarkConfiguration, sources: [any FeatureSource]) throws {
    let methods = Methods(
      single: Self.combinations(configuration),
      several: Self.combinations(configuration, hasSeveralSources: true))
    let laidOut = try sources.map { try Self.parts(configuration, methods, source: $0) }
    parts = laidOut.flatMap(\.parts)
    exclusions = laidOut.flatMap(\.exclusions).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    try refuseRepetition(configuration)
  }

  /// The combinations for directions of one source and of several.
  private struct Methods {
    let single: (made: [Combination], exclusions: [String])
    let several: (made: [Combination], exclusions: [String])
  }

  private static func parts(
    _ configuration: BenchmarkConfiguration, _ methods: Methods, source: any FeatureSource
  ) throws -> (parts: [Part], exclusions: [String]) {
    let directions = try configuration.directions.resolved(among: source.modalities)
    guard !directions.isEmpty else {
      throw InputError(
        "benchmark \(configuration.benchmark)", found: "\(source.modalities.count) modality with features",
        expected: "two or more", advice: "Give an encoder to at least two modalities.")
    }
    try refuseNamesOfClasses(configuration, directions, source: source)
    let seed = Seed(base: configuration.seed)
    let parts = try configuration.protocols.flatMap { splitProtocol in
      try splitProtocol.splits(of: source.samples, seed: seed.deriving("splits", source.dataset)).flatMap { split in
        try configuration.axes.settings(of: split, directions, source: source, seed: seed).map { setting in
          Part(
            source: setting.source, split: setting.split, standard: setting.standard, condition: setting.condition,
            trials: try setting.directions.flatMap { direction in
              try (direction.hasSeveralSources ? methods.several : methods.single).made.filter(setting.allows).map {
                try trial($0, configuration, splitProtocol, setting, direction, source: source)
              }
            })
        }
      }
    }
    let exclusions =
      exclusions(directions, single: methods.single.exclusions, several: methods.several.exclusions)
      + configuration.axes.exclusions(methods.single.made + methods.several.made)
    return (parts, exclusions)
  }

  /// What is left out of the directions there are, each line once.
  private static func exclusions(_ directions: [Direction], single: [String], several: [String]) -> [String] {
    let hasSingle = directions.contains { !$0.hasSeveralSources }
    let own = several.filter { !hasSingle || !single.contains($0) }.map { "several sources: \($0)" }
    var lines = hasSingle ? single : []
    for line in directions.contains(where: \.hasSeveralSources) ? own : [] where !lines.contains(line) {
      lines.append(line)
    }
    return lines
  }

  private static func trial(
    _ combination: Combination, _ configuration: BenchmarkConfiguration, _ splitProtocol: SplitProtocol,
    _ setting: Setting, _ direction: Direction, source: any FeatureSource
  ) throws -> Trial {
    let classifier = combination.classifier
    let split = setting.split
    let description = TrialDescription(
      benchmark: configuration.benchmark, dataset: source.dataset, datasetVersion: source.datasetVersion,
      protocol: .init(
        name: splitProtocol.name, parameters: try JSONValue(encoding: splitProtocol).parameters(of: splitProtocol.name)),
      split: split.name, source: direction.source, target: direction.target,
      encoderSource: try encoder(of: direction.sources, source),
      encoderTarget: try source.encoder(of: direction.target),
      reduction: try JSONValue(encoding: configuration.reduction), alignment: try combination.method.choice(),
      classifier: .init(name: classifier.name, parameters: try JSONValue(encoding: classifier.method)),
      decoding: try combination.decoding.map { .init(name: $0.name, parameters: try JSONValue(encoding: $0.method)) },
      sourceLatents: direction.hasSeveralSources ? configuration.sourceLatents : nil, condition: setting.condition,
      seed: configuration.seed)
    let checksums = Dictionary(
      uniqueKeysWithValues: try direction.modalities.map { ($0, try source.checksum(of: $0)) })
    let lacking = direction.modalities.contains { source.lacks($0) }
    return Trial(
      key: try key(description, split: split, checksums: checksums, lacking: lacking), description: description,
      direction: direction,
      method: combination.method, classifier: classifier, decoding: combination.decoding, checksums: checksums)
  }

  private static func encoder(of modalities: [String], _ source: any FeatureSource) throws -> TrialDescription.Choice {
    let encoders = try modalities.map { try source.encoder(of: $0) }
    guard modalities.count > 1 else { return encoders[0] }
    let named = try zip(modalities, encoders).map { ($0, try JSONValue(encoding: $1)) }
    return .init(
      name: encoders.map(\.name).joined(separator: " + "),
      parameters: .object(Dictionary(uniqueKeysWithValues: named)))
  }

  private func refuseRepetition(_ configuration: BenchmarkConfiguration) throws {
    let keys = trials.map(\.key)
    guard Set(keys).count != keys.count else { return }
    let twice = Dictionary(grouping: trials, by: \.key).values.filter { $0.count > 1 }.map { $0[0].description }
    let names = twice.map { "\($0.alignment.name) \($0.alignment.parameters)" }.sorted()
    throw InputError(
      "benchmark \(configuration.benchmark)", found: "the same trial more than once (\(names.first ?? ""))",
      expected: "every protocol, alignment and classifier once", advice: "Take the repetition out of the configuration."
    )
  }

  private struct KeyParts: Encodable {
    let schema = Record.currentSchema
    let trial: TrialDescription
    let data: [String: String]
    let roles: Roles
    let candidateClasses: [Int]
    /// What is done with samples that lack a modality; nil where none does.
    let incompleteSamples: String?
  }

  /// SHA-256 over the form's version, the description, the data and the rows by role.
  private static func key(
    _ description: TrialDescription, split: Split, checksums: [String: String], lacking: Bool
  ) throws -> String {
    Checksum.of(
      try CanonicalJSON.data(
        KeyParts(
          trial: description, data: checksums, roles: split.roles, candidateClasses: split.candidateClasses,
          incompleteSamples: lacking ? "used where present" : nil)))
  }
}

extension JSONValue {
  /// What stands under `name` in an object of one name; the value itself otherwise.
  fileprivate func parameters(of name: String) -> JSONValue {
    if case .object(let object) = self, let parameters = object[name] { return parameters }
    return self
  }
}
