/// What a trial looks at: whole clips, their frames, or both with their scores added.
public enum Level: String, Codable, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  case clips
  case frames
  case both = "clips and frames"

  /// Reads a level as tables print it, or as one word: `clips-and-frames`.
  public init?(named text: String) {
    guard let level = Self.allCases.first(where: { [$0.rawValue, $0.word].contains(text) }) else { return nil }
    self = level
  }

  /// The level as one word, for the command line.
  public var word: String { rawValue.replacing(" ", with: "-") }

  /// The level as tables print it.
  public var description: String { rawValue }
}

extension TrialDescription {
  /// What the trial looks at. A description holds no level of its own, so that keys stay what they
  /// were; this is the one place that tells it from what is there: frames say how clips are seen,
  /// and a fusion has a classifier for each of both.
  public var level: Level {
    guard frames != nil else { return .clips }
    guard case .object(let parts) = classifier.parameters, parts["clips"] != nil, parts["frames"] != nil else {
      return .frames
    }
    return .both
  }
}
