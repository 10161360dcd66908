import Diagnostics
import FeatureStore
import Files
import Foundation
import Randomness
import Splits

/// All trials of a benchmark, split by split, each with the key of its record.
struct Plan: Sendable {
  /// The trials of one split, which share its features.
  struct Part: Sendable {
    let split: Split
    let trials: [Trial]
  }

  let parts: [Part]
  /// What of the combinations is left out, and why, in words.
  let exclusions: [String]

  var trials: [Trial] { parts.flatMap(\.trials) }

  /// Lays out every combination of split, direction, method, classifier and decoding. Nothing is encoded.
  init(_ configuration: BenchmarkConfiguration, source: any FeatureSource) throws {
    let directions = try configuration.directions.resolved(among: source.modalities)
    guard !directions.isEmpty else {
      throw InputError(
        "benchmark \(configuration.benchmark)", found: "\(source.modalities.count) modality with features",
        expected: "two or more", advice: "Give an encoder to at least two modalities.")
    }
    try Self.refuseNamesOfClasses(configuration, directions, source: source)
    let (combinations, exclusions) = Self.combinations(configuration)
    self.exclusions = exclusions
    let seed = Seed(base: configuration.seed)
    parts = try configuration.protocols.flatMap { splitProtocol in
      try splitProtocol.splits(of: source.samples, seed: seed.deriving("splits", source.dataset)).map { split in
        Part(
          split: split,
          trials: try directions.flatMap { direction in
            try combinations.map {
              try Self.trial($0, configuration, splitProtocol, split, direction, source: source)
            }
          })
      }
    }
    try refuseRepetition(configuration)
  }

  private static func trial(
    _ combination: Combination, _ configuration: BenchmarkConfiguration, _ splitProtocol: SplitProtocol, _ split: Split,
    _ direction: Direction, source: any FeatureSource
  ) throws -> Trial {
    let classifier = combination.classifier
    let description = TrialDescription(
      benchmark: configuration.benchmark, dataset: source.dataset, datasetVersion: source.datasetVersion,
      protocol: .init(
        name: splitProtocol.name, parameters: try JSONValue(encoding: splitProtocol).parameters(of: splitProtocol.name)),
      split: split.name, source: direction.source, target: direction.target,
      encoderSource: try source.encoder(of: direction.source), encoderTarget: try source.encoder(of: direction.target),
      reduction: try JSONValue(encoding: configuration.reduction), alignment: try combination.method.choice(),
      classifier: .init(name: classifier.name, parameters: try JSONValue(encoding: classifier.method)),
      decoding: try combination.decoding.map { .init(name: $0.name, parameters: try JSONValue(encoding: $0.method)) },
      seed: configuration.seed)
    let checksums = [
      direction.source: try source.checksum(of: direction.source),
      direction.target: try source.checksum(of: direction.target),
    ]
    return Trial(
      key: try key(description, split: split, checksums: checksums), description: description, direction: direction,
      method: combination.method, classifier: classifier, decoding: combination.decoding, checksums: checksums)
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
  }

  /// SHA-256 over the form's version, the description, the data and the rows by role.
  private static func key(
    _ description: TrialDescription, split: Split, checksums: [String: String]
  ) throws -> String {
    Checksum.of(
      try CanonicalJSON.data(
        KeyParts(
          trial: description, data: checksums, roles: split.roles, candidateClasses: split.candidateClasses)))
  }
}

extension JSONValue {
  /// What stands under `name` in an object of one name; the value itself otherwise.
  fileprivate func parameters(of name: String) -> JSONValue {
    if case .object(let object) = self, let parameters = object[name] { return parameters }
    return self
  }
}
