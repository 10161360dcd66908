import Records

/// The latents of one split's test rows in two dimensions.
struct PagePlane: Encodable, Sendable {
  /// The place among the board's splits.
  let split: Int
  /// x, y, x, y, ...: null where a sample lacks the modality.
  let source: [Double?]
  let target: [Double?]
  let varianceShares: [Double?]
  let spectrum: TrialRecord.Spectrum?

  init(_ plane: TrialRecord.LatentPlane, split: Int) {
    func flat(_ points: [[Double]?]) -> [Double?] {
      points.flatMap { point in
        (0..<2).map { axis in point.flatMap { $0.count > axis ? $0[axis].shortened(to: 4) : nil } }
      }
    }
    self.split = split
    (source, target) = (flat(plane.source), flat(plane.target))
    varianceShares = plane.varianceShares.map { $0.shortened(to: 4) }
    spectrum = plane.spectrum
  }
}
