import Classifiers
import LinearAlgebra

/// What the source's classifier says without any alignment: made once for the selections and bounds
/// that go by it.
extension DirectionData {
  /// The classifier of the source's own features, fitted on the labelled rows.
  func teacher(_ classifier: any ClassifierMethod) throws -> any FittedClassifier {
    try data.cache.value(stages.teacher(classifier)) {
      try classifier.fitInSafeUnits(sourceFeatures(labelled), labels: data.labels(labelled))
    }.0
  }

  /// The pairs that the teacher names: all but those whose label the target gives away.
  var pairsToName: [Int] {
    let given = Set(fewShotRows)
    return pairs.filter { !given.contains($0) }
  }

  /// The classes that the teacher may name: those that pairs may have.
  func nameableClasses(_ teacher: any FittedClassifier) -> [Int] { data.split.pairedClasses ?? teacher.classes }

  /// A class for each pair, and scores for all of the teacher's classes.
  typealias NamedPairs = (predicted: [Int?], scores: Matrix<Double>)

  /// What the teacher says of the pairs that it names.
  func namedPairs(_ classifier: any ClassifierMethod) throws -> NamedPairs {
    try data.cache.value(stages.namedPairs(classifier)) {
      let teacher = try teacher(classifier)
      return try teacher.predictWithScores(sourceFeatures(pairsToName), among: nameableClasses(teacher))
    }.0
  }
}
