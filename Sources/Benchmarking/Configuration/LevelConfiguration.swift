import Alignment
import Diagnostics
import Encoders
import Records
import StrictYAML

/// What is run on one level: whole clips, the frames of clips, or both together.
///
/// Levels share data set, protocols, directions, decodings and axes; each has its own encoders,
/// alignments and classifiers, since what suits one does not suit the other.
public struct LevelConfiguration: Sendable {
  /// What is looked at.
  public let level: Level
  /// How clips are seen frame by frame; nil for whole clips.
  public let frames: FrameLevel?
  /// How recordings become features, by the name of a modality or its role; empty where features
  /// exist already.
  public let encoders: [String: EncoderChain]
  /// What is done to features before alignment, as a record has it.
  let reduction: JSONValue
  /// The alignments, grids expanded. `none` is always among them.
  public let alignments: [AlignmentChoice]
  /// The classifiers, grids expanded.
  public let classifiers: [ClassifierChoice]
  /// Clips and frames together; a level that has these has nothing else.
  public var combinations: [FusionChoice] = []
  /// The files of the encoders that are included, by the names of `encoders`.
  public var recipes: [String: String] = [:]
  /// What is left open of its features.
  var candidates = FeatureCandidates()

  /// The names of the encoders that the configuration itself has.
  var ownEncoders: [String] { encoders.keys.filter { recipes[$0] == nil } }
}

extension Placed {
  /// The file, where another one includes it.
  var recipe: String? { isIncluded ? file : nil }
}

/// The key `frames` of a configuration: encoders that give sequences, how frames are seen (the
/// parameters of `FrameLevel`), and what is run on them.
struct FramesConfiguration: Decodable {
  let level: FrameLevel
  let encoders: [String: EncoderChain]
  /// The files of those that are included.
  let recipes: [String: String]
  let alignments: [AlignmentChoice]
  /// Nil where those of the clips serve.
  let classifiers: [ClassifierChoice]?

  private enum CodingKeys: CodingKey { case encoders, alignments, classifiers }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    level = try FrameLevel(from: decoder)
    let chains = try container.decodeIfPresent([String: Placed<EncoderChain>].self, forKey: .encoders) ?? [:]
    encoders = chains.mapValues(\.value)
    recipes = chains.compactMapValues(\.recipe)
    for (name, chain) in encoders.sorted(by: { $0.key < $1.key }) where !chain.givesSequences {
      throw InputError(
        "frames: encoders: \(name)", found: "'\(chain.name)', which gives one vector a clip",
        expected: "a chain that ends with 'frames'", advice: "Put '\(chain.name)' under the other 'encoders'.")
    }
    alignments = AlignmentChoice.withFloor(
      try container.decode(Grid<AlignmentChoice>.self, forKey: .alignments).elements)
    for choice in alignments { try Self.checkFrames(choice, place: "frames: alignments") }
    classifiers = try container.decodeIfPresent(Grid<ClassifierChoice>.self, forKey: .classifiers)?.elements
  }

  /// Refuses what cannot be fitted on frames.
  static func checkFrames(_ choice: AlignmentChoice, place: String) throws {
    if !AlignmentRegistry.methods.contains(where: { $0.name == choice.name && $0.frameUse != .none }) {
      throw InputError(
        place, found: "'\(choice.name)', which is not made for frames", expected: "one of \(Self.alignmentNames)",
        advice: "Put it under the other 'alignments', which see whole clips.")
    }
    if let criterion = choice.criterion, criterion.rule.needsLinearMaps {
      throw InputError(
        "\(place): \(choice.name): select", found: "by: \(criterion)", expected: "a criterion that looks at clips",
        advice: "What a clip becomes is no linear image of its frames, and cannot be inverted.")
    }
  }

  private static var alignmentNames: String {
    AlignmentRegistry.methods.filter { $0.frameUse != .none }.map { $0.name }.joined(separator: ", ")
  }
}
