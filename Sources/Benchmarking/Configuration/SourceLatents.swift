/// How the latents of several source modalities of a labelled sample become training data of the classifier.
public enum SourceLatents: String, Codable, Sendable, CaseIterable {
  /// One training sample: the mean of the latents of the modalities that the sample has.
  case mean
  /// A training sample for each modality that the sample has, all with its label.
  case each
}
