import Alignment
import Datasets
import Diagnostics
import Encoders
import Foundation
import Parameters
import Records
import Splits
import StrictYAML

/// What to run: one YAML file under `Configs/`, read strictly.
public struct BenchmarkConfiguration: Decodable, Sendable {
  /// The benchmark's name, which is also the name of its results folder.
  public let benchmark: String
  /// Where the features come from.
  public let dataset: DatasetChoice
  /// The base of every seed.
  public let seed: UInt64
  /// How rows get their roles.
  public let protocols: [SplitProtocol]
  /// How each modality's recordings become features; empty where features exist already.
  public let encoders: [String: EncoderChain]
  /// Which labels are carried where.
  public let directions: Directions
  /// How latents of several sources become training data, in directions that have several.
  public let sourceLatents: SourcePooling
  /// What is done to features before alignment.
  public let reduction: Reduction
  /// The alignments, grids expanded. `none` is always among them.
  public let alignments: [AlignmentChoice]
  /// The classifiers, grids expanded.
  public let classifiers: [ClassifierChoice]
  /// The decodings, each of which makes boards of its own beside those of the best scores.
  public let decodings: [DecodingChoice]
  /// What is varied beside the methods; every point makes boards of its own.
  public let axes: Axes
  /// What is run on whole clips, on frames, and on both together, in that order.
  public let levels: [LevelConfiguration]

  private enum CodingKeys: String, CodingKey {
    case benchmark, dataset, seed, protocols, encoders, directions, sourceLatents, reduction, alignments, classifiers,
      decodings, axes, frames, combinations
  }

  /// Decodes the configuration.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    benchmark = try container.decode(String.self, forKey: .benchmark)
    guard !benchmark.isEmpty, benchmark.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }),
      benchmark.first != "."
    else {
      throw InputError(
        "benchmark", found: "'\(benchmark)'", expected: "a name of letters, digits, '-', '_' and '.'",
        advice: "It names the results folder.")
    }
    dataset = try container.decode(DatasetChoice.self, forKey: .dataset)
    seed = try container.decodeIfPresent(UInt64.self, forKey: .seed) ?? 0
    protocols = try container.decode([SplitProtocol].self, forKey: .protocols)
    encoders = try container.decodeIfPresent([String: EncoderChain].self, forKey: .encoders) ?? [:]
    directions = try container.decodeIfPresent(Directions.self, forKey: .directions) ?? .all
    sourceLatents = try container.decodeIfPresent(SourcePooling.self, forKey: .sourceLatents) ?? .each
    reduction = try container.decodeIfPresent(Reduction.self, forKey: .reduction) ?? Reduction()
    let frames = try container.decodeIfPresent(FramesConfiguration.self, forKey: .frames)
    // With frames, clips may be left out; without, they are what there is.
    let hasClips = frames == nil || container.contains(.alignments)
    alignments =
      hasClips
      ? AlignmentChoice.withFloor(try container.decode(Grid<AlignmentChoice>.self, forKey: .alignments).elements) : []
    classifiers =
      try hasClips || frames?.classifiers == nil
      ? container.decode(Grid<ClassifierChoice>.self, forKey: .classifiers).elements : []
    decodings = try container.decodeIfPresent(Grid<DecodingChoice>.self, forKey: .decodings)?.elements ?? []
    axes = try container.decodeIfPresent(Axes.self, forKey: .axes) ?? Axes()
    var levels: [LevelConfiguration] = []
    if hasClips {
      for (name, chain) in encoders.sorted(by: { $0.key < $1.key }) where chain.givesSequences {
        throw InputError(
          "encoders: \(name)", found: "'\(chain.name)', which gives frames", expected: "one vector a clip",
          advice: "Put it below 'frames: encoders:'.")
      }
      levels.append(
        LevelConfiguration(
          frames: nil, encoders: encoders, reduction: try JSONValue(encoding: reduction), alignments: alignments,
          classifiers: classifiers))
    }
    if let frames {
      levels.append(
        LevelConfiguration(
          frames: frames.level, encoders: frames.encoders, reduction: .object([:]), alignments: frames.alignments,
          classifiers: frames.classifiers ?? classifiers))
    }
    let combinations = try container.decodeIfPresent([FusionChoice].self, forKey: .combinations) ?? []
    if !combinations.isEmpty {
      guard levels.count == 2, let frames else {
        throw InputError(
          "combinations", found: "clips and frames to combine", expected: "'alignments' and 'frames' beside them",
          advice: "Name the encoders of both levels.")
      }
      levels.append(
        LevelConfiguration(
          frames: frames.level, encoders: [:], reduction: try JSONValue(encoding: reduction), alignments: [],
          classifiers: [], combinations: combinations))
    }
    self.levels = levels
    let emptyLists = [
      ("protocols", protocols.isEmpty), ("classifiers", levels.prefix(2).contains { $0.classifiers.isEmpty }),
    ]
    for (key, isEmpty) in emptyLists where isEmpty {
      throw InputError(key, found: "an empty list", expected: "at least one")
    }
  }

  /// Reads a configuration file.
  /// - Throws: `InputError` with line and column for whatever is wrong in it.
  public init(contentsOf url: URL) throws {
    self = try StrictYAML.decode(BenchmarkConfiguration.self, contentsOf: url)
  }
}

/// Where the features of a benchmark come from.
public enum DatasetChoice: Decodable, Sendable {
  /// The data set with this id: its recordings, encoded, or the features that its manifest maps.
  case recordings(id: String)
  /// Feature files that exist already, joined by sample id.
  case features(files: [String])
  /// Generated features with a known latent; several where a parameter is swept.
  case synthetic(SyntheticSweep)

  private struct Files: Decodable { var files: [String] }

  /// Reads a data set's id, `{features: {files: [...]}}`, or `synthetic` with parameters.
  public init(from decoder: any Decoder) throws {
    let choice = try NamedChoice(from: decoder, kind: "dataset")
    switch choice.name {
    case "features": self = .features(files: try choice.parameters(Files.self).files)
    case "synthetic": self = .synthetic(try choice.parameters(SyntheticSweep.self))
    default: self = .recordings(id: choice.name)
    }
  }
}
