import Alignment
import Foundation
import LinearAlgebra
import Records

extension TrialRecord.LatentPlane {
  /// The plane of the two first principal components of all latents together, centred; nil where a
  /// latent is not finite.
  ///
  /// Equal variances and signs are settled as everywhere (`PrincipalComponents`, `SignConvention`).
  /// Cost: one thin SVD of dimension x (test + matched).
  /// - Parameters:
  ///   - source: the source's latents of the rows `matched`, in their order.
  ///   - target: the target's latents of the rows `test`, in their order.
  ///   - spectrum: what the alignment chose its directions by.
  init?(
    source: Matrix<Double>, of matched: [Int], target: Matrix<Double>, of test: [Int], spectrum: DirectionSpectrum?
  ) throws {
    let latents = Matrix.stackedHorizontally([source, target])
    guard latents.isFinite else { return nil }
    let components = try PrincipalComponents(of: latents.addingToColumns(latents.rowMeans.map { -$0 }))
    // Latents that span one dimension, or none, are at 0 in the others.
    let axes = (0..<2).map { place -> [Double] in
      guard place < components.values.count else { return [Double](repeating: 0, count: latents.columns) }
      return components.v.column(place).map { (components.values[place] * $0).toFourDigits }
    }
    let points = (0..<latents.columns).map { [axes[0][$0], axes[1][$0]] }
    // In units of the largest, whose square neither overflows nor vanishes.
    let variances = components.values.map { ($0 / components.values[0]) * ($0 / components.values[0]) }
    let shares = (variances.prefix(2) + [0, 0]).prefix(2).map { ($0 / max(variances.reduce(0, +), 1)).toFourDigits }
    let sources = Dictionary(uniqueKeysWithValues: zip(matched, points))
    self.init(
      source: test.map { sources[$0] }, target: Array(points[source.columns...]),
      varianceShares: shares, spectrum: spectrum.flatMap(TrialRecord.Spectrum.init))
  }
}

extension TrialRecord.Spectrum {
  /// The first values of a spectrum; nil where one of them is not finite.
  init?(_ spectrum: DirectionSpectrum) {
    let first = spectrum.values.prefix(Self.largestCount)
    guard first.allSatisfy(\.isFinite) else { return nil }
    self.init(
      name: spectrum.kind.rawValue, values: first.map(\.toFourDigits), count: spectrum.values.count,
      kept: spectrum.kept)
  }
}

extension Double {
  /// The nearest number of four significant decimal digits.
  fileprivate var toFourDigits: Double { (Double(String(format: "%.3e", self)) ?? self) + 0 }
}
