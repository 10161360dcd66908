import Alignment
import Datasets
import Diagnostics
import Encoders
import Foundation
import Metrics
import Parameters
import Records
import Splits
import StrictYAML

/// What to run: one YAML file under `Configs/`, read strictly.
public struct BenchmarkConfiguration: Decodable, Sendable, TellsAllFaults {
  /// The benchmark's name, which is also the name of its results folder.
  public let benchmark: String
  /// Where the features come from.
  public let dataset: DatasetChoice
  /// Parts of modalities that are modalities of their own, by the names that they get.
  public let modalities: [String: ModalityPart]
  /// Where the pairs are from; the data set itself unless others are named.
  public let pairs: [PairsChoice]
  /// The base of every seed.
  public let seed: UInt64
  /// How rows get their roles.
  public let protocols: [SplitProtocol]
  /// How recordings become features, by the name of a modality or its role; empty where features
  /// exist already. Of several candidates the first.
  public let encoders: [String: EncoderChain]
  /// Which labels are carried where.
  public let directions: Directions
  /// How latents of several sources become training data, in directions that have several.
  public let sourceLatents: SourcePooling
  /// What is done to features before alignment. Of several candidates the first.
  public let reduction: Reduction
  /// The alignments, grids expanded. `none` is always among them.
  public let alignments: [AlignmentChoice]
  /// The classifiers, grids expanded.
  public let classifiers: [ClassifierChoice]
  /// The decodings, each of which makes boards of its own beside those of the best scores.
  public let decodings: [DecodingChoice]
  /// What is varied beside the methods; every point makes boards of its own.
  public let axes: Axes
  /// What records keep beside what every record holds.
  public let keep: [KeptPart]
  /// On which test rows retrieval and neighbours are measured.
  public let metrics: MeasuredRows
  /// How often trials that draw numbers are run, each time with other seeds.
  public let repetitions: Int
  /// What is run on whole clips, on frames, and on both together, in that order.
  public let levels: [LevelConfiguration]
  /// The files that it was read from, word for word; nil where it was not read from files.
  public private(set) var files: ConfigurationFiles?

  private enum CodingKeys: String, CodingKey {
    case benchmark, dataset, modalities, pairs, seed, protocols, encoders, directions, sourceLatents, reduction,
      alignments, classifiers, decodings, axes, keep, metrics, repetitions, frames, combinations, chosenBy
  }

