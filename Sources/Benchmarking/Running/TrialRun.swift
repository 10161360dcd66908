import Alignment
import Classifiers
import Diagnostics
import FeatureStore
import LinearAlgebra
import Metrics

/// Runs one trial on the data of its split.
///
/// Training sees: features of the pairs without labels, source features and labels of the labelled rows. Target labels of the labelled rows
/// reach the bound `target-supervised` alone. Labels of test rows reach the metrics alone.
struct TrialRun {
  let trial: Trial
  let data: SplitData

  private var roles: (labelled: [Int], paired: [Int], test: [Int]) {
    (data.split.roles.labelled, data.split.roles.paired, data.split.roles.test)
  }
  private var source: String { trial.direction.source }
  private var target: String { trial.direction.target }
  private var candidates: [Int] { data.split.candidateClasses }

  func callAsFunction() throws -> TrialOutcome {
    var outcome =
      switch trial.method {
      case .alignment(let choice): try align(choice.method)
      case .bound(.chance):
        TrialOutcome(scores: [PredictionMetric.accuracy.description.name: 1 / Double(candidates.count)])
      case .bound(.sourceOnSource): try supervised(on: source)
      case .bound(.targetSupervised): try supervised(on: target)
      case .bound(.studentTeacher): try studentTeacher()
      }
    if let predicted = outcome.predicted {
      let confusion = ConfusionMatrix(
        truth: labels(roles.test), predictions: predicted, classCount: data.samples.classNames.count)
      for metric in PredictionMetric.all { outcome.scores[metric.description.name] = metric(confusion) }
    }
    return outcome
  }

  // MARK: - Bounds

  /// The classifier trained on the labelled rows of `modality` and tested there.
  private func supervised(on modality: String) throws -> TrialOutcome {
    let classifier = try fit(data.columns(roles.labelled, of: modality), labels(roles.labelled))
    return try tested(classifier, data.columns(roles.test, of: modality))
  }

  /// The source's classifier names the pairs; a classifier of the target learns the names.
  ///
  /// Where a protocol leaves classes unpaired, whoever sets it up knows which, and test rows are named among those alone.
  /// The teacher is told as much: it names pairs among the classes that pairs may have.
  private func studentTeacher() throws -> TrialOutcome {
    let teacher = try fit(data.columns(roles.labelled, of: source), labels(roles.labelled))
    let pairs = data.columns(roles.paired, of: source)
    let named = try teacher.predict(pairs, among: data.split.pairedClasses ?? teacher.classes)
    let student = try fit(data.columns(roles.paired, of: target), named.compactMap { $0 })
    var outcome = try tested(student, data.columns(roles.test, of: target))
    outcome.scores[ScoreName.sourceAccuracy] = try accuracy(teacher, data.columns(roles.test, of: source))
    return outcome
  }

  // MARK: - Alignments

