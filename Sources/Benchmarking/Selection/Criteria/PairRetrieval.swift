import Metrics

/// How well the pairs left out find their partners: the mean of the reciprocal ranks, both ways. No
/// label at all.
enum PairRetrieval: FoldRule {
  static let name = "pair-retrieval"
  static let dependsOnClassifier = false
  static let faultWithNamesOfClasses: String? =
    "The samples of a class share one text, so that none has a partner of its own to be found."

  static func score(_ fold: CandidateFold) throws -> Double {
    let rows = fold.rows
    let both = Retrieval.bothWays(
      try rows.sourceLatents(rows.matched, by: fold.alignment), try rows.targetLatents(rows.matched, by: fold.alignment)
    )
    let ranks = [both.forward, both.backward].compactMap { RetrievalMetric.meanReciprocalRank($0) }
    return ranks.reduce(0, +) / 2
  }
}

extension SelectionCriterion {
  /// How well the pairs left out find their partners. No label at all.
  public static let pairRetrieval = Self(PairRetrieval.self)
}
