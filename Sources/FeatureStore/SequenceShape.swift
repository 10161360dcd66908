/// How the numbers of a sample are laid out where they are a sequence: frame after frame,
/// `channels.count` numbers each.
///
/// So the sequences of n samples, [n, frames, channels] in a file, are an (frames · channels) x n
/// matrix in memory, and just as well a channels x (frames · n) matrix with a frame a column.
public struct SequenceShape: Sendable, Hashable {
  /// Number of frames of every sample.
  public var frames: Int
  /// One name a channel.
  public var channels: [String]
  /// Frames a second; nil where frames lie on relative time, from the beginning of each recording
  /// to its end.
  public var rate: Double?

  public init(frames: Int, channels: [String], rate: Double? = nil) {
    self.frames = frames
    self.channels = channels
    self.rate = rate
  }

  /// Numbers of a sample.
  public var count: Int { frames * channels.count }
}

/// The two forms of a modality's features, with their names in a file.
public enum FeatureForm: String, Sendable, CaseIterable {
  /// One vector a sample.
  case vectors = "features"
  /// One sequence of frames a sample.
  case sequences = "frames"
}

extension FeatureForm {
  /// The name of the list of samples that the encoder was fitted on.
  var fittedOn: String {
    switch self {
    case .vectors: "fitted_on"
    case .sequences: "frames_fitted_on"
    }
  }
}
