import Alignment
import Classifiers
import Diagnostics
import LinearAlgebra
import Metrics
import Records
import Splits

/// Chooses one of several alignments for a split by inner folds over its training rows.
///
/// What it sees: features of pairs, and for `teacher-agreement` and `source-validation` labels of the labelled rows' source.
/// Reductions are fitted anew in each fold, on the pairs that it keeps. Test rows and target labels are out of its reach: the
/// inner splits hold none. (`oracle`, which looks at nothing else, is no business of this type: see `TrialRun`.)
struct AlignmentSelector {
  let data: SplitData
  let direction: Direction
  let classifier: any ClassifierMethod
  /// How latents of several sources are learned from; nil with one source.
  let sourceLatents: SourcePooling?

  /// A method with the report of how it was chosen.
  struct Selected: Sendable {
    let method: any AlignmentMethod
    var report: TrialRecord.Selection
  }

  /// The best candidate with the report of all; the first of equals. A candidate that fails in a fold is out.
  /// - Throws: `InputError` where no candidate could be fitted.
  func callAsFunction(_ choice: AlignmentChoice, by criterion: SelectionCriterion) throws -> Selected {
    let folds = try folds(for: criterion)
    var selected = try Self.best(of: choice, by: criterion, folds: folds.count) { method in
      let scores = try folds.map { try score(method, on: $0, by: criterion) }
      return scores.reduce(0, +) / Double(scores.count)
    }
    selected.report.encodersOfAllPairs = data.encodersOfAllPairs(direction)
    return selected
  }

  /// The candidate with the highest score, the first of equals, with the report of all.
  /// - Throws: `InputError` where no candidate has a score.
  static func best(
    of choice: AlignmentChoice, by criterion: SelectionCriterion, folds: Int,
    score: (any AlignmentMethod) throws -> Double
  ) throws -> Selected {
    var best: (place: Int, score: Double)?
    let candidates = try choice.candidates.enumerated().map { place, method in
      var candidate = TrialRecord.Selection.Candidate(parameters: try JSONValue(encoding: method))
      do {
        let score = try score(method)
        guard score.isFinite else {
          throw InputError(
            "\(choice.name): select", found: "a score of \(score)", expected: "a finite score",
            advice: "Take the candidate out of the lists under 'select'.")
        }
        candidate.score = score
        if best.map({ score > $0.score }) ?? true { best = (place, score) }
      } catch {
        // Whatever stopped it, a factorisation that does not converge too: the others are not concerned.
        candidate.error = "\(error)"
      }
      return candidate
    }
    guard let best else {
      throw InputError(
        "\(choice.name): select", found: "no candidate that could be fitted; the first: \(candidates[0].error ?? "")",
        expected: "at least one", advice: "Widen the lists under 'select'.")
    }
    return Selected(
      method: choice.candidates[best.place],
      report: TrialRecord.Selection(
        criterion: criterion.rawValue, folds: folds, candidates: candidates, chosen: candidates[best.place].parameters))
  }

  /// The inner splits with their data, shared by all selections on this split, so that factorisations are too.
  private func folds(for criterion: SelectionCriterion) throws -> [SplitData] {
    let ofLabelled = criterion == .sourceValidation
    let (folds, _) = try data.sharedOfLabels.value(StageName.innerFolds(for: criterion, direction, classifier)) {
      try data.refitted(on: innerSplits(for: criterion))
    }
    guard !folds.isEmpty else {
      let roles = data.split.roles
      throw InputError(
        "select",
        found: ofLabelled
          ? "\(roles.labelled.count) labelled rows and \(roles.paired.count) pairs"
          : "\(roles.paired.count) pairs" + (criterion == .leaveClassesOut ? ", of fewer than four classes" : ""),
        expected: "enough to leave some out and to keep others",
        advice: "Name the parameters instead of selecting them.")
    }
    return folds
  }

  private func innerSplits(for criterion: SelectionCriterion) throws -> [Split] {
    switch criterion {
    case .sourceValidation: return InnerFolds.labelledSplits(of: data)
    case .leaveClassesOut:
      let paired = try DirectionData(data, direction).paired
      return InnerFolds.classSplits(of: data, pairs: paired, named: try teacherNames(of: paired))
    default: return InnerFolds.splits(of: data)
    }
  }

