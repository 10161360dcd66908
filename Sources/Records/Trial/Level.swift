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
  /// What the trial looks at. A description holds no level, since keys would change. This is the
  /// one place that tells it: `frames` says that clips are seen frame by frame, and a fusion has a
  /// classifier for each level.
  public var level: Level {
    guard frames != nil else { return .clips }
    let parts = classifier.parameters.members
    return parts["clips"] != nil && parts["frames"] != nil ? .both : .frames
  }
}
