import Metrics

/// All that shapes one trial, in names and parameters: what is hashed, written and grouped by.
public struct TrialDescription: Codable, Sendable, Hashable {
  /// A name with its parameters.
  public struct Choice: Codable, Sendable, Hashable {
    /// The name in its registry.
    public var name: String
    /// Every parameter, defaults too.
    public var parameters: JSONValue

    public init(name: String, parameters: JSONValue = .object([:])) {
      self.name = name
      self.parameters = parameters
    }
  }

  public var benchmark: String
  public var dataset: String
  public var datasetVersion: String
  /// How rows get their roles.
  public var `protocol`: Choice
  /// Which of the protocol's splits.
  public var split: String
  /// The modality with labels; several are joined by " + ".
  public var source: String
  /// The modality without.
  public var target: String
  /// How the source's recordings became features; of several sources the names joined by " + ", and
  /// as parameters the choice of each by modality.
  public var encoderSource: Choice
  /// How the target's recordings became features.
  public var encoderTarget: Choice
  /// Standardisation and principal components.
  public var reduction: JSONValue
  /// The alignment, or the name of a bound.
  public var alignment: Choice
  public var classifier: Choice
  /// How test rows were decoded, most often as one unlabelled batch; nil where each has the class
  /// of its best score.
  public var decoding: Choice?
  /// How latents of several sources become training data; nil with one source.
  public var sourceLatents: SourcePooling?
  /// The point of an axis that the trial stands at; nil at the defaults of all axes.
  public var condition: Condition?
  /// The data set that the pairs are from, with its version and what in it is what; nil where they
  /// are the data set's own.
  public var pairs: Choice?
  /// How clips are seen frame by frame, with every parameter; nil where each is one vector.
  public var frames: JSONValue?
  /// What the record keeps beside what every record holds; nil where that is nothing.
  public var keep: [KeptPart]?
  /// On which test rows retrieval and neighbours are measured; nil for `fast`.
  public var metrics: MeasuredRows?
  /// Which of several runs that differ in their draws alone; nil for the first.
  public var repetition: Int?
  public var seed: UInt64

  package init(
    benchmark: String, dataset: String, datasetVersion: String, protocol: Choice, split: String, source: String,
    target: String, encoderSource: Choice, encoderTarget: Choice, reduction: JSONValue, alignment: Choice,
    classifier: Choice, decoding: Choice? = nil, sourceLatents: SourcePooling? = nil, condition: Condition? = nil,
    pairs: Choice? = nil,
    frames: JSONValue? = nil, keep: [KeptPart]? = nil, metrics: MeasuredRows? = nil, repetition: Int? = nil,
    seed: UInt64
  ) {
    (self.benchmark, self.dataset, self.datasetVersion) = (benchmark, dataset, datasetVersion)
    (self.protocol, self.split, self.source, self.target) = (`protocol`, split, source, target)
    (self.encoderSource, self.encoderTarget, self.reduction) = (encoderSource, encoderTarget, reduction)
    (self.alignment, self.classifier, self.decoding) = (alignment, classifier, decoding)
    (self.sourceLatents, self.condition, self.frames) = (sourceLatents, condition, frames)
    (self.pairs, self.metrics) = (pairs, metrics)
    (self.keep, self.repetition, self.seed) = (keep, repetition, seed)
  }

  /// The data set that the pairs are from; `own` for the data set itself.
  package var originOfPairs: String { pairs?.name ?? "own" }

  /// The same description with pairs of the data set itself.
  package var withOwnPairs: TrialDescription {
    var other = self
    other.pairs = nil
    return other
  }

  /// Where the pairs are from, if from another data set, and the point of an axis, in words: what
  /// titles and names of files say.
  package var pairsText: String {
    [pairs.map { "pairs of \($0.name)" }, condition.map { "\($0)" }].compactMap(\.self).joined(separator: ", ")
  }

  /// Whether what is predicted of a test row depends on the other test rows.
  public var isTransductive: Bool { decoding.map { !Self.inductiveDecodings.contains($0.name) } ?? false }

  /// The decodings that look at each test row alone.
  package static let inductiveDecodings: Set = ["calibrated-stacking"]

  /// The description without split and repetition: trials that differ in nothing else make one row
  /// of a table.
  public var row: TrialDescription {
    var row = self
    (row.split, row.repetition) = ("", nil)
    return row
  }
}
