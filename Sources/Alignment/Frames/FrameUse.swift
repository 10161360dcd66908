/// What an alignment needs of frames.
public enum FrameUse: Sendable {
  /// Means and second moments: any samples that have the same serve.
  case moments
  /// The frames themselves.
  case samples
  /// It is not made for frames.
  case none
}
