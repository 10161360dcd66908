import LinearAlgebra
import Parameters
import Randomness

/// Ridge-regularised canonical correlation analysis in the spaces of kernels.
///
/// It is `ridge-cca` on the features of a kernel for each modality, centred in its space. r_m is
/// `ridge` times the mean of the centred kernel's diagonal, which is the whole variance there.
/// Latents of the pairs are A K with A (K² / n + r K) A' = I. Without a ridge every correlation
/// would be 1, so it must be positive.
///
/// It is exact for up to `landmarks` pairs. Beyond, Nyström's features of that many pairs, drawn by
/// `seed`, are used.
/// Cost: time m³ + n m² and memory m² + n m for m landmarks and n pairs, shared by every k. More
/// than 8 GiB are refused beforehand.
/// Source: Hardoon, Szedmak, Shawe-Taylor, Neural Computation 16, 2004.
public struct KernelCCA: AlignmentMethod {
  public static let name = "kernel-cca"
  public static let card = MethodCard(
    summary: "Canonical correlation analysis with a ridge in the spaces of kernels.",
    objective:
      "That of 'ridge-cca' on the centred features of a kernel, r_m = ridge · whole variance in the kernel's "
      + "space.",
    solution:
      "'ridge-cca' on explicit kernel features: exact up to m = landmarks pairs, beyond by Nyström's features "
      + "of m pairs.",
    cost:
      "Time m³ + n m² and memory m² + n m for m = min(landmarks, n), so n² where every pair is a landmark; "
      + "refused where that is estimated above 8 GiB. Shared by every k.",
    source:
      "Hardoon, Szedmak, Shawe-Taylor, Neural Computation 16, 2004; Williams and Seeger, NIPS 2000, for "
      + "Nyström.")

  @Parameter(.dimension, "dimension of the latent space") public var k = 64
  @Parameter("kernel of both modalities") public var kernel = Kernel.rbf
  @Parameter(.number(from: 0, openFrom: true), "width of the rbf kernel in median distances of two samples")
  public var bandwidth = 1.0
  @Parameter(.number(from: 0, openFrom: true), "ridge as a share of the mean of the centred kernel's diagonal")
  public var ridge = 0.01
  @Parameter(.count, "number of pairs up to which the kernels are exact, and of landmarks beyond")
  public var landmarks = 1000
  @Parameter(.whole(from: 0), "what landmarks are drawn from") public var seed: UInt64 = 0

  public init() {}

  /// What of the pairs every k shares.
  public struct Factorisation: Sendable {
    /// The regularised canonical correlations, descending.
    public let canonicalCorrelations: [Double]
    let features: [KernelFeatures]
    let maps: [AffineMap]
    let equal: [EqualDirections]
  }

  /// All but k.
  public var factorisationKey: String { "\(kernel.rawValue) \(bandwidth) \(ridge) \(landmarks) \(seed)" }

  /// The width follows the distances, the ridge the variance.
  public var isScaleFree: Bool { true }

  /// Linear in the kernel's features, not in those given.
  public var isLinear: Bool { false }

  /// Whitens both modalities in their kernel's space and decomposes their cross-covariance.
  /// - Throws: `InputError` for more than two modalities, a modality without variance, or a need of
  ///   more than 8 GiB.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation {
    try Check.twoModalities(pairs, Self.name)
    try KernelFeatures.checkMemory(landmarks: landmarks, samples: pairs.count, Self.name)
    var features: [KernelFeatures] = []
    var offsets: [[Double]] = []
    var whitened: [(basis: Matrix<Double>, scores: Matrix<Double>)] = []
    var shares: [[Double]] = []
    let places = KernelFeatures.Places(landmarks, of: pairs.views, seed: Seed(base: seed).deriving(Self.name))
    for (modality, view) in zip(pairs.modalities, pairs.views) {
      // One set of landmarks for both modalities: the seed does not know which it is for.
      let kernelFeatures = try KernelFeatures(
        kernel, bandwidth: bandwidth, on: view, at: places)
      let centred = try CentredView(kernelFeatures(view), of: modality, for: Self.name)
      features.append(kernelFeatures)
      offsets.append(centred.offset)
      let r = ridge * centred.totalVariance
      whitened.append(centred.whitened(ridge: r))
      shares.append(WhitenedView.shares(centred.variances, ridge: r))
    }
    let cross = Matrix.product(whitened[0].scores, whitened[1].scores, transposing: .first)
    let canonical = try CanonicalDirections(
      (1 / Double(pairs.count)) * cross, loadings: shares.map { shares in { $0.scalingRows(by: shares) } })
    return Factorisation(
      canonicalCorrelations: canonical.correlations, features: features,
      maps: zip(zip(canonical.sides, whitened), offsets).map {
        AffineMap(matrix: Matrix.product($0.0, $0.1.basis, transposing: .both), offset: $1)
      }, equal: canonical.equal)
  }

  /// Takes the k directions of largest correlation.
  /// - Throws: `InputError` that names the largest k where k exceeds the rank of either kernel.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.k(
      k, atMost: factorisation.canonicalCorrelations.count, "the smaller rank of the two kernels", Self.name)
    return KernelAlignment(
      modalities: pairs.modalities, features: factorisation.features,
      maps: factorisation.maps.map { $0.leading(k) },
      tie: DirectionTie(factorisation.equal, cutAt: k),
      spectrum: DirectionSpectrum(.canonicalCorrelations, factorisation.canonicalCorrelations, kept: k))
  }
}
