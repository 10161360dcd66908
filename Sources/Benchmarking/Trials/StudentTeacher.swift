import Classifiers
import Diagnostics
import LinearAlgebra
import Records

extension TrialRun {
  /// The source's classifier names the pairs, or says how likely each class is; a classifier of the target learns that.
  ///
  /// Where a protocol leaves classes unpaired, whoever sets it up knows which, and test rows are named among those alone.
  /// The teacher is told as much: it names pairs among the classes that pairs may have. Rows of the target whose labels are
  /// given away (`fewShot`) are learned with their own labels, in place of the teacher's names.
  func studentTeacher(soft: Bool) throws -> TrialOutcome {
    let (named, few) = (rows.pairsToName, rows.fewShotRows)
    let training = Matrix.stackedHorizontally(
      (named.isEmpty ? [] : [rows.targetFeatures(named)]) + (few.isEmpty ? [] : [data.columns(few, of: target)]))
    let teacher = try rows.teacher(trial.classifier.method)
    let name = try StageName.student(trial.direction, trial.classifier.method, soft: soft)
    let (student, _) = try data.sharedOfLabels.value(name) {
      try soft ? softlyTaught(by: teacher, training) : taught(by: teacher, training)
    }
    var outcome = try tested(student, rows.test, data.columns(rows.test, of: target), fittedOn: training)
    outcome.scores[ScoreName.sourceAccuracy] = try accuracy(teacher, rows.sourceFeatures(rows.sourceTest))
    return outcome
  }

  /// The student of the names.
  private func taught(by teacher: any FittedClassifier, _ training: Matrix<Double>) throws -> any FittedClassifier {
    let names = try rows.pairsToName.isEmpty ? [] : rows.namedPairs(trial.classifier.method).predicted
    return try fit(training, names.compactMap { $0 } + data.labels(rows.fewShotRows))
  }

  /// The student of the probabilities.
  private func softlyTaught(
    by teacher: any FittedClassifier, _ training: Matrix<Double>
  ) throws -> any FittedClassifier {
    guard let teacher = teacher as? any ProbabilisticClassifier,
      let method = trial.classifier.method as? any SoftlyTaught
    else {
      throw InputError(
        "\(Bound.softStudentTeacher.rawValue)", found: "the classifier \(trial.classifier.name)",
        expected: "one that gives class probabilities and learns from them")
    }
    let probabilities: (classes: [Int], values: Matrix<Double>) =
      try rows.pairsToName.isEmpty
      ? ([], Matrix(0, 0))
      : Self.probabilities(
        teacher, ofScores: rows.namedPairs(trial.classifier.method).scores, among: rows.nameableClasses(teacher))
    let (known, memberships) = Self.appending(data.labels(rows.fewShotRows), to: probabilities)
    return try method.fit(training, inSafeUnitsWith: memberships, classes: known)
  }

  /// Memberships of the named samples followed by those of samples whose class is known.
  private static func appending(
    _ labels: [Int], to named: (classes: [Int], values: Matrix<Double>)
  ) -> (classes: [Int], values: Matrix<Double>) {
    guard !labels.isEmpty else { return named }
    let classes = Set(named.classes).union(labels).sorted()
    var values = Matrix<Double>(classes.count, named.values.columns + labels.count)
    for (row, name) in named.classes.enumerated() {
      let place = classes.firstIndex(of: name)!
      for j in 0..<named.values.columns { values[place, j] = named.values[row, j] }
    }
    for (j, label) in labels.enumerated() { values[classes.firstIndex(of: label)!, named.values.columns + j] = 1 }
    return (classes, values)
  }
}
