import Alignment
import LinearAlgebra
import Randomness
import Records

extension TrialRun {
  private static let components = 16
  private static let starts = 10
  private static let searches = 50

  /// Classes of the source's labelled rows are matched with clusters of the target's unlabelled
  /// rows; a classifier of the target learns the names of the clusters.
  ///
  /// Rows of the target whose labels are given away (`fewShot`) are learned with their own labels,
  /// beside the named ones.
  /// - Parameter shuffled: whether the names of the classes change places at random: the control.
  func classMatching(shuffled: Bool) throws -> TrialOutcome {
    let description = trial.description
    let seed = Seed(base: description.seed).deriving(
      Bound.classMatching.rawValue, description.dataset, description.protocol.name, description.split, source, target,
      "\(description.repetition ?? 1)")
    let (unlabelled, few) = (rows.targetFeatures(rows.pairs), rows.fewShotRows)
    let labels = data.labels(rows.labelled)
    let matching = try ClassMatching(
      rows.sourceFeatures(rows.labelled), groups: labels, to: unlabelled, k: Self.components, starts: Self.starts,
      searches: Self.searches, seed: seed)
    let classes = Set(labels).sorted()
    var generator = seed.deriving("names").generator
    let names = Dictionary(uniqueKeysWithValues: zip(classes, shuffled ? generator.shuffled(classes) : classes))
    let named = matching.names.indices.filter { matching.names[$0] != nil }
    let training = Matrix.stackedHorizontally(
      [unlabelled.selectingColumns(named)] + (few.isEmpty ? [] : [data.columns(few, of: target)]))
    let student = try fit(
      training, named.compactMap { matching.names[$0].flatMap { names[$0] } } + data.labels(few))
    var outcome = try tested(student, rows.test, data.columns(rows.test, of: target), fittedOn: training)
    outcome.matching = TrialRecord.Matching(matching.report)
    return outcome
  }
}
