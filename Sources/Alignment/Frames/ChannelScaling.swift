/// What is done to the channels of frames before they are stacked.
public enum ChannelScaling: String, Codable, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// Mean 0 and deviation 1 over the frames of the pairs.
  case pairs
  /// Each channel of each clip first gets mean 0 and deviation 1 over its own frames; then as
  /// `pairs`. This keeps what a clip does, but neither how a limb is held nor how strongly it
  /// moves. A thousandth of the channel's deviation over the pairs is added to that of the clip, so
  /// that a channel at rest stays small.
  case clip
}
