import Alignment
import Diagnostics
import FeatureStore
import Files
import Foundation
import Randomness
import Records
import Splits

/// All trials of a benchmark, split by split, each with the key of its record.
struct Plan: Sendable {
  let parts: [SplitPlan]
  /// What of the pipelines is left out, and why, in words.
  let exclusions: [String]

  var trials: [Trial] { parts.flatMap(\.trials) }

  /// Lays out every combination of data set, level, split, condition, direction, method, classifier
  /// and decoding. Nothing is encoded.
  /// - Parameter sources: for each level of the configuration where its features come from: one
  ///   source, or one for each value of a sweep.
  init(_ configuration: BenchmarkConfiguration, sources: [[any FeatureSource]]) throws {
    let laidOut = try zip(configuration.levels, sources).flatMap { level, sources in
      let methods = Methods(
        level: level, single: try Self.pipelines(level, decodings: configuration.decodings),
        several: try Self.pipelines(level, decodings: configuration.decodings, hasSeveralSources: true))
      return try sources.map { try Self.parts(configuration, methods, source: $0) }
    }
    parts = laidOut.flatMap(\.parts)
    let isRepeated = laidOut.contains { $0.parts.contains { $0.repetition > 1 } }
    let inVain = configuration.repetitions > 1 && !isRepeated
    exclusions =
      laidOut.flatMap(\.exclusions).distinct
      + (inVain ? ["repetitions: nothing draws numbers, so that all run once"] : [])
    try refuseRepetition(configuration)
  }

  /// The pipelines for directions of one source and of several.
  private struct Methods {
    let level: LevelConfiguration
    let single: (made: [Pipeline], exclusions: [String])
    let several: (made: [Pipeline], exclusions: [String])
  }

  private static func parts(
    _ configuration: BenchmarkConfiguration, _ methods: Methods, source: any FeatureSource
  ) throws -> (parts: [SplitPlan], exclusions: [String]) {
    let directions = try source.directions ?? configuration.directions.resolved(among: source.modalities)
    guard !directions.isEmpty else {
      throw InputError(
        "benchmark \(configuration.benchmark)", found: "\(source.modalities.count) modality with features",
        expected: "two or more", advice: "Give an encoder to at least two modalities.")
    }
    if methods.level.level != .clips, let text = try source.modalities.first(where: { try source.namesClasses($0) }) {
      throw InputError(
        "frames: encoders", found: "'\(text)', which has one vector a class", expected: "modalities with frames")
    }
    if let frames = methods.level.frames {
      for direction in directions { try LimbGate.limbed(frames, among: direction.modalities) }
    }
    try refuseNamesOfClasses(configuration, directions, source: source)
    let seed = Seed(base: configuration.seed)
    let repetitions = try (1...configuration.repetitions).map { number in
      let source = source.repeated(number)
      return (
        number, source,
        try directions.map { try DirectionPlan($0, methods, configuration, source: source, repetition: number) }
          .filter { number == 1 || !$0.pipelines.isEmpty }
      )
    }.filter { number, _, laidOut in number == 1 || !laidOut.isEmpty }
    let parts = try configuration.protocols.flatMap { splitProtocol in
      try splitProtocol.splits(of: source.ownSamples, seed: seed.deriving("splits", source.dataset)).flatMap { split in
        try repetitions.flatMap { number, source, laidOut in
          try configuration.axes.conditioned(split, directions, source: source, seed: seed).map { setting in
            SplitPlan(
              source: setting.source, split: setting.split, standard: setting.standard, condition: setting.condition,
              repetition: number, level: methods.level.level, frames: methods.level.frames, keeps: setting.keeps,
              trials: try laidOut.filter { setting.directions.contains($0.direction) }.flatMap {
                try trials($0, configuration, splitProtocol, setting, source: source)
              })
          }
        }
      }
    }
    let exclusions =
      exclusions(directions, single: methods.single.exclusions, several: methods.several.exclusions)
      + configuration.axes.exclusions(methods.single.made + methods.several.made)
      + Self.exclusions(configuration.decodings, from: parts.map(\.split))
      + source.leftOut
      + ((source as? ClipsAndFrames).map { both in
        parts.filter { $0.condition == nil && $0.repetition == 1 }.flatMap { both.losses($0.split, directions) }
      } ?? [])
    return (parts, exclusions)
  }

