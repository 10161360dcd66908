import Classifiers
import LinearAlgebra
import Metrics

extension TrialRun {
  /// Predictions of the given test rows, with the scores that need more of a classifier than the
  /// class it predicts.
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

  /// Probabilities of the classes that are `allowed`, which sum to 1 again; where all are zero,
  /// equal ones.
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
      classCount: data.samples.namedClasses.count)
  }
}
