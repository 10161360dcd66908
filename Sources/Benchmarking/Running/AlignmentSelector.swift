import Alignment
import Classifiers
import Diagnostics
import LinearAlgebra
import Metrics

/// Chooses one of several alignments for a split by inner folds over its training rows.
///
/// What it sees: features of pairs, and for `teacher-agreement` labels of the labelled rows' source. Features and their
/// reduction are those of the split, fitted on all its pairs. Test rows and target labels are out of its reach: the inner
/// splits hold none.
struct AlignmentSelector {
  let data: SplitData
  let direction: Direction
  let classifier: any ClassifierMethod
  /// How latents of several sources are learned from; nil with one source.
  let sourceLatents: SourceLatents?

  /// The best candidate with the report of all; the first of equals.
  /// - Throws: `InputError` where no candidate could be fitted.
  func callAsFunction(
    _ choice: AlignmentChoice, by criterion: SelectionCriterion
  ) throws -> (any AlignmentMethod, Record.Selection) {
    let folds = try folds()
    var best: (place: Int, score: Double)?
    let candidates = try choice.candidates.enumerated().map { place, method in
      var candidate = Record.Selection.Candidate(parameters: try JSONValue(encoding: method))
      do {
        let scores = try folds.map { try score(method, on: $0, by: criterion) }
        let mean = scores.reduce(0, +) / Double(scores.count)
        candidate.score = mean
        if best.map({ mean > $0.score }) ?? true { best = (place, mean) }
      } catch let error as InputError {
        candidate.error = "\(error)"
      }
      return candidate
    }
    guard let best else {
      throw InputError(
        "\(choice.name): select", found: "no candidate that could be fitted; the first: \(candidates[0].error ?? "")",
        expected: "at least one", advice: "Widen the lists under 'select'.")
    }
    return (
      choice.candidates[best.place],
      Record.Selection(
        criterion: criterion, folds: folds.count, candidates: candidates, chosen: candidates[best.place].parameters)
    )
  }

  /// The inner splits with their data, shared by all selections on this split, so that factorisations are too.
  private func folds() throws -> [SplitData] {
    let (folds, _) = try data.shared.value(StageName.innerFolds) {
      InnerFolds.splits(of: data).map { SplitData(data, split: $0) }
    }
    guard !folds.isEmpty else {
      throw InputError(
        "select", found: "\(data.split.roles.paired.count) pairs", expected: "two or more, to leave some out",
        advice: "Name the parameters instead of selecting them.")
    }
    return folds
  }

  private func score(
    _ method: some AlignmentMethod, on fold: SplitData, by criterion: SelectionCriterion
  ) throws -> Double {
    let (alignment, _) = try fold.fit(method, direction: direction)
    let rows = try DirectionData(fold, direction)
    let left = rows.matched
    func target(_ rows: [Int]) throws -> Matrix<Double> {
      try alignment.embed(fold.columns(rows, of: direction.target), of: direction.target)
    }
    let targetLatents = try target(left)
    switch criterion {
    case .pairRetrieval:
      let sourceLatents = try rows.sourceLatents(left, by: alignment)
      let both = Retrieval.bothWays(sourceLatents, targetLatents)
      let ranks = [both.forward, both.backward].compactMap { RetrievalMetric.meanReciprocalRank($0) }
      return ranks.reduce(0, +) / 2
    case .teacherAgreement:
      let learned = try MixtureTransfer.fit(
        classifier, training: rows.training(rows.labelled, by: alignment, sourceLatents), rows: rows, across: alignment,
        targetPairs: { try target(rows.paired) })
      let names = try teacherNames(of: left)
      let recognised = try learned.predict(targetLatents, among: data.split.pairedClasses ?? learned.classes)
      return Double(zip(names, recognised).count { $0 != nil && $0 == $1 }) / Double(max(left.count, 1))
    }
  }

  /// What a classifier of the source's own features, trained on all labelled rows, says of pairs.
  private func teacherNames(of rows: [Int]) throws -> [Int?] {
    let all = try DirectionData(data, direction)
    let (teacher, _) = try data.shared.value(StageName.teacher(of: direction, classifier)) {
      try classifier.fit(all.sourceFeatures(all.labelled), labels: data.labels(all.labelled))
    }
    return try teacher.predict(all.sourceFeatures(rows), among: data.split.pairedClasses ?? teacher.classes)
  }
}

extension ClassifierMethod {
  /// Name and parameters in one line.
  var identity: String { get throws { "\(Self.name) \(try JSONValue(encoding: self))" } }
}
