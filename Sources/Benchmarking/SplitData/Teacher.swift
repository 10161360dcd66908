import Classifiers
import LinearAlgebra

/// What the source's classifier says without any alignment: made once for the selections and bounds that go by it.
extension DirectionData {
  /// The classifier of the source's own features, fitted on the labelled rows.
  func teacher(_ classifier: any ClassifierMethod) throws -> any FittedClassifier {
    try data.sharedOfLabels.value(StageName.teacher(of: direction, classifier)) {
      try classifier.fitInSafeUnits(sourceFeatures(labelled), labels: data.labels(labelled))
    }.0
  }

  /// The pairs that the teacher names: all but those whose label the target gives away.
  var pairsToName: [Int] {
    let given = Set(fewShotRows)
    return paired.filter { !given.contains($0) }
  }

  /// The classes that the teacher may name: those that pairs may have.
  func nameableClasses(_ teacher: any FittedClassifier) -> [Int] { data.split.pairedClasses ?? teacher.classes }

  /// What the teacher says of the pairs that it names: a class each, and scores for all of its classes.
  func namedPairs(_ classifier: any ClassifierMethod) throws -> (predicted: [Int?], scores: Matrix<Double>) {
    try data.sharedOfLabels.value(StageName.namedPairs(of: direction, classifier)) {
      let teacher = try teacher(classifier)
      return try teacher.predictWithScores(sourceFeatures(pairsToName), among: nameableClasses(teacher))
    }.0
  }
}
