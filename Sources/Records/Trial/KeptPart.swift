/// What the record of a trial keeps beside what every record holds.
public enum KeptPart: String, Codable, Sendable, Hashable, CaseIterable {
  /// The latents of the scored test rows in two dimensions (`TrialRecord.latentPlane`), of a trial
  /// that has one latent space: an alignment, and no bound.
  case latents
}
