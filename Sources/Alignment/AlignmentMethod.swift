import LinearAlgebra
import Parameters

/// The parameters of one way to align modalities, and how it is fitted.
///
/// Fitting has two steps, so that the costly one is done once for all values of the cheap parameters: `factorise`
/// depends on the pairs and on `factorisationKey`; `fit` takes from it what the other parameters (`k`, say) ask for.
/// A result never depends on whether a factorisation was shared.
public protocol AlignmentMethod: Catalogued {
  /// What the costly step gives.
  associatedtype Factorisation: Sendable

  /// Everything among the parameters that shapes the factorisation.
  var factorisationKey: String { get }

  /// Whether the result depends on which modality the labels come from; `PairedFeatures.source` then says which.
  var dependsOnDirection: Bool { get }

  /// Whether multiplying all features of a modality with one positive number changes no latent.
  var isScaleFree: Bool { get }

  /// The unit of the latents, by which features of extreme size are brought to an ordinary one and back.
  func latentUnit(in pairs: PairedFeatures) -> LatentUnit

  /// Whether what is fitted is a `LinearAlignment`: one affine map a modality.
  var isLinear: Bool { get }

  /// Whether more than two modalities are aligned at once.
  var takesManyModalities: Bool { get }

  /// Whether samples that lack some of the modalities are used for those they have; elsewhere they must be left out.
  var usesIncompleteSamples: Bool { get }

  /// What it has to see of frames, where frames are aligned.
  static var frameUse: FrameUse { get }

  /// The places of those modalities whose own frames the latent space is made of, where frames are aligned: they are taken without lags,
  /// which would only say the same thing several times.
  func placesWithoutLags(in pairs: PairedFeatures) -> [Int]

  /// The costly step.
  func factorise(_ pairs: PairedFeatures) throws -> Factorisation

  /// The cheap step.
  func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment
}

extension AlignmentMethod {
  /// All parameters: no value of one is cheaper than another.
  public var factorisationKey: String { "\(self)" }

  /// False: both directions share one result.
  public var dependsOnDirection: Bool { false }

  /// False: units matter, or nothing is promised.
  public var isScaleFree: Bool { false }

  /// Without units nothing has one; otherwise latents have that of their modality.
  public func latentUnit(in pairs: PairedFeatures) -> LatentUnit { isScaleFree ? .none : .own }

  /// True: most methods are.
  public var isLinear: Bool { true }

  /// False: two modalities.
  public var takesManyModalities: Bool { false }

  /// False: samples that have all modalities.
  public var usesIncompleteSamples: Bool { false }

  /// Not made for frames, unless it says otherwise.
  public static var frameUse: FrameUse { .none }

  /// None: the latent space is a new one.
  public func placesWithoutLags(in pairs: PairedFeatures) -> [Int] { [] }

  /// Both steps, of features of any size.
  public func fit(_ pairs: PairedFeatures) throws -> any FittedAlignment {
    let units = try FeatureUnits(pairs, for: self)
    return units.restored(try fit(factorise(units.pairs), pairs: units.pairs))
  }
}

/// A method that has nothing to share: `fit` does everything.
extension AlignmentMethod where Factorisation == Void {
  public var factorisationKey: String { "" }
  public func factorise(_ pairs: PairedFeatures) {}
}

/// A method whose parameters all shape the costly step, which leaves nothing to do.
extension AlignmentMethod where Factorisation: FittedAlignment {
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) -> any FittedAlignment { factorisation }
}

/// Maps every modality that it was fitted on into one latent space.
public protocol FittedAlignment: Sendable {
  /// Dimension of the latent space.
  var latentDimension: Int { get }

  /// Whether directions were kept of several that were equally good, and by what rule; nil where the solution is unique.
  var tie: DirectionTie? { get }
  /// What each training by gradient reached, where the alignment has any.
  var trainings: [TrainingReport] { get }

  /// The latents of `features` (d_m x n, the columns any samples): latentDimension x n.
  /// - Throws: `InputError` for a modality it was not fitted on, or another number of features.
  func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double>

  /// The latents of the given columns of `features`, in that order; a linear alignment copies no column for it.
  /// - Throws: as `embed` of all columns.
  func embed(_ features: Matrix<Double>, columns: [Int], of modality: String) throws -> Matrix<Double>
}

extension FittedAlignment {
  /// Nil: the solution is unique.
  public var tie: DirectionTie? { nil }
  /// None: most alignments have a formula.
  public var trainings: [TrainingReport] { [] }

  /// The latents of the given columns of `features`, copied.
  public func embed(_ features: Matrix<Double>, columns: [Int], of modality: String) throws -> Matrix<Double> {
    try embed(features.selectingColumns(columns), of: modality)
  }
}
