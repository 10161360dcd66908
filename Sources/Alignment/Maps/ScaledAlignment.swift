import LinearAlgebra

/// An alignment of features in other units.
struct ScaledAlignment: FittedAlignment {
  let inner: any FittedAlignment
  let modalities: [String]
  let features: [Double]
  let latents: [Double]

  var latentDimension: Int { inner.latentDimension }
  var tie: DirectionTie? { inner.tie }
  var spectrum: DirectionSpectrum? { inner.spectrum?.restored(latents) }
  var matching: MatchingReport? { inner.matching }

  func embed(_ samples: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    let place = try Check.place(of: modality, among: modalities)
    return latents[place] * (try inner.embed(features[place] * samples, of: modality))
  }
}