  /// Decodes the configuration.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // No value says whether another can be read, so all that are at fault are told.
    var faults = Faults()
    benchmark = try faults.value { try Self.checked(name: container.decode(String.self, forKey: .benchmark)) } ?? ""
    dataset =
      try faults.value { try container.decode(DatasetChoice.self, forKey: .dataset) } ?? .features(files: [])
    modalities =
      try faults.optional { try container.decodeIfPresent([String: ModalityPart].self, forKey: .modalities) } ?? [:]
    pairs = try faults.optional { try container.decodeIfPresent(PairsChoices.self, forKey: .pairs)?.choices } ?? [.own]
    seed = try faults.optional { try container.decodeIfPresent(UInt64.self, forKey: .seed) } ?? 0
    protocols = try faults.value { try container.decode([SplitProtocol].self, forKey: .protocols) } ?? []
    let chains =
      try faults.optional {
        try container.decodeIfPresent([String: Placed<Alternatives<EncoderChain>>].self, forKey: .encoders)
      } ?? [:]
    encoders = chains.mapValues(\.value.first)
    directions = try faults.optional { try container.decodeIfPresent(Directions.self, forKey: .directions) } ?? .all
    sourceLatents =
      try faults.optional { try container.decodeIfPresent(SourcePooling.self, forKey: .sourceLatents) } ?? .each
    let reductions = try faults.optional {
      try container.decodeIfPresent(Alternatives<Reduction>.self, forKey: .reduction)
    }
    reduction = reductions?.first ?? Reduction()
    let criterion = try faults.optional { try container.decodeIfPresent(FeatureCriterion.self, forKey: .chosenBy) }
    let frames = try faults.optional { try container.decodeIfPresent(FramesConfiguration.self, forKey: .frames) }
    // With frames, clips may be left out; without, they are what there is.
    let hasFrames = try container.contains(.frames) && !container.decodeNil(forKey: .frames)
    let hasClips = !hasFrames || container.contains(.alignments)
    alignments =
      try hasClips
      ? faults.value {
        try AlignmentChoice.withFloor(container.decode(Grid<AlignmentChoice>.self, forKey: .alignments).elements)
      } ?? [] : []
    // Frames that are at fault may have classifiers of their own.
    let needsClassifiers =
      hasClips || (frames == nil ? container.contains(.classifiers) : frames?.classifiers == nil)
    classifiers =
      try needsClassifiers
      ? faults.value { try container.decode(Grid<ClassifierChoice>.self, forKey: .classifiers).elements } ?? [] : []
    decodings =
      try faults.optional { try container.decodeIfPresent(Grid<DecodingChoice>.self, forKey: .decodings)?.elements }
      ?? []
    axes = try faults.optional { try container.decodeIfPresent(Axes.self, forKey: .axes) } ?? Axes()
    keep = try faults.optional { try container.decodeIfPresent([KeptPart].self, forKey: .keep) } ?? []
    metrics = try faults.optional { try container.decodeIfPresent(MeasuredRows.self, forKey: .metrics) } ?? .fast
    repetitions = try faults.optional { try Self.repetitions(container) } ?? 1
    let combinations =
      try faults.optional { try container.decodeIfPresent([FusionChoice].self, forKey: .combinations) } ?? []
    try faults.check()
    try axes.refuseOwnPairs(unless: pairs.contains(where: \.isElsewhere))
    guard Set(keep).count == keep.count else {
      throw InputError(
        "keep", found: keep.map(\.rawValue).joined(separator: ", "), expected: "each part once")
    }
    let open = try FeatureCandidates(
      chains: chains.mapValues(\.value), reduction: reductions, criterion: criterion,
      isFused: !combinations.isEmpty)
    if criterion?.usesLabels == true, let point = axes.points.first(where: { $0.axis.name == Axis.labels.name }) {
      throw InputError(
        "chosenBy", found: "a criterion that sees labels of the source, and the axis '\(point.axis.name)'",
        expected: "one of the two", advice: "All values of the axis share the choice: choose by pairs alone.")
    }
    var levels: [LevelConfiguration] = []
    if hasClips {
      for (name, chain) in encoders.sorted(by: { $0.key < $1.key }) where chain.givesSequences {
        throw InputError(
          "encoders: \(name)", found: "'\(chain.name)', which gives frames", expected: "one vector a clip",
          advice: "Put it below 'frames: encoders:'.")
      }
      levels.append(
        LevelConfiguration(
          level: .clips, frames: nil, encoders: encoders, reduction: try open.described(reduction),
          alignments: alignments,
          classifiers: classifiers, recipes: chains.compactMapValues(\.recipe), candidates: open))
    }
    if let frames {
      levels.append(
        LevelConfiguration(
          level: .frames, frames: frames.level, encoders: frames.encoders, reduction: .object([:]),
          alignments: frames.alignments,
          classifiers: frames.classifiers ?? classifiers, recipes: frames.recipes))
    }
    if !combinations.isEmpty {
      guard levels.count == 2, let frames else {
        throw InputError(
          "combinations", found: "clips and frames to combine", expected: "'alignments' and 'frames' beside them",
          advice: "Name the encoders of both levels.")
      }
      levels.append(
        LevelConfiguration(
          level: .both, frames: frames.level, encoders: [:], reduction: try JSONValue(encoding: reduction),
          alignments: [],
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

  private static func repetitions(_ container: KeyedDecodingContainer<CodingKeys>) throws -> Int? {
    let count = try container.decodeIfPresent(Int.self, forKey: .repetitions)
    if let count, !(1...1000).contains(count) {
      throw InputError(
        "repetitions", found: "\(count)", expected: "a whole number from 1 to 1000",
        advice: "5 show how far seeds move a row.")
    }
    return count
  }

  /// The name, which must serve as the name of a folder.
  private static func checked(name: String) throws -> String {
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }), name.first != "." else {
      throw InputError(
        "benchmark", found: "'\(name)'", expected: "a name of letters, digits, '-', '_' and '.'",
        advice: "It names the results folder.")
    }
    return name
  }

  /// Reads a configuration file. The encoders of the files that it includes are joined by name.
  /// - Throws: `InputError` with line and column.
  public init(contentsOf url: URL) throws {
    self = try StrictYAML.decode(
      BenchmarkConfiguration.self, contentsOf: url, joining: [CodingKeys.encoders.stringValue])
    files = ConfigurationFiles(try StrictYAML.texts(of: url))
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
