import LinearAlgebra

/// An alignment of linear maps on explicit features, of kernels for some modalities.
struct KernelAlignment: FittedAlignment {
  let modalities: [String]
  /// The explicit features of each modality; nil where the map is on the features themselves.
  let features: [KernelFeatures?]
  let maps: [AffineMap]
  var tie: DirectionTie?
  var spectrum: DirectionSpectrum?

  var latentDimension: Int { maps[0].latentDimension }

  func embed(_ samples: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    let place = try Check.place(of: modality, among: modalities)
    guard let kernel = features[place] else {
      try Check.features(samples, maps[place].offset.count, of: modality)
      return maps[place](samples)
    }
    try Check.features(samples, kernel.offset.count, of: modality)
    return samples.mappingColumnBlocks(tableHeight: kernel.landmarks.columns) { maps[place](kernel($0)) }
  }
}
