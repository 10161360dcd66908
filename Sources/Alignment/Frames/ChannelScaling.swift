/// What is done to the channels of frames before they are stacked.
public enum ChannelScaling: String, Codable, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// Mean 0 and deviation 1 over the frames of the pairs.
  case pairs
  /// The same after each channel of each clip has been brought to mean 0 and deviation 1 over its own frames: what a clip does,
  /// without how it is held and how strongly it moves. A thousandth of the channel's deviation over the pairs is added to that of the
  /// clip, so that a channel at rest stays small.
  case clip
}
