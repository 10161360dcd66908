import Diagnostics
import Metrics

/// How alike the latents of both sides of the pairs left out are: their linear centred kernel
/// alignment, with the unbiased estimate. No label at all.
///
/// It asks for one geometry of both sides, and is blind to what that geometry holds. A few latent
/// directions that both sides share score higher than many that tell classes apart.
enum KernelAlignmentOfPairs: FoldRule {
  static let name = "cka"
  static let dependsOnClassifier = false

  static func score(_ fold: CandidateFold) throws -> Double {
    let rows = fold.rows
    let alignment = SimilarityMetric.unbiasedCKA(
      try rows.sourceLatents(rows.matched, by: fold.alignment), try rows.targetLatents(rows.matched, by: fold.alignment)
    )
    guard let alignment else {
      throw InputError(
        "\(fold.method): select", found: "no kernel alignment of \(rows.matched.count) pairs left out",
        expected: "at least 4 pairs whose latents differ", advice: "Select by \(PairRetrieval.name).")
    }
    return alignment
  }
}

extension SelectionCriterion {
  /// The centred kernel alignment of both sides of pairs left out. No label at all.
  public static let cka = Self(KernelAlignmentOfPairs.self)
}
