import Diagnostics
import LinearAlgebra

/// A fitted contrastive alignment: one head a modality, latents at unit length.
public struct ContrastiveAlignment: FittedAlignment {
  /// Names of the modalities.
  public let modalities: [String]
  /// What training reached.
  public let training: TrainingReport

  let model: ContrastiveModel
  let offsets: [[Double]]
  let factors: [[Double]]

  /// Dimension of the latent space.
  public var latentDimension: Int { model.heads[0].layers.last!.weight.rows }

  /// The latents of `features`, each of length 1 (or 0, where the head gives 0).
  public func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    guard let place = modalities.firstIndex(of: modality) else {
      throw InputError(
        "alignment", found: "features of '\(modality)'", expected: "one of \(modalities.joined(separator: ", "))",
        advice: "Fit the alignment on pairs that hold this modality.")
    }
    guard features.rows == offsets[place].count else {
      throw InputError(
        "alignment", found: "\(features.rows) features of '\(modality)'",
        expected: "\(offsets[place].count), as in the pairs it was fitted on")
    }
    let standardised = StandardisedPairs.standardise(features, offsets[place], factors[place])
    return UnitColumns(model.heads[place](standardised)).values
  }
}

/// What a training by gradient reached.
public struct TrainingReport: Sendable, Equatable {
  /// The mean loss of each epoch of the training that gave the model.
  public let losses: [Double]
  /// Retrieval of held-out pairs at the epoch chosen; nil where too few pairs were held out.
  public let heldOut: HeldOutRetrieval?
  /// The epochs chosen: those the model was trained for.
  public let epochs: Int
  /// The restart chosen, counted from 0.
  public let restart: Int
  /// The temperature learned.
  public let temperature: Double
}
