import LinearAlgebra

/// A fitted learned alignment: one head a modality, and what follows the heads.
public struct LearnedAlignment: FittedAlignment {
  /// Names of the modalities.
  public let modalities: [String]
  /// What training reached.
  public let training: TrainingReport

  /// The same, for callers that know any alignment.
  public var trainings: [TrainingReport] { [training] }

  let heads: [ProjectionHead<Double>]
  let readout: LatentReadout
  let offsets: [[Double]]
  let factors: [[Double]]

  /// Dimension of the latent space.
  public var latentDimension: Int { heads[0].layers[heads[0].layers.count - 1].weight.rows }

  /// The latents of `features`: what the loss of the method compares.
  public func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    let place = try Check.place(of: modality, among: modalities)
    try Check.features(features, offsets[place].count, of: modality)
    let standardised = features.addingToColumns(offsets[place].map { -$0 }).scalingRows(by: factors[place])
    return readout(heads[place](standardised), place)
  }
}
