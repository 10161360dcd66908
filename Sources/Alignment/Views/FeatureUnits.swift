import LinearAlgebra

/// Features in units in which squares neither overflow nor vanish, and the way back.
///
/// Features of ordinary size stay as they are.
public struct FeatureUnits: Sendable {
  /// The pairs in these units.
  public let pairs: PairedFeatures
  /// What features are multiplied with, and then latents, modality by modality; nil where all of it
  /// is 1.
  private let factors: (features: [Double], latents: [Double])?

  /// The units in which a method can be fitted on pairs.
  /// - Throws: what joining the pairs throws.
  public init(_ pairs: PairedFeatures, for method: some AlignmentMethod) throws {
    let unit = method.latentUnit(in: pairs)
    var features = pairs.largest.map { SafeUnit.factor(largest: $0) }
    if unit == .common {
      let common = SafeUnit.factor(largest: pairs.largest.max() ?? 0)
      features = features.map { _ in common }
    }
    guard features.contains(where: { $0 != 1 }) else {
      (self.pairs, factors) = (pairs, nil)
      return
    }
    let latents = features.map { own -> Double in
      switch unit {
      case .none: 1
      case .own, .common: 1 / own
      case .place(let place): 1 / features[place]
      }
    }
    self.pairs = try pairs.scaled(by: features)
    factors = (features, latents)
  }

  /// What was fitted on the pairs in these units, for features and latents in their own.
  public func restored(_ fitted: any FittedAlignment) -> any FittedAlignment {
    guard let factors else { return fitted }
    guard let linear = fitted as? LinearAlignment else {
      return ScaledAlignment(
        inner: fitted, modalities: pairs.modalities, features: factors.features, latents: factors.latents)
    }
    let maps = linear.maps.enumerated().map { place, map in
      let factor = factors.features[place]
      return AffineMap(
        // One after the other: their product may not be a number.
        matrix: factors.latents[place] * (factor * map.matrix), offset: map.offset.map { $0 / factor })
    }
    return LinearAlignment(
      modalities: linear.modalities, maps: maps, tie: linear.tie,
      spectrum: linear.spectrum?.restored(factors.latents), matching: linear.matching,
      exactness: linear.exactness)
  }
}
