import Alignment
import Classifiers
import Diagnostics
import LinearAlgebra
import Metrics
import Randomness
import Records

/// Runs one trial on the data of its split.
///
/// Training sees features of the pairs without labels, and source features and labels of the
/// labelled rows. Target labels of the labelled rows reach the bound `target-supervised` alone,
/// except those that the axis `fewShot` gives away. Labels of test rows reach the metrics alone,
/// and the criterion `oracle`.
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
      case .bound(.classMatching): try classMatching(shuffled: false)
      case .bound(.shuffledClassMatching): try classMatching(shuffled: true)
      }
    if let predicted = outcome.predicted {
      let confusion = ConfusionMatrix(
        truth: data.labels(outcome.rows), predictions: predicted, classCount: data.samples.namedClasses.count)
      for metric in PredictionMetric.all { outcome.scores[metric.description.name] = metric(confusion) }
      outcome.scores.merge(generalisedScores(confusion)) { _, new in new }
    }
    return outcome
  }

  private func align(_ choice: AlignmentChoice) throws -> TrialOutcome {
    guard let criterion = choice.criterion else { return try align(choice.candidates[0]) }
    let (selected, seconds) = try criterion.usesTargetLabels ? askOracle(choice) : select(choice, by: criterion)
    var outcome = try align(selected.method)
    outcome.selection = selected.report
    outcome.selectionSeconds = seconds
    return outcome
  }

  /// What a classifier of latents says of the target's test rows.
  func align(_ method: some AlignmentMethod) throws -> TrialOutcome {
    let aligned = try latents(method)
    let (stages, pooling) = (rows.stages, trial.description.sourceLatents)
    let (training, _) = try data.cache.value(stages.training(method, pooling)) {
      try trainingLatents(by: aligned.alignment)
    }
    let (classifier, _) = try data.cache.value(stages.classifier(trial.classifier.method, of: method, pooling)) {
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
    outcome.matching = aligned.matching
    outcome.latent = aligned.report
    outcome.latentPlane = aligned.plane
    return outcome
  }

  /// What the classifier learns from: latents of the labelled rows, and of target rows where some
  /// are labelled.
  private func trainingLatents(by alignment: any FittedAlignment) throws -> LabelledLatents {
    let training = try rows.training(rows.labelled, by: alignment, trial.description.sourceLatents)
    guard let few = try rows.fewShot(by: alignment) else { return training }
    return (.stackedHorizontally([training.latents, few.latents]), training.labels + few.labels)
  }

  private func select(
    _ choice: AlignmentChoice, by criterion: SelectionCriterion
  ) throws -> (SelectedAlignment, seconds: Double) {
    let (classifier, pooling) = (trial.classifier.method, trial.description.sourceLatents)
    return try data.cache.value(rows.stages.selection(choice, by: criterion, classifier, pooling)) {
      try AlignmentSelector(
        data: data, direction: trial.direction, classifier: classifier, sourceLatents: pooling)(choice, by: criterion)
    }
  }

  private func latents(_ method: some AlignmentMethod) throws -> AlignedLatents {
    let description = trial.description
    let seed = Seed(base: description.seed).deriving(
      "permutations", description.dataset, description.protocol.name, description.split, source, target)
    return try data.cache.value(rows.stages.latents(method)) {
      try AlignedLatents(
        method, rows: rows, seed: seed, keep: description.keep ?? [],
        measured: description.metrics ?? .fast)
    }.0
  }

  func fit(_ samples: Matrix<Double>, _ labels: [Int]) throws -> any FittedClassifier {
    try trial.classifier.method.fitInSafeUnits(samples, labels: labels)
  }
}
