import Parameters

/// The parameters of one way to align modalities, and how it is fitted.
///
/// Fitting has two steps. `factorise` is costly and depends on the pairs and on `factorisationKey`;
/// `fit` is cheap and takes from it what the other parameters (`k`, say) ask for. So the costly
/// step is done once for all values of the cheap parameters. Sharing a factorisation never changes
/// a result.
public protocol AlignmentMethod: Catalogued {
  /// What the costly step gives.
  associatedtype Factorisation: Sendable

  /// The values of all parameters that shape the factorisation.
  var factorisationKey: String { get }

  /// Whether it matters which modality the labels come from (`PairedFeatures.source`).
  var dependsOnDirection: Bool { get }

  /// Whether multiplying all features of a modality with one positive number changes no latent.
  var isScaleFree: Bool { get }

  /// The unit of the latents. Features of extreme size are scaled, and latents scaled back, by it.
  func latentUnit(in pairs: PairedFeatures) -> LatentUnit

  /// Whether what is fitted is a `LinearAlignment`: one affine map a modality.
  var isLinear: Bool { get }

  /// Whether more than two modalities are aligned at once.
  var takesManyModalities: Bool { get }

  /// Whether samples that lack modalities are used for those they have. Other methods get complete
  /// samples only.
  var usesIncompleteSamples: Bool { get }

  /// What it needs of frames, where frames are aligned.
  static var frameUse: FrameUse { get }

  /// The places of modalities whose own frames make up the latent space. Their frames get no lags,
  /// which would repeat the same numbers.
  func placesWithoutLags(in pairs: PairedFeatures) -> [Int]

  /// Numbers of 8 bytes that fitting and the fitted maps hold because parameters ask for them: an
  /// estimate, beside what follows from the sizes of the features.
  /// - Parameters:
  ///   - features: the number of features of each modality.
  ///   - pairs: the number of pairs.
  ///   - samples: the number of samples whose latents are asked for.
  func heldNumbers(features: [Int], pairs: Int, samples: Int) -> Int

  /// The costly step.
  func factorise(_ pairs: PairedFeatures) throws -> Factorisation

  /// The cheap step.
  func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment
}

extension AlignmentMethod {
  /// All parameters: no two settings share a factorisation.
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

  /// None: `k` is at most what features and pairs allow.
  public func heldNumbers(features: [Int], pairs: Int, samples: Int) -> Int { 0 }

  /// None: the latent space is a new one.
  public func placesWithoutLags(in pairs: PairedFeatures) -> [Int] { [] }

  /// Both steps, on features of any size.
  public func fit(_ pairs: PairedFeatures) throws -> any FittedAlignment {
    let units = try FeatureUnits(pairs, for: self)
    return units.restored(try fit(factorise(units.pairs), pairs: units.pairs))
  }
}

/// A method without a costly step.
extension AlignmentMethod where Factorisation == Void {
  public var factorisationKey: String { "" }
  public func factorise(_ pairs: PairedFeatures) {}
}

/// A method without a cheap step.
extension AlignmentMethod where Factorisation: FittedAlignment {
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) -> any FittedAlignment { factorisation }
}
