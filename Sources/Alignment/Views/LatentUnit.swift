/// The unit that the latents of a method have.
public enum LatentUnit: Sendable, Equatable {
  /// None: the units of features change no latent.
  case none
  /// Each modality's latents have the unit of its features.
  case own
  /// All latents have the unit of the features at this place.
  case place(Int)
  /// That of all features, which are compared as they are: units of one modality alone change the
  /// result.
  case common
}
