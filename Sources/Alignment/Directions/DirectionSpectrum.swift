/// The values by which an alignment ordered all directions that it could have kept.
public struct DirectionSpectrum: Sendable, Equatable {
  /// What the values are. The raw value is what readers call them.
  public enum Kind: String, Sendable, CaseIterable {
    /// Of the stacked differences of the pairs. The smallest are kept.
    case singularValues = "singular values"
    /// Of two modalities, with the ridge of the method. The largest are kept, here and below.
    case canonicalCorrelations = "canonical correlations"
    /// Of the cross-covariance of the pairs.
    case covariances = "singular values of the cross-covariance"
    /// Of what a regression predicts of the pairs.
    case predictions = "singular values of the prediction"
    /// Of the matrix that joins the whitened modalities.
    case eigenvalues
  }

  /// What the values are.
  public let kind: Kind
  /// All of them, in the order in which directions are kept.
  public let values: [Double]
  /// How many directions were kept: those of the first values.
  public let kept: Int

  /// Joins the parts.
  /// - Parameters:
  ///   - kind: what the values are.
  ///   - values: one for each direction, in the order in which directions are kept.
  ///   - kept: how many were kept; at most as many as there are.
  public init(_ kind: Kind, _ values: [Double], kept: Int) {
    precondition((0...values.count).contains(kept), "\(kept) of \(values.count) directions kept")
    (self.kind, self.values, self.kept) = (kind, values, kept)
  }

  /// The same in the units of the features.
  /// - Parameter latents: for each modality what its latents are multiplied with to have their
  ///   own unit again.
  func restored(_ latents: [Double]) -> DirectionSpectrum {
    switch kind {
    case .canonicalCorrelations, .eigenvalues: self
    case .singularValues, .predictions: DirectionSpectrum(kind, values.map { $0 * latents[0] }, kept: kept)
    case .covariances:
      // One after the other: their product may not be a number.
      DirectionSpectrum(kind, values.map { $0 * latents[0] * latents[1] }, kept: kept)
    }
  }
}
