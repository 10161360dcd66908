import Diagnostics
import Metrics

/// How near the two sides of the pairs left out lie, in units of their spread. No label at all.
enum PairDistance: FoldRule {
  static let name = "pair-distance"
  static let dependsOnClassifier = false

  static func score(_ fold: CandidateFold) throws -> Double {
    let rows = fold.rows
    let error = AlignmentMetric.cmaeNormalised(
      try rows.sourceLatents(rows.matched, by: fold.alignment),
      try rows.targetLatents(rows.matched, by: fold.alignment))
    guard let error else {
      throw InputError(fold.method, found: "latents without spread", expected: "latents that vary")
    }
    // The larger score is the better.
    return -error
  }
}
