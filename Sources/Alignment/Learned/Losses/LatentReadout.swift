import LinearAlgebra

/// From the outputs of the heads to latents: what a loss looks at is what a classifier gets.
enum LatentReadout: Sendable {
  /// Each column divided by its length.
  case unitLength
  /// An affine map of each modality.
  case affine([AffineMap])

  /// The latents of the modality at `place`.
  func callAsFunction(_ outputs: Matrix<Double>, _ place: Int) -> Matrix<Double> {
    switch self {
    case .unitLength: UnitColumns(outputs).values
    case .affine(let maps): maps[place](outputs)
    }
  }
}
