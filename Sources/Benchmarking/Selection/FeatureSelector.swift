import Diagnostics
import Metrics
import Records

/// Chooses one of several features of a split for a direction, by the paired training rows.
///
/// Similarities are those of the reduced features of all pairs of the split. A probe is fitted on
/// inner folds of them. No row of test or validation is looked at, and no label of the target.
struct FeatureSelector {
  let direction: Direction
  let criterion: FeatureCriterion

  /// The data of the combination with the highest score, the first of equals, with the report of
  /// all. A combination that cannot be scored is out. Two of them are in memory at a time.
  /// - Parameter make: the data of the combination at a place.
  /// - Throws: `InputError` where no combination has a score.
  func callAsFunction(
    _ combinations: [TrialRecord.FeatureChoice.Combination], make: (Int) throws -> SplitData
  ) throws -> SplitData {
    var best: (place: Int, score: Double, data: SplitData)?
    var pairs = 0
    let candidates = try combinations.enumerated().map { place, combination in
      let data = try make(place)
      do {
        let (score, count) = try score(data)
        pairs = count
        if best.map({ score > $0.score }) ?? true { best = (place, score, data) }
        return TrialRecord.FeatureChoice.Candidate(combination, score: score)
      } catch {
        return TrialRecord.FeatureChoice.Candidate(combination, error: "\(error)")
      }
    }
    guard let best else {
      throw InputError(
        "chosenBy: \(criterion.name)",
        found: "no candidate that has a score; the first: \(candidates.first?.error ?? "")", expected: "at least one",
        advice: "Choose by another criterion, or with another probe.")
    }
    let choice = TrialRecord.FeatureChoice(
      criterion: try criterion.choice(), pairs: pairs, candidates: candidates, chosen: combinations[best.place])
    return SplitData(best.data, choice: choice)
  }

  /// The score of the features of a split, and the pairs that they have.
  private func score(_ data: SplitData) throws -> (score: Double, pairs: Int) {
    let rows = try DirectionData(data, direction)
    let score: Double?
    switch criterion.rule {
    case .kernelAlignment:
      score = SimilarityMetric.unbiasedCKA(rows.sourceFeatures(rows.pairs), rows.targetFeatures(rows.pairs))
    case .mutualNeighbours:
      score = SimilarityMetric.mutualNeighbours(rows.sourceFeatures(rows.pairs), rows.targetFeatures(rows.pairs))
    case .probe(let criterion, let probe, let classifier):
      let selector = AlignmentSelector(
        data: data, direction: direction, classifier: classifier.method,
        sourceLatents: direction.hasSeveralSources ? .mean : nil)
      score = try selector(probe, by: criterion).report.candidates.first?.score
    }
    guard let score, score.isFinite else {
      throw InputError(
        "chosenBy: \(criterion.name)", found: "no score of \(rows.pairs.count) pairs",
        expected: "pairs enough, whose features differ")
    }
    return (score, rows.pairs.count)
  }
}
