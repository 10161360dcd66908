import Alignment
import Classifiers

/// All that shapes one trial, in names and parameters: what is hashed, written and grouped by.
public struct TrialDescription: Codable, Sendable, Hashable {
  /// A name with its parameters.
  public struct Choice: Codable, Sendable, Hashable {
    /// The name in its registry.
    public var name: String
    /// Every parameter, defaults too.
    public var parameters: JSONValue

    /// Joins the two.
    public init(name: String, parameters: JSONValue = .object([:])) {
      self.name = name
      self.parameters = parameters
    }
  }

  /// The benchmark's name.
  public var benchmark: String
  /// The data set's id.
  public var dataset: String
  /// The data set's version.
  public var datasetVersion: String
  /// How rows get their roles.
  public var `protocol`: Choice
  /// Which of the protocol's splits.
  public var split: String
  /// The modality with labels; several are joined by " + ".
  public var source: String
  /// The modality without.
  public var target: String
  /// How the source's recordings became features; of several sources the names joined by " + ", and as parameters the
  /// choice of each by modality.
  public var encoderSource: Choice
  /// How the target's recordings became features.
  public var encoderTarget: Choice
  /// Standardisation and principal components.
  public var reduction: JSONValue
  /// The alignment, or the name of a bound.
  public var alignment: Choice
  /// The classifier.
  public var classifier: Choice
  /// How test rows were decoded, most often as one unlabelled batch; nil where each has the class of its best score.
  public var decoding: Choice?
  /// How latents of several sources become training data; nil with one source.
  public var sourceLatents: SourcePooling?
  /// The point of an axis that the trial stands at; nil at the defaults of all axes.
  public var condition: Condition?
  /// How clips are seen frame by frame; nil where each is one vector.
  public var frames: FrameLevel?
  /// The base seed.
  public var seed: UInt64

  /// Whether what is predicted of a test row depends on the other test rows.
  public var isTransductive: Bool {
    decoding.map { choice in
      DecodingRegistry.methods.first { $0.name == choice.name }?.isTransductive ?? true
    } ?? false
  }

  /// What is aligned, in words: clips, frames, or both.
  public var level: String {
    guard frames != nil else { return "clips" }
    return classifier.name == FusionChoice.fusionName ? "clips and frames" : "frames"
  }

  /// The description without the split: trials that differ in nothing else make one row of a table.
  public var row: TrialDescription {
    var row = self
    row.split = ""
    return row
  }
}
