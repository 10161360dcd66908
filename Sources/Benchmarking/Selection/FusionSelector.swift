import Records
import Splits

/// Chooses the weight of the frames for a split, on inner folds that ask what the split asks.
///
/// Where the candidates were never paired, a third of the paired classes is left out at a time; elsewhere training subjects are left out
/// (`InnerFolds`). The score of a weight is how often the target's side of the pairs left out is recognised as what the teachers
/// of both levels together say of their source's side. The best mean over the folds is taken; of equals the weight nearest to one
/// half, then the smaller. No label of the target is seen. The parts' reductions and alignments are fitted anew in each fold.
struct FusionSelector {
  let fusion: Fusion

  /// The weight with the report of all.
  func callAsFunction() throws -> (weight: Double, report: TrialRecord.Selection) {
    let split = fusion.clips.split
    let paired = try DirectionData(fusion.clips, fusion.direction).paired
    let known = split.pairedClasses ?? fusion.clips.samples.classNames.indices.map { $0 }
    let teachers = try fusion.teacherScores(of: paired, among: known).predictions(0.5)
    let names = Dictionary(uniqueKeysWithValues: zip(paired, teachers))
    let asksForUnpaired = split.pairedClasses.map { !Set(split.candidateClasses).isSubset(of: $0) } ?? false
    let folds =
      asksForUnpaired
      ? InnerFolds.classSplits(of: fusion.clips, pairs: paired, named: teachers) : InnerFolds.splits(of: fusion.clips)
    var sums = [Double](repeating: 0, count: fusion.choice.weights.count)
    for (fold, inner) in zip(folds, try fusion.refitted(on: folds)) {
      let scores = try inner.testScores(among: asksForUnpaired ? fold.candidateClasses : known)
      let rows = try DirectionData(inner.clips, fusion.direction).test
      for (place, weight) in fusion.choice.weights.enumerated() {
        let hits = zip(rows, scores.predictions(weight)).count { row, predicted in
          predicted != nil && names[row].flatMap { $0 } == predicted
        }
        sums[place] += Double(hits) / Double(max(rows.count, 1))
      }
    }
    let means = sums.map { $0 / Double(max(folds.count, 1)) }
    let order = means.indices.sorted { a, b in
      if means[a] != means[b] { return means[a] > means[b] }
      let (x, y) = (fusion.choice.weights[a], fusion.choice.weights[b])
      return abs(x - 0.5) != abs(y - 0.5) ? abs(x - 0.5) < abs(y - 0.5) : x < y
    }
    let candidates = zip(fusion.choice.weights, means).map { weight, mean in
      TrialRecord.Selection.Candidate(
        parameters: .object(["frameWeight": .number(weight)]), score: folds.isEmpty ? nil : mean)
    }
    let best = order[0]
    let encoders = fusion.clips.encodersOfAllPairs(fusion.direction)
    return (
      fusion.choice.weights[best],
      TrialRecord.Selection(
        criterion: (asksForUnpaired ? SelectionCriterion.leaveClassesOut : .teacherAgreement).rawValue,
        folds: folds.count, candidates: candidates,
        chosen: candidates[best].parameters, encodersOfAllPairs: encoders)
    )
  }
}
