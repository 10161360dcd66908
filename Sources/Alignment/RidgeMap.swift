import Parameters
import LinearAlgebra

/// Ridge regression of the features of one modality on those of the other.
///
/// Objective: min ||Y - W X||² + n r ||W||², X the centred pairs of the modality that is mapped, Y those of the other,
/// and r = `ridge` times the mean variance of X, so that `ridge` means the same whatever the units of X. The latent
/// space is the centred feature space of Y: one modality is embedded as W (x - m_x), the other as y - m_y.
///
/// Solution: W = Y V diag(s / (s² + n r)) U' with X = U diag(s) V', which is as cheap for many features as for many
/// pairs and squares nothing. `ridge: 0` gives the map of least norm. One SVD serves every ridge. Source: Hoerl and
/// Kennard, Technometrics 12, 1970.
public struct RidgeMap: AlignmentMethod {
  public static let name = "ridge-map"
  public static let card = MethodCard(
    summary: "Ridge regression of the features of one modality on those of the other.",
    objective:
      "min ||Y - W X||² + n r ||W||², X the centred pairs of the modality that is mapped, r = ridge · mean "
      + "variance of X.",
    solution: "W = Y V diag(s / (s² + n r)) U' with X = U diag(s) V'; with a ridge of 0 the map of least norm.",
    cost: "One SVD of the modality that is mapped, shared by every ridge.",
    source: "Hoerl and Kennard, Technometrics 12, 1970.")

  @Parameter("which modality is mapped into the space of which")
  public var direction = MapDirection.targetToSource
  @Parameter(.number(from: 0), "ridge as a share of the mean variance of the features that are mapped")
  public var ridge = 0.1

  public init() {}

  /// The direction.
  public var factorisationKey: String { direction.rawValue }

  /// That of the modality that is mapped into.
  public func latentUnit(in pairs: PairedFeatures) -> LatentUnit { .place(direction.places(in: pairs).into) }

  /// The source is mapped, or mapped into.
  public var dependsOnDirection: Bool { true }

  public static var frameUse: FrameUse { .moments }

  /// The modality that is mapped into.
  public func placesWithoutLags(in pairs: PairedFeatures) -> [Int] { [direction.places(in: pairs).into] }

  /// Decomposes the features that are mapped.
  /// - Throws: `InputError` for more than two modalities.
  public func factorise(_ pairs: PairedFeatures) throws -> Regression {
    try Check.twoModalities(pairs, Self.name)
    return try Regression(pairs, direction: direction)
  }

  /// The map under the ridge.
  public func fit(_ factorisation: Regression, pairs: PairedFeatures) -> any FittedAlignment {
    let identity = AffineMap(
      matrix: .identity(factorisation.responseOffset.count), offset: factorisation.responseOffset)
    return factorisation.alignment(
      from: factorisation.map(ridge: factorisation.predictors.ridge(ridge)), into: identity, pairs: pairs)
  }
}

/// A linear regression in the singular basis of its predictors, before a ridge is chosen.
public struct Regression: Sendable {
  /// The features that are mapped.
  let predictors: CentredView
  /// The mean of each feature that is predicted.
  let responseOffset: [Double]
  /// Y V, the responses along the right singular vectors of the predictors, d_y x r.
  let responses: Matrix<Double>
  /// The place of the modality that is mapped.
  let from: Int

  init(_ pairs: PairedFeatures, direction: MapDirection) throws {
    let (from, into) = direction.places(in: pairs)
    self.init(try pairs.centredView(from), responses: pairs.views[into], from: from)
  }

  /// The regression of `responses` on `features`, which stand for the modality at `from`.
  init(_ features: Matrix<Double>, responses: Matrix<Double>, from: Int) throws {
    self.init(try CentredView(features), responses: responses, from: from)
  }

  private init(_ predictors: CentredView, responses: Matrix<Double>, from: Int) {
    self.from = from
    self.predictors = predictors
    responseOffset = responses.rowMeans
    self.responses = responses.addingToColumns(responseOffset.map { -$0 }) * predictors.v
  }

  /// W = Y V diag(s / (s² + n r)) U'.
  func map(ridge: Double) -> AffineMap {
    let n = Double(predictors.count)
    let factors = predictors.values.map { $0 / ($0 * $0 + n * ridge) }
    return AffineMap(
      matrix: Matrix.product(responses.scalingColumns(by: factors), predictors.u, transposing: .second),
      offset: predictors.offset)
  }

  /// The alignment with one map for the predictors and one for the responses.
  func alignment(
    from map: AffineMap, into other: AffineMap, pairs: PairedFeatures, tie: DirectionTie? = nil
  ) -> LinearAlignment {
    LinearAlignment(modalities: pairs.modalities, maps: from == 0 ? [map, other] : [other, map], tie: tie)
  }
}
