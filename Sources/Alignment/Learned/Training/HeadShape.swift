/// What maps the features of one modality to the latent space of a learned alignment.
public enum HeadShape: String, Codable, Sendable, CaseIterable {
  /// W x + b.
  case linear
  /// One hidden layer between two such maps.
  case mlp
}
