import Metrics

/// Scores that are means over classes, as one value a sample whose mean is the score: what
/// intervals and tests over subjects need.
///
/// A ratio of counts is replaced by its value and its derivative by each sample's share in the
/// counts (the delta method), so that the spread of subjects' means is that of the score. Source:
/// Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 2.7 (influence
/// values).
struct ClassAverages: Sendable {
  /// The values whose mean is the balanced accuracy.
  let balancedAccuracy: [Double]
  /// The values whose mean is the macro-F1.
  let macroF1: [Double]

  /// The values of predictions, of which nil is wrong; nil without samples.
  init?(truth: [Int], predicted: [Int?], classCount: Int) {
    let confusion = ConfusionMatrix(truth: truth, predictions: predicted, classCount: classCount)
    guard let balanced = PredictionMetric.balancedAccuracy(confusion), let f1 = PredictionMetric.macroF1(confusion)
    else { return nil }
    let occurring = confusion.occurringClasses
    let share = Double(truth.count) / Double(occurring.count)
    var recalls = [Double](repeating: 0, count: classCount)
    var scores = recalls
    for label in occurring {
      let right = Double(confusion.counts[label][label])
      recalls[label] = right / Double(confusion.truthCount(of: label))
      scores[label] = 2 * right / Self.size(label, confusion)
    }
    let occurs = Set(occurring)
    balancedAccuracy = zip(truth, predicted).map { label, prediction in
      balanced
        + share * ((label == prediction ? 1 : 0) - recalls[label]) / Double(confusion.truthCount(of: label))
    }
    macroF1 = zip(truth, predicted).map { label, prediction in
      var value = ((label == prediction ? 2 : 0) - scores[label]) / Self.size(label, confusion)
      if let prediction, occurs.contains(prediction) { value -= scores[prediction] / Self.size(prediction, confusion) }
      return f1 + share * value
    }
  }

  /// How often a class is true and how often it is predicted, together.
  private static func size(_ label: Int, _ confusion: ConfusionMatrix) -> Double {
    Double(confusion.truthCount(of: label) + confusion.predictionCount(of: label))
  }
}
