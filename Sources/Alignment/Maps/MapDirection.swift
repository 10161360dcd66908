/// Which way a map goes between the modality of the labels (the source) and the other (the target).
public enum MapDirection: String, Codable, Sendable, CaseIterable {
  /// Predicts the source's features from the target's; the latent space is the source's feature
  /// space.
  case targetToSource = "target-to-source"
  /// Predicts the target's features from the source's; the latent space is the target's feature
  /// space.
  case sourceToTarget = "source-to-target"

  /// The places of the modality that is mapped and of the one whose space it is mapped into.
  func places(in pairs: PairedFeatures) -> (from: Int, into: Int) {
    let (source, target) = pairs.places
    return self == .targetToSource ? (target, source) : (source, target)
  }
}
