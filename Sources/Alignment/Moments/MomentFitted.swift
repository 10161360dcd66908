import Diagnostics

/// A method that sees of the pairs their number, means and second moments alone.
///
/// So it can be fitted on pairs that are read from a file and never stand in memory. By default it
/// is fitted, by its own formula in memory, on a few pairs that have the same moments
/// (`EquivalentSamples`). A method whose solution asks for more digits than moments hold has a fit
/// of its own.
public protocol MomentFitted: AlignmentMethod {
  /// The alignment of pairs in a file: that of the same pairs in memory, up to rounding.
  /// - Throws: as `fit` of pairs in memory, and what reading throws.
  func fit(_ pairs: StreamedPairs) throws -> LinearAlignment
}

extension MomentFitted {
  public func fit(_ pairs: StreamedPairs) throws -> LinearAlignment { try fittedOnEquivalent(pairs) }

  /// The alignment of the few pairs, for the true number of pairs.
  func fittedOnEquivalent(_ pairs: StreamedPairs) throws -> LinearAlignment {
    guard let linear = try fit(pairs.equivalent) as? LinearAlignment else {
      throw InputError(
        Self.name, found: "latents that are no affine map of features", expected: "one affine map a modality",
        advice: "Fit it on pairs in memory.")
    }
    return LinearAlignment(
      modalities: linear.modalities, maps: linear.maps, tie: linear.tie?.ofMoments,
      spectrum: linear.spectrum?.ofPairs(pairs.count, not: pairs.equivalent.count), exactness: linear.exactness)
  }
}

extension DirectionTie {
  /// The tie where samples are not there. Which samples lie far from the mean is no moment of
  /// second order, so nothing but rounding decides where `spread` would.
  var ofMoments: DirectionTie { rule == .spread ? DirectionTie(tied: tied, kept: kept, rule: nil) : self }
}

extension DirectionSpectrum {
  /// The spectrum of `count` pairs with the moments of `few`: singular values of sums grow with the
  /// root of the number.
  fileprivate func ofPairs(_ count: Int, not few: Int) -> DirectionSpectrum {
    guard kind == .predictions || kind == .singularValues else { return self }
    let factor = (Double(count) / Double(few)).squareRoot()
    return DirectionSpectrum(kind, values.map { factor * $0 }, kept: kept)
  }
}

extension AlignmentRegistry {
  /// The names of the methods that can be fitted on pairs in a file.
  public static var streamed: [String] { methods.filter { $0 is any MomentFitted.Type }.map { $0.name } }
}

extension CCA: MomentFitted {}
extension CORAL: MomentFitted {}
extension Collapse: MomentFitted {}
extension GCCA: MomentFitted {}
extension MCCA: MomentFitted {}
extension NoAlignment: MomentFitted {}
extension PCACCA: MomentFitted {}
extension PLSSVD: MomentFitted {}
extension Procrustes: MomentFitted {}
extension RandomProjection: MomentFitted {}
extension ReducedRankRidge: MomentFitted {}
extension RidgeCCA: MomentFitted {}
extension RidgeMap: MomentFitted {}
extension SubspaceAlignment: MomentFitted {}
