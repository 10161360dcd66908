import Alignment
import Classifiers
import Diagnostics
import LinearAlgebra
import Metrics
import Randomness
import Records

/// Runs one trial on the data of its split.
///
/// Training sees: features of the pairs without labels, source features and labels of the labelled rows. Target labels of the labelled rows
/// reach the bound `target-supervised` alone, but for those that the axis `fewShot` gives away. Labels of test rows reach the metrics alone, and the
/// criterion `oracle`.
struct TrialRun {
  let trial: Trial
  let data: SplitData

  let rows: DirectionData

  /// - Throws: `InputError` where too few rows have the modalities of the direction.
  init(trial: Trial, data: SplitData) throws {
    self.trial = trial
    self.data = data
    rows = try DirectionData(data, trial.direction)
  }

  var source: String { trial.direction.source }
  var target: String { trial.direction.target }
  var candidates: [Int] { data.split.candidateClasses }

  func callAsFunction() throws -> TrialOutcome {
    var outcome =
      switch trial.method {
      case .alignment(let choice): try align(choice)
      case .fusion(let choice): try combine(choice)
      case .fusedBound(let bound, let choice): try combine(choice, bound: bound)
      case .bound(.chance): chance
      case .bound(.majority): majority
      case .bound(.sourceOnSource): try sourceOnSource()
      case .bound(.targetSupervised): try targetSupervised()
      case .bound(.studentTeacher): try studentTeacher(soft: false)
      case .bound(.softStudentTeacher): try studentTeacher(soft: true)
      }
    if let predicted = outcome.predicted {
      let confusion = ConfusionMatrix(
        truth: data.labels(outcome.rows), predictions: predicted, classCount: data.samples.classNames.count)
      for metric in PredictionMetric.all { outcome.scores[metric.description.name] = metric(confusion) }
      outcome.scores.merge(generalisedScores(confusion)) { _, new in new }
    }
    return outcome
  }

  // MARK: - Bounds

  /// Guessing.
  var chance: TrialOutcome {
    TrialOutcome(rows: rows.test, scores: [PredictionMetric.accuracy.description.name: 1 / Double(candidates.count)])
  }

  /// The candidate class of most labelled rows, of equal ones that of the smallest index, for every test row; no class where no labelled
  /// row has a candidate's.
  var majority: TrialOutcome {
    let labels = data.labels(rows.labelled)
    let counts = candidates.sorted().map { candidate in (candidate, labels.count { $0 == candidate }) }
    let largest = counts.map(\.1).max() ?? 0
    let named = largest > 0 ? counts.first { $0.1 == largest }?.0 : nil
    return TrialOutcome(rows: rows.test, predicted: rows.test.map { _ in named })
  }

  /// The classifier trained on the sources of the labelled rows and tested there.
  private func sourceOnSource() throws -> TrialOutcome {
    let classifier = try rows.teacher(trial.classifier.method)
    return try tested(
      classifier, rows.sourceTest, rows.sourceFeatures(rows.sourceTest), fittedOn: rows.sourceFeatures(rows.labelled))
  }

  /// The classifier trained on the target of the labelled rows that have it and tested there; with few labels of the target, on
  /// those alone, so that it is what they are worth without a source.
  private func targetSupervised() throws -> TrialOutcome {
    let labelled = try targetLabelled()
    let training = data.columns(labelled, of: target)
    let name = try StageName.supervised(trial.direction, trial.classifier.method)
    let (classifier, _) = try data.sharedOfLabels.value(name) { try fit(training, data.labels(labelled)) }
    return try tested(classifier, rows.test, data.columns(rows.test, of: target), fittedOn: training)
  }

  /// The labelled rows whose target's labels the bound may see.
  func targetLabelled() throws -> [Int] {
    let roles = data.split.roles
    let labelled = (roles.targetLabelled ?? roles.labelled).filter { data.has(target, $0) }
    guard !labelled.isEmpty else {
      throw InputError(
        Bound.targetSupervised.rawValue, found: "no labelled row that has \(target)", expected: "at least one")
    }
    return labelled
  }

  // MARK: - Alignments

  private func align(_ choice: AlignmentChoice) throws -> TrialOutcome {
    guard let criterion = choice.criterion else { return try align(choice.candidates[0]) }
    let (selected, seconds) = try criterion == .oracle ? askOracle(choice) : select(choice, by: criterion)
    var outcome = try align(selected.method)
    outcome.selection = selected.report
    outcome.selectionSeconds = seconds
    return outcome
  }

  /// What the classifier learns from latents of the labelled rows, and of target rows where some are labelled, says of the
  /// target's test rows.
  func align(_ method: any AlignmentMethod) throws -> TrialOutcome {
    let aligned = try latents(method)
    let stage = try StageName.training(method, trial.direction, trial.description.sourceLatents)
    let (training, _) = try data.sharedOfLabels.value(stage) { try trainingLatents(by: aligned.alignment) }
    let name = try StageName.classifier(trial.classifier.method, on: stage)
    let (classifier, _) = try data.sharedOfLabels.value(name) {
      try LatentClassifier.fit(
        trial.classifier.method, training: training, rows: rows, across: aligned.alignment,
        pairs: { (aligned.pairSource, aligned.pairTarget) })
    }
    let calibration = try calibration(of: method)
    let result = try tested(
      classifier, rows.test, aligned.testTarget, fittedOn: training.latents, by: calibration?.decoding)
    var outcome = TrialOutcome(rows: result.rows, predicted: result.predicted)
    outcome.calibration = calibration?.report
    outcome.scores = result.scores.merging(aligned.scores) { own, _ in own }
    outcome.scores[ScoreName.sourceAccuracy] = try accuracy(classifier, aligned.testSource)
    outcome.latentDistances = aligned.distances
    outcome.fitSeconds = aligned.fitSeconds
    outcome.training = aligned.trainings
    outcome.latent = aligned.report
    return outcome
  }

