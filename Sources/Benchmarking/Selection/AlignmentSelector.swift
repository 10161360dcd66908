import Alignment
import Classifiers
import Diagnostics
import LinearAlgebra
import Records

/// Chooses one of several alignments for a split by inner folds over its training rows.
///
/// It sees features of pairs, and labels of the labelled rows' source where the criterion asks for
/// them. Reductions are fitted anew in each fold, on the pairs that it keeps. Inner splits hold no
/// test row and no label of the target. (`Oracle` looks at nothing else: see `TrialRun`.)
struct AlignmentSelector {
  let data: SplitData
  let direction: Direction
  let classifier: any ClassifierMethod
  /// How latents of several sources are learned from; nil with one source.
  let sourceLatents: SourcePooling?

  /// The best candidate with the report of all; the first of equals. A candidate that fails in a
  /// fold is out.
  /// - Throws: `InputError` where no candidate could be fitted.
  func callAsFunction(_ choice: AlignmentChoice, by criterion: SelectionCriterion) throws -> SelectedAlignment {
    guard let rule = criterion.rule as? any FoldRule.Type else {
      throw InputError(
        "\(choice.name): select", found: "by: \(criterion)", expected: "a criterion that looks at inner folds")
    }
    let folds = try folds(for: rule)
    var judged = FoldScores(of: choice)
    if choice.halving {
      judged.judgeInHalves(folds: folds.count) { try score(choice.candidates[$0], on: folds[$1], by: rule) }
    } else {
      judged.judgeAll(folds: folds.count) { try score(choice.candidates[$0], on: folds[$1], by: rule) }
    }
    var selected = try judged.selected(by: criterion)
    selected.report.encodersOfAllPairs = data.encodersOfAllPairs(direction)
    return selected
  }

  /// The inner splits with their data. Selections of one rule share them, so that they share
  /// factorisations too.
  private func folds(for rule: any FoldRule.Type) throws -> [SplitData] {
    let (folds, _) = try data.cache.value(rule.stage(data.stages(of: direction), classifier)) {
      try data.refitted(on: rule.splits(for: self))
    }
    guard !folds.isEmpty else {
      throw InputError(
        "select", found: rule.lacking(data.split.roles), expected: "enough to leave some out and to keep others",
        advice: "Name the parameters instead of selecting them.")
    }
    return folds
  }

  private func score(
    _ method: some AlignmentMethod, on fold: SplitData, by rule: any FoldRule.Type
  ) throws -> Double {
    let (alignment, _) = try fold.fit(method, direction: direction)
    let rows = try DirectionData(fold, direction, scoresSource: rule.scoresSource)
    return try rule.score(
      CandidateFold(alignment: alignment, method: type(of: method).name, rows: rows, selector: self))
  }

  /// The classifier of the latent space, learned from the fold's labelled rows.
  func learned(_ alignment: any FittedAlignment, _ rows: DirectionData) throws -> any FittedClassifier {
    try LatentClassifier.fit(
      classifier, training: rows.training(rows.labelled, by: alignment, sourceLatents), rows: rows, across: alignment,
      pairs: {
        try (rows.sourceLatents(rows.pairs, by: alignment), rows.targetLatents(rows.pairs, by: alignment))
      })
  }

  /// What a classifier of the source's own features, trained on all labelled rows, says of pairs.
  /// It is what candidates are held to, the same in every fold, so that its features are those of
  /// the whole split.
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
