import Diagnostics
import Foundation
import LinearAlgebra

/// Ridge-regularised canonical correlation analysis.
///
/// Objective: max tr(A_1 C_12 A_2') with A_m (C_mm + r_m I) A_m' = I, where C are the covariances of the centred pairs
/// and r_m = `ridge` times the mean variance of modality m, so that `ridge` means the same whatever the units. Solution:
/// W_1 C_12 W_2' = U diag(rho) V' with the whitening W_m = (C_mm + r_m I)^(-1/2); A_1 = U_k' W_1, A_2 = V_k' W_2. Both maps are then
/// weighted by rho^`correlationPower`, which makes distances count a direction by how much the modalities share of it.
///
/// Each view is taken in its own singular basis, so features may outnumber samples at no extra cost and nothing is
/// squared; directions below the house rank tolerance are left out, so that `ridge: 0` is plain CCA on the ranges.
/// Cost: one SVD a view and one of size r_1 x r_2, shared by every k.
/// Source: Hotelling 1936; Vinod 1976 for the ridge.
public struct RidgeCCA: AlignmentMethod {
  /// `ridge-cca`.
  public static let name = "ridge-cca"

  /// Dimension of the latent space.
  public var k: Int
  /// The ridge as a share of the mean variance of each modality.
  public var ridge: Double
  /// The power of the canonical correlation that weights each latent direction.
  public var correlationPower: Double

  /// Checks and keeps the parameters.
  /// - Throws: `InputError` when a parameter is out of range.
  public init(k: Int = 64, ridge: Double = 0.1, correlationPower: Double = 0) throws {
    guard k > 0 else { throw InputError("k", found: "\(k)", expected: "a whole number above 0") }
    guard ridge >= 0, ridge.isFinite else {
      throw InputError("ridge", found: "\(ridge)", expected: "a finite number, 0 or more")
    }
    guard correlationPower >= 0, correlationPower.isFinite else {
      throw InputError("correlationPower", found: "\(correlationPower)", expected: "a finite number, 0 or more")
    }
    self.k = k
    self.ridge = ridge
    self.correlationPower = correlationPower
  }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      k: container.decodeIfPresent(Int.self, forKey: .k) ?? 64,
      ridge: container.decodeIfPresent(Double.self, forKey: .ridge) ?? 0.1,
      correlationPower: container.decodeIfPresent(Double.self, forKey: .correlationPower) ?? 0)
  }

  /// What of the pairs every k shares.
  public struct Factorisation: Sendable {
    /// The regularised canonical correlations, descending.
    public let canonicalCorrelations: [Double]
    let offsets: [[Double]]
    /// For each modality the whole map, r x d, before weighting and truncation.
    let maps: [Matrix<Double>]
  }

  /// The ridge.
  public var factorisationKey: String { "\(ridge)" }

  /// Both views are whitened.
  public var isScaleFree: Bool { true }

  /// Whitens both views and decomposes their cross-covariance.
  /// - Throws: `InputError` for more than two modalities or a view without variance.
  public func factorise(_ pairs: PairedFeatures) throws -> Factorisation {
    guard pairs.views.count == 2 else {
      throw InputError(
        "ridge-cca", found: "\(pairs.views.count) modalities", expected: "2", advice: "Align them two by two.")
    }
    let n = Double(pairs.count)
    var offsets: [[Double]] = []
    var whitenings: [Matrix<Double>] = []
    var scores: [Matrix<Double>] = []
    for (modality, view) in zip(pairs.modalities, pairs.views) {
      let offset = view.rowMeans
      let decomposition = try SingularValueDecomposition(view.addingToColumns(offset.map { -$0 }))
      let rank = decomposition.rank
      guard rank > 0 else {
        throw InputError(
          "ridge-cca: \(modality)", found: "features that are the same in all \(pairs.count) pairs",
          expected: "features that vary", advice: "Use more pairs, or leave this modality out.")
      }
      let variances = decomposition.values.prefix(rank).map { $0 * $0 / n }
      let ridgeOfView = ridge * variances.reduce(0, +) / Double(view.rows)
      let factors = variances.map { 1 / ($0 + ridgeOfView).squareRoot() }
      let basis = decomposition.u.columns(0..<rank).scalingColumns(by: factors)
      // The whitened samples, W X = diag(s · factor) V', straight from the decomposition.
      let shrunk = zip(decomposition.values, factors).map { $0 * $1 }
      offsets.append(offset)
      whitenings.append(basis)
      scores.append(decomposition.v.columns(0..<rank).scalingColumns(by: shrunk))
    }
    let cross = (1 / n) * Matrix.product(scores[0], scores[1], transposing: .first)
    let canonical = try SingularValueDecomposition(cross)
    return Factorisation(
      canonicalCorrelations: canonical.values, offsets: offsets,
      maps: [
        Matrix.product(canonical.u, whitenings[0], transposing: .both),
        Matrix.product(canonical.v, whitenings[1], transposing: .both),
      ])
  }

  /// Takes the k directions of largest correlation and weights them.
  /// - Throws: `InputError` that names the largest k where k exceeds the rank of either view.
  public func fit(_ factorisation: Factorisation, pairs: PairedFeatures) throws -> any FittedAlignment {
    let largest = factorisation.canonicalCorrelations.count
    guard k <= largest else {
      throw InputError(
        "ridge-cca: k", found: "\(k)", expected: "at most \(largest), the smaller rank of the two modalities",
        advice: "Choose a smaller k, keep more features, or use more pairs.")
    }
    let weights = factorisation.canonicalCorrelations.prefix(k).map { pow($0, correlationPower) }
    let maps = zip(factorisation.maps, factorisation.offsets).map { map, offset in
      AffineMap(matrix: map.rows(0..<k).scalingRows(by: weights), offset: offset)
    }
    return LinearAlignment(modalities: pairs.modalities, maps: maps)
  }
}
