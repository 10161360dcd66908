import LinearAlgebra

/// Maps every modality that it was fitted on into one latent space.
public protocol FittedAlignment: Sendable {
  /// Dimension of the latent space.
  var latentDimension: Int { get }

  /// The tie of directions, if a cut parted equally good ones; nil where the solution is unique.
  var tie: DirectionTie? { get }
  /// The values by which it chose its directions, of frames those of the first scaling; nil where
  /// it chooses none, or chooses them for each modality alone.
  var spectrum: DirectionSpectrum? { get }
  /// What each training by gradient reached, where the alignment has any.
  var trainings: [TrainingReport] { get }
  /// How the map was found without pairs, of frames that of the first scaling; nil where no match
  /// was looked for.
  var matching: MatchingReport? { get }
  /// What it can have lost against the exact solution; nil where nothing was approximated, or no
  /// bound is known.
  var exactness: ExactnessBounds? { get }

  /// The latents of `features` (d_m x n, the columns any samples): latentDimension x n.
  /// - Throws: `InputError` for a modality it was not fitted on, or another number of features.
  func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double>

  /// The latents of the given columns of `features`, in that order; a linear alignment copies no
  /// column for it.
  /// - Throws: as `embed` of all columns.
  func embed(_ features: Matrix<Double>, columns: [Int], of modality: String) throws -> Matrix<Double>
}

extension FittedAlignment {
  /// Nil: the solution is unique.
  public var tie: DirectionTie? { nil }
  /// Nil: no directions are chosen.
  public var spectrum: DirectionSpectrum? { nil }
  /// None: most alignments have a formula.
  public var trainings: [TrainingReport] { [] }
  /// Nil: most alignments use pairs.
  public var matching: MatchingReport? { nil }
  /// Nil: no bound is known.
  public var exactness: ExactnessBounds? { nil }

  /// The latents of the given columns of `features`, copied.
  public func embed(_ features: Matrix<Double>, columns: [Int], of modality: String) throws -> Matrix<Double> {
    try embed(features.selectingColumns(columns), of: modality)
  }
}
