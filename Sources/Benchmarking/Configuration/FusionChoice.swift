import Alignment
import Diagnostics
import Records
import StrictYAML

/// Clips and frames together: a classifier of aligned clips and one of aligned frames, whose scores
/// are added.
///
/// Frames carry classes that were never paired, clips tell paired ones apart better; which of the
/// two a split asks for is known without labels of the target. The weight of the frames is chosen
/// for each split by `FusionSelector`.
public struct FusionChoice: Decodable, Sendable {
  /// One level's part.
  public struct Part: Decodable, Sendable {
    public internal(set) var alignment: AlignmentChoice
    /// The classifier of its latent space.
    public internal(set) var classifier: ClassifierChoice
  }

  public static let name = "clips-and-frames"

  /// The part that sees whole clips.
  public internal(set) var clips: Part
  /// The part that sees frames.
  public internal(set) var frames: Part
  /// The weights of the frames' scores to choose from, each from 0 to 1; those of the clips get the
  /// rest.
  public let weights: [Double]

  private enum CodingKeys: CodingKey { case clips, frames, weights }

  /// Decodes the parts.
  /// - Throws: `InputError` for weights that are none, unordered or out of range, an alignment that
  ///   is not made for frames, and an oracle.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    clips = try container.decode(Part.self, forKey: .clips)
    frames = try container.decode(Part.self, forKey: .frames)
    weights = try container.decodeIfPresent([Double].self, forKey: .weights) ?? [0, 0.25, 0.5, 0.75, 1]
    guard !weights.isEmpty, weights.allSatisfy({ (0...1).contains($0) }),
      zip(weights, weights.dropFirst()).allSatisfy(<)
    else {
      throw InputError("combinations: weights", found: "\(weights)", expected: "rising numbers from 0 to 1")
    }
    try FramesConfiguration.checkFrames(frames.alignment, place: "combinations: frames: alignment")
    for part in [clips, frames] where part.alignment.criterion?.usesTargetLabels == true {
      throw InputError(
        "combinations: \(part.alignment.name): select", found: "by: oracle",
        expected: "a criterion without target labels",
        advice: "An oracle has rows of its own, without a rank.")
    }
  }

  /// The alignments of both parts as a record has them.
  func parameters() throws -> JSONValue {
    func described(_ part: Part) throws -> JSONValue {
      .object([part.alignment.name: try part.alignment.parameters()])
    }
    return .object(["clips": try described(clips), "frames": try described(frames)])
  }

  /// The classifiers of both parts, and how their scores are added, as a record has them.
  func fusion() throws -> TrialDescription.Choice {
    func described(_ part: Part) throws -> JSONValue {
      .object([part.classifier.name: try JSONValue(encoding: part.classifier.method)])
    }
    return .init(
      name: "score-fusion",
      parameters: .object([
        "clips": try described(clips), "frames": try described(frames),
        "weights": .array(weights.map(JSONValue.number)),
      ]))
  }
}