  /// What the classifier learns from: latents of the labelled rows, and of target rows where some are labelled.
  private func trainingLatents(
    by alignment: any FittedAlignment
  ) throws -> (latents: Matrix<Double>, labels: [Int]) {
    let training = try rows.training(rows.labelled, by: alignment, trial.description.sourceLatents)
    guard let few = try rows.fewShot(by: alignment) else { return training }
    return (.stackedHorizontally([training.latents, few.latents]), training.labels + few.labels)
  }

  private func select(
    _ choice: AlignmentChoice, by criterion: SelectionCriterion
  ) throws -> (AlignmentSelector.Selected, seconds: Double) {
    let name = try StageName.selection(
      choice, by: criterion, trial.direction, trial.description.sourceLatents, trial.classifier.method)
    return try data.sharedOfLabels.value(name) {
      try AlignmentSelector(
        data: data, direction: trial.direction, classifier: trial.classifier.method,
        sourceLatents: trial.description.sourceLatents)(choice, by: criterion)
    }
  }

  private func latents(_ method: some AlignmentMethod) throws -> AlignedLatents {
    let description = trial.description
    let seed = Seed(base: description.seed).deriving(
      "permutations", description.dataset, description.protocol.name, description.split, source, target)
    return try data.shared.value(StageName.latents(method, trial.direction)) {
      try AlignedLatents(method, rows: rows, seed: seed)
    }.0
  }

  // MARK: - Parts

  func fit(_ samples: Matrix<Double>, _ labels: [Int]) throws -> any FittedClassifier {
    try trial.classifier.method.fitInSafeUnits(samples, labels: labels)
  }

  /// Predictions of the given test rows, with the scores that need more of a classifier than the class it predicts.
  /// - Parameter calibrated: the trial's decoding with what was left open in it.
  func tested(
    _ classifier: any FittedClassifier, _ rows: [Int], _ samples: Matrix<Double>,
    fittedOn reference: @autoclosure () -> Matrix<Double>, by calibrated: (any DecodingMethod)? = nil
  ) throws -> TrialOutcome {
    guard let decoding = calibrated ?? trial.decoding?.method else { return try inductive(classifier, rows, samples) }
    let batch = TestBatch(
      samples: samples, groups: rows.map { data.samples.subjects[$0] }, reference: reference(),
      pairedClasses: data.split.pairedClasses)
    var outcome = TrialOutcome(rows: rows, predicted: try decoding.predict(batch, by: classifier, among: candidates))
    let (classes, scores) = try decoding.scores(of: batch, by: classifier, among: candidates)
    if !classes.isEmpty { outcome.scores.merge(scored(scores, classes, rows)) { _, new in new } }
    return outcome
  }

  /// The same for test rows one by one.
  private func inductive(
    _ classifier: any FittedClassifier, _ rows: [Int], _ samples: Matrix<Double>
  ) throws -> TrialOutcome {
    let (predicted, scores) = try classifier.predictWithScores(samples, among: candidates)
    var outcome = TrialOutcome(rows: rows, predicted: predicted)
    let allowed = classifier.classes.indices.filter { candidates.contains(classifier.classes[$0]) }
    guard !allowed.isEmpty else { return outcome }
    outcome.scores = scored(
      scores.selectingRows(allowed), allowed.map { classifier.classes[$0] }, rows)
    if let probabilistic = classifier as? any ProbabilisticClassifier {
      let (classes, values) = Self.probabilities(probabilistic, ofScores: scores, among: candidates)
      let probabilities = ClassScores(values, classes: classes, truth: data.labels(rows))
      for metric in ProbabilityMetric.all { outcome.scores[metric.description.name] = metric(probabilities) }
    }
    return outcome
  }

  func scored(_ values: Matrix<Double>, _ classes: [Int], _ rows: [Int]) -> [String: Double?] {
    let scores = ClassScores(values, classes: classes, truth: data.labels(rows))
    return Dictionary(uniqueKeysWithValues: ScoreMetric.all.map { ($0.description.name, $0(scores)) })
  }

  /// Probabilities of the classes that are `allowed`, which sum to 1 again; where all are zero, equal ones.
  static func probabilities(
    _ classifier: any ProbabilisticClassifier, ofScores scores: Matrix<Double>, among allowed: [Int]
  ) -> (classes: [Int], values: Matrix<Double>) {
    let places = classifier.classes.indices.filter { allowed.contains(classifier.classes[$0]) }
    let all = classifier.probabilities(ofScores: scores).selectingRows(places)
    let values = Matrix(
      columns: (0..<all.columns).map { j in
        let column = all.column(j)
        let sum = column.reduce(0, +)
        return column.map { sum > 0 ? $0 / sum : 1 / Double(column.count) }
      })
    return (places.map { classifier.classes[$0] }, values)
  }

  /// Accuracy on the test rows that have a source.
  func accuracy(_ classifier: any FittedClassifier, _ samples: Matrix<Double>) throws -> Double? {
    PredictionMetric.accuracy(
      truth: data.labels(rows.sourceTest), predictions: try classifier.predict(samples, among: candidates),
      classCount: data.samples.classNames.count)
  }
}