  private func align(_ method: some AlignmentMethod) throws -> TrialOutcome {
    let (alignment, seconds) = try data.fit(method, direction: trial.direction)
    func embed(_ rows: [Int], _ modality: String) throws -> Matrix<Double> {
      try alignment.embed(data.columns(rows, of: modality), of: modality)
    }
    let testSource = try embed(roles.test, source)
    let testTarget = try embed(roles.test, target)
    let pairSource = try embed(roles.paired, source)
    let pairTarget = try embed(roles.paired, target)

    let classifier = try fit(embed(roles.labelled, source), labels(roles.labelled))
    var outcome = try tested(classifier, testTarget)
    outcome.fitSeconds = seconds
    outcome.scores[ScoreName.sourceAccuracy] = try accuracy(classifier, testSource)
    outcome.latentDistances = (testSource - testTarget).columnNorms

    for metric in AlignmentMetric.all {
      let name = metric.description.name
      outcome.scores[name] = metric(testSource, testTarget)
      outcome.scores[ScoreName.onPairs(name)] = metric(pairSource, pairTarget)
    }
    if collapsed(pairSource, source) && collapsed(pairTarget, target) {
      // The latents are rounding noise: their spread is no unit to measure an error in.
      let name = AlignmentMetric.cmaeNormalised.description.name
      outcome.scores[name] = .some(nil)
      outcome.scores[ScoreName.onPairs(name)] = .some(nil)
    }
    let retrieval = Retrieval(from: testSource, to: testTarget)
    for metric in RetrievalMetric.all { outcome.scores[metric.description.name] = metric(retrieval) }
    for metric in SimilarityMetric.all { outcome.scores[metric.description.name] = metric(testSource, testTarget) }
    if let truth = data.trueLatents?.selectingColumns(roles.test) {
      for metric in ReconstructionMetric.all {
        let name = metric.description.name
        outcome.scores[ScoreName.reconstruction(name, target: false)] = try metric(testSource, truth: truth)
        outcome.scores[ScoreName.reconstruction(name, target: true)] = try metric(testTarget, truth: truth)
      }
    }
    outcome.latent = Record.LatentReport(
      dimension: alignment.latentDimension, sourceRowEnergy: LatentDiagnostics.rowEnergies(pairSource),
      targetRowEnergy: LatentDiagnostics.rowEnergies(pairTarget),
      sourceEffectiveRank: try LatentDiagnostics.effectiveRank(pairSource),
      targetEffectiveRank: try LatentDiagnostics.effectiveRank(pairTarget))
    return outcome
  }

  /// Whether the latents of the pairs are what rounding leaves of their features.
  private func collapsed(_ latents: Matrix<Double>, _ modality: String) -> Bool {
    let features = data.columns(roles.paired, of: modality)
    return latents.frobeniusNorm
      <= rankTolerance(largest: features.frobeniusNorm, rows: features.rows, columns: features.columns)
  }

  // MARK: - Parts

  private func labels(_ rows: [Int]) -> [Int] { rows.map { data.samples.labels[$0] } }

  private func fit(_ samples: Matrix<Double>, _ labels: [Int]) throws -> any FittedClassifier {
    try trial.classifier.method.fit(samples, labels: labels)
  }

  /// Predictions of the test rows, with the scores that need more of a classifier than the class it predicts.
  private func tested(_ classifier: any FittedClassifier, _ samples: Matrix<Double>) throws -> TrialOutcome {
    var outcome = TrialOutcome(predicted: try classifier.predict(samples, among: candidates))
    let allowed = classifier.classes.indices.filter { candidates.contains(classifier.classes[$0]) }
    guard !allowed.isEmpty else { return outcome }
    func scored(_ values: Matrix<Double>) -> ClassScores {
      ClassScores(values, classes: allowed.map { classifier.classes[$0] }, truth: labels(roles.test))
    }
    let scores = scored(try classifier.scores(samples).selectingRows(allowed))
    for metric in ScoreMetric.all { outcome.scores[metric.description.name] = metric(scores) }
    if let probabilistic = classifier as? any ProbabilisticClassifier {
      let probabilities = scored(Self.renormalised(try probabilistic.probabilities(samples).selectingRows(allowed)))
      for metric in ProbabilityMetric.all { outcome.scores[metric.description.name] = metric(probabilities) }
    }
    return outcome
  }

  /// Probabilities of the candidates alone, which sum to 1 again; where all are zero, equal ones.
  private static func renormalised(_ probabilities: Matrix<Double>) -> Matrix<Double> {
    Matrix(
      columns: (0..<probabilities.columns).map { j in
        let column = probabilities.column(j)
        let sum = column.reduce(0, +)
        return column.map { sum > 0 ? $0 / sum : 1 / Double(column.count) }
      })
  }

  private func accuracy(_ classifier: any FittedClassifier, _ samples: Matrix<Double>) throws -> Double? {
    PredictionMetric.accuracy(
      truth: labels(roles.test), predictions: try classifier.predict(samples, among: candidates),
      classCount: data.samples.classNames.count)
  }
}