  /// What is left out of the directions there are, each line once.
  private static func exclusions(_ directions: [Direction], single: [String], several: [String]) -> [String] {
    let hasSingle = directions.contains { !$0.hasSeveralSources }
    let own = several.filter { !hasSingle || !single.contains($0) }.map { "several sources: \($0)" }
    let hasSeveral = directions.contains(where: \.hasSeveralSources)
    return ((hasSingle ? single : []) + (hasSeveral ? own : [])).distinct
  }

  /// What is run in a direction, the same in all splits.
  private struct DirectionPlan {
    let direction: Direction
    let repetition: Int
    let level: LevelConfiguration
    let pipelines: [Pipeline]
    let sourceLatents: SourcePooling?
    let ties: TrialTies
    /// What each pipeline shares, and where pairs are mismatched.
    let stages: [TrialStages]
    let mismatchedStages: [TrialStages]

    init(
      _ direction: Direction, _ methods: Methods, _ configuration: BenchmarkConfiguration,
      source: any FeatureSource, repetition: Int
    ) throws {
      (self.direction, self.repetition) = (direction, repetition)
      ties = try TrialTies(source, direction)
      let modalities = source.modalities
      level = methods.level
      let frames = level.level != .clips
      let latents = direction.hasSeveralSources ? configuration.sourceLatents : nil
      sourceLatents = latents
      let all = (direction.hasSeveralSources ? methods.several : methods.single).made
      // What draws nothing is run once.
      pipelines =
        repetition == 1
        ? all : all.filter { $0.draws(direction, from: source) }.map { $0.ofRepetition(repetition) }
      stages = try pipelines.map { try TrialStages($0, direction, latents, modalities: modalities, frames: frames) }
      mismatchedStages = try pipelines.map {
        try TrialStages($0, direction, latents, modalities: modalities, mismatched: true, frames: frames)
      }
    }
  }

  /// The trials of one setting of a split in one direction.
  private static func trials(
    _ plan: DirectionPlan, _ configuration: BenchmarkConfiguration, _ splitProtocol: SplitProtocol,
    _ setting: ConditionedSplit,
    source: any FeatureSource
  ) throws -> [Trial] {
    guard let first = plan.pipelines.first else { return [] }
    let (direction, split) = (plan.direction, setting.split)
    let checksums = Dictionary(
      uniqueKeysWithValues: try direction.modalities.map { ($0, try source.checksum(of: $0)) })
    let keys = try TrialKeys(split: split, checksums: checksums, ties: plan.ties)
    let stages = split.roles.partners == nil ? plan.stages : plan.mismatchedStages
    let encoded = try JSONValue(encoding: splitProtocol)
    let shared = TrialDescription(
      benchmark: configuration.benchmark, dataset: source.dataset, datasetVersion: source.datasetVersion,
      protocol: .init(
        name: splitProtocol.name, parameters: encoded.members[splitProtocol.name] ?? encoded),
      split: split.name, source: direction.source, target: direction.target,
      encoderSource: try encoder(of: direction.sources, source),
      encoderTarget: try source.encoder(of: direction.target),
      reduction: plan.level.reduction, alignment: first.alignment,
      classifier: first.classifierChoice, decoding: nil, sourceLatents: plan.sourceLatents,
      condition: setting.condition, pairs: source.foreignPairs?.choice,
      frames: try plan.level.frames.map { try JSONValue(encoding: $0) },
      repetition: plan.repetition > 1 ? plan.repetition : nil, seed: configuration.seed)
    let members = try JSONMembers(encoding: shared)
    let keep = configuration.keep.isEmpty ? nil : configuration.keep
    let metrics = configuration.metrics == .fast ? nil : configuration.metrics
    // What trials with latents have beside the others.
    let ofLatents = members.replacing(
      try [("keep", keep.map(CanonicalJSON.data)), ("metrics", metrics.map(CanonicalJSON.data))].map { name, value in
        (name, value.map { JSONMembers.text(name, $0) })
      })
    return zip(plan.pipelines, stages).compactMap { pipeline, stages in
      guard setting.allows(pipeline) else { return nil }
      var description = shared
      description.alignment = pipeline.alignment
      description.classifier = pipeline.classifierChoice
      description.decoding = pipeline.decodingChoice
      (description.keep, description.metrics) = pipeline.method.hasLatents ? (keep, metrics) : (nil, nil)
      let members = pipeline.method.hasLatents ? ofLatents : members
      return Trial(
        key: keys.key(members.replacing(pipeline.members).text), description: description, direction: direction,
        method: pipeline.method, classifier: pipeline.classifier, decoding: pipeline.decoding,
        checksums: checksums, ties: plan.ties, stages: stages)
    }
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
}
