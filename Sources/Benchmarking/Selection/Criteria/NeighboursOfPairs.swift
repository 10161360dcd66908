import Diagnostics
import Metrics

/// How many of the 10 nearest neighbours of a pair among the pairs left out are the same on both
/// sides. No label at all.
///
/// It asks for what `cka` asks for, near by alone: what is far apart has no part in it.
enum NeighboursOfPairs: FoldRule {
  static let name = "mutual-neighbours"
  static let dependsOnClassifier = false
  static let faultWithNamesOfClasses: String? =
    "The samples of a class share one text, whose neighbours are all equally near."

  static func score(_ fold: CandidateFold) throws -> Double {
    let rows = fold.rows
    let shared = SimilarityMetric.mutualNeighbours(
      try rows.sourceLatents(rows.matched, by: fold.alignment), try rows.targetLatents(rows.matched, by: fold.alignment)
    )
    guard let shared else {
      throw InputError(
        "\(fold.method): select", found: "no mutual neighbours among \(rows.matched.count) pairs left out",
        expected: "at least 12 pairs whose latents differ", advice: "Select by \(PairRetrieval.name).")
    }
    return shared
  }
}

extension SelectionCriterion {
  /// How many nearest neighbours are the same on both sides of pairs left out. No label at all.
  public static let mutualNeighbours = Self(NeighboursOfPairs.self)
}
