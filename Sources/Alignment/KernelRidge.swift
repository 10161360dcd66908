import LinearAlgebra
import Parameters
import Randomness

/// Kernel ridge regression of the features of one modality on those of the other.
///
/// It is `ridge-map` on the features of a kernel, centred in its space: f(x) = m_y + Y
/// (K + n r I)^-1 k(x). K is the centred kernel of the pairs, and Y are the centred responses. r is
/// `ridge` times the mean of K's diagonal, which is the whole variance in the kernel's space. So
/// the linear kernel with a ridge of rho is `ridge-map` with a ridge of rho times the number of
/// features.
///
/// It is exact for up to `landmarks` pairs. Beyond, Nyström's features of that many pairs, drawn by
/// `seed`, are used.
/// Cost: time m³ + n m² and memory m² + n m for m landmarks and n pairs, shared by every ridge.
/// More than 8 GiB are refused beforehand.
/// Source: Saunders, Gammerman, Vovk, ICML 1998.
public struct KernelRidge: AlignmentMethod {
  public static let name = "kernel-ridge"
  public static let card = MethodCard(
    summary: "Kernel ridge regression of the features of one modality on those of the other.",
    objective: "min ||Y - f(X)||² + n r ||f||² over f of the kernel's space, r = ridge · whole variance there.",
    solution:
      "f(x) = m_y + Y (K + n r I)^-1 k(x): exact up to m = landmarks pairs, beyond by Nyström's features of m "
      + "pairs.",
    cost:
      "Time m³ + n m² and memory m² + n m for m = min(landmarks, n), so n² where every pair is a landmark; "
      + "refused where that is estimated above 8 GiB. Shared by every ridge.",
    source: "Saunders, Gammerman, Vovk, ICML 1998; Williams and Seeger, NIPS 2000, for Nyström.")

  @Parameter("which modality is mapped into the space of which")
  public var direction = MapDirection.targetToSource
  @Parameter("kernel of the features that are mapped") public var kernel = Kernel.rbf
  @Parameter(.number(from: 0, openFrom: true), "width of the rbf kernel in median distances of two samples")
  public var bandwidth = 1.0
  @Parameter(.number(from: 0, openFrom: true), "ridge as a share of the mean of the centred kernel's diagonal")
  public var ridge = 0.01
  @Parameter(.count, "number of pairs up to which the kernel is exact, and of landmarks beyond")
  public var landmarks = 1000
  @Parameter(.whole(from: 0), "what landmarks are drawn from") public var seed: UInt64 = 0

  public init() {}

  /// What of the pairs every ridge shares.
  public struct Factorisation: Sendable {
    let features: KernelFeatures
    let regression: Regression
  }

  /// All but the ridge.
  public var factorisationKey: String {
    "\(direction.rawValue) \(kernel.rawValue) \(bandwidth) \(landmarks) \(seed)"
  }

  /// That of the modality that is mapped into.
  public func latentUnit(in pairs: PairedFeatures) -> LatentUnit { .place(direction.places(in: pairs).into) }

  /// The source is mapped, or mapped into.
  public var dependsOnDirection: Bool { true }

  /// Linear in the kernel's features, not in those given.
  public var isLinear: Bool { false }

  /// Decomposes the kernel's features.
  /// - Throws: `InputError` for more than two modalities, or a need of more than 8 GiB.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation {
    try Check.twoModalities(pairs, Self.name)
    try KernelFeatures.checkMemory(landmarks: landmarks, samples: pairs.count, Self.name)
    let (from, into) = direction.places(in: pairs)
    let features = try KernelFeatures(
      kernel, bandwidth: bandwidth, on: pairs.views[from],
      at: KernelFeatures.Places(
        landmarks, of: [pairs.views[from]], seed: Seed(base: seed).deriving(Self.name)))
    return Factorisation(
      features: features,
      regression: try Regression(features(pairs.views[from]), responses: pairs.views[into], from: from))
  }

  /// The map under the ridge.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) -> any FittedAlignment {
    let regression = factorisation.regression
    let identity = AffineMap(subtracting: regression.responseOffset)
    let map = regression.map(ridge: ridge * regression.predictors.totalVariance)
    let fromFirst = regression.from == 0
    return KernelAlignment(
      modalities: pairs.modalities,
      features: fromFirst ? [factorisation.features, nil] : [nil, factorisation.features],
      maps: fromFirst ? [map, identity] : [identity, map])
  }
}