  private func score(
    _ method: some AlignmentMethod, on fold: SplitData, by criterion: SelectionCriterion
  ) throws -> Double {
    let (alignment, _) = try fold.fit(method, direction: direction)
    let rows = try DirectionData(fold, direction, scoresSource: criterion == .sourceValidation)
    switch criterion {
    case .pairRetrieval: return try retrieval(alignment, rows)
    case .teacherAgreement: return try agreement(alignment, rows, among: data.split.pairedClasses)
    case .leaveClassesOut: return try agreement(alignment, rows, among: fold.split.candidateClasses)
    case .sourceValidation: return try sourceAccuracy(alignment, rows)
    case .reconstruction: return try reconstruction(alignment, named: type(of: method).name, rows)
    case .oracle: preconditionFailure("an oracle has no folds")
    }
  }

  /// The mean reciprocal rank of the partners of the pairs left out, both ways.
  private func retrieval(_ alignment: any FittedAlignment, _ rows: DirectionData) throws -> Double {
    let both = Retrieval.bothWays(
      try rows.sourceLatents(rows.matched, by: alignment), try rows.targetLatents(rows.matched, by: alignment))
    let ranks = [both.forward, both.backward].compactMap { RetrievalMetric.meanReciprocalRank($0) }
    return ranks.reduce(0, +) / 2
  }

  /// The classifier of the latent space, learned from the fold's labelled rows.
  func learned(_ alignment: any FittedAlignment, _ rows: DirectionData) throws -> any FittedClassifier {
    try LatentClassifier.fit(
      classifier, training: rows.training(rows.labelled, by: alignment, sourceLatents), rows: rows, across: alignment,
      pairs: {
        try (rows.sourceLatents(rows.paired, by: alignment), rows.targetLatents(rows.paired, by: alignment))
      })
  }

  /// How often the target's side of the pairs left out is named as the teacher names the source's.
  private func agreement(
    _ alignment: any FittedAlignment, _ rows: DirectionData, among candidates: [Int]?
  ) throws -> Double {
    let left = rows.matched
    let learned = try learned(alignment, rows)
    let names = try teacherNames(of: left)
    let recognised = try learned.predict(
      rows.targetLatents(left, by: alignment), among: candidates ?? learned.classes)
    return Double(zip(names, recognised).count { $0 != nil && $0 == $1 }) / Double(max(left.count, 1))
  }

  /// How often labelled rows left out are recognised from the source's latents.
  private func sourceAccuracy(_ alignment: any FittedAlignment, _ rows: DirectionData) throws -> Double {
    let left = rows.sourceTest
    let learned = try learned(alignment, rows)
    let recognised = try learned.predict(rows.sourceLatents(left, by: alignment), among: learned.classes)
    return Double(zip(data.labels(left), recognised).count { $0 == $1 }) / Double(left.count)
  }

  /// The mean of 1 / (1 + e) over the ways between the target and each source, where e is the squared error of the
  /// features of the pairs left out over their squared deviations from the means of the other pairs.
  private func reconstruction(
    _ alignment: any FittedAlignment, named name: String, _ rows: DirectionData
  ) throws -> Double {
    let scores = try direction.sources.flatMap { source -> [Double] in
      func features(_ pairs: [Int], _ modality: String) -> Matrix<Double> {
        modality == source ? rows.data.columns(pairs, of: source) : rows.targetFeatures(pairs)
      }
      let left = rows.matched.filter { rows.data.has(source, $0) }
      let kept = rows.paired.filter { rows.data.has(source, $0) }
      return try [(source, direction.target), (direction.target, source)].map { from, to in
        let translation = try Translation(alignment, method: name, from: from, to: to)
        let explained = CoefficientOfDetermination(
          predicted: try translation(features(left, from)), truth: features(left, to),
          trainingMeans: features(kept, to).rowMeans)
        guard let weighted = explained.weighted else {
          throw InputError(
            "\(name): select", found: "no reconstruction of \(to) from \(from) on the pairs left out",
            expected: "features that vary, and predictions that are finite",
            advice: "Select by \(SelectionCriterion.pairRetrieval.rawValue).")
        }
        return 1 / (2 - weighted)
      }
    }
    return scores.reduce(0, +) / Double(scores.count)
  }

  /// What a classifier of the source's own features, trained on all labelled rows, says of pairs. It is what
  /// candidates are held to, the same in every fold, so that its features are those of the whole split.
  func teacherNames(of rows: [Int]) throws -> [Int?] {
    let all = try DirectionData(data, direction)
    let teacher = try all.teacher(classifier)
    return try teacher.predict(all.sourceFeatures(rows), among: all.nameableClasses(teacher))
  }
}

extension ClassifierMethod {
  /// Name and parameters in one line.
  var identity: String { get throws { "\(Self.name) \(try JSONValue(encoding: self))" } }
}
