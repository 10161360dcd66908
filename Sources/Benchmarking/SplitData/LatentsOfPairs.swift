import Alignment
import LinearAlgebra
import Metrics

/// The latents of both sides of some pairs, and what is measured of them.
struct LatentsOfPairs {
  let source: Matrix<Double>
  let target: Matrix<Double>

  /// The latents of some of the pairs, in that order.
  func selecting(_ places: [Int]) -> LatentsOfPairs {
    LatentsOfPairs(source: source.selectingColumns(places), target: target.selectingColumns(places))
  }

  /// Whether they are rounding noise of features of the given sizes: their spread is then no unit
  /// to measure errors in.
  func isRounding(of sizes: DirectionData.SizesOfPairs) -> Bool {
    LatentDiagnostics.isRounding(source, ofSize: sizes.source)
      && LatentDiagnostics.isRounding(target, ofSize: sizes.target)
  }

  /// The errors of alignment by name; the normalised one is null where the latents are collapsed.
  func errors(isCollapsed: Bool) -> [String: Double?] {
    var scores = AlignmentMetric.scores(source, target).reduce(into: [String: Double?]()) { $0[$1.0] = .some($1.1) }
    if isCollapsed { scores[AlignmentMetric.cmaeNormalised.description.name] = .some(nil) }
    return scores
  }

  /// Retrieval both ways by name; null where a sample has no partner of its own.
  func retrieval(hasPartners: Bool) -> [String: Double?] {
    RetrievalMetric.scores(from: source, to: target).reduce(into: [:]) {
      $0[$1.0] = .some(hasPartners ? $1.1 : nil)
    }
  }
}
