import LinearAlgebra

/// How often samples of each true class were predicted as each class, or not at all.
public struct ConfusionMatrix: Codable, Sendable, Equatable {
  /// Counts by true class (outer) and predicted class (inner).
  public private(set) var counts: [[Int]]
  /// By true class, the samples without a prediction: the classifier knew none of the candidate
  /// classes. They are wrong.
  public private(set) var withoutPrediction: [Int]

  /// Number of classes.
  public var classCount: Int { counts.count }

  /// Number of samples.
  public var total: Int { counts.joined().reduce(0, +) + withoutPrediction.reduce(0, +) }

  /// Number of samples whose prediction is right.
  public var correct: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }

  /// The classes that occur in the truth, ascending.
  public var occurringClasses: [Int] { counts.indices.filter { truthCount(of: $0) > 0 } }

  /// Counts predictions; one a sample, nil where there is none. Classes are 0 ..< `classCount`.
  public init(truth: [Int], predictions: [Int?], classCount: Int) {
    precondition(truth.count == predictions.count, "\(predictions.count) predictions for \(truth.count) samples")
    counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: classCount)
    withoutPrediction = [Int](repeating: 0, count: classCount)
    let classes = 0..<classCount
    for (label, prediction) in zip(truth, predictions) {
      precondition(classes.contains(label), "class \(label) of \(classCount)")
      guard let prediction else {
        withoutPrediction[label] += 1
        continue
      }
      precondition(classes.contains(prediction), "predicted class \(prediction) of \(classCount)")
      counts[label][prediction] += 1
    }
  }

  /// The counts of the samples of all processes that share them.
  /// - Throws: what `exchange` throws.
  public func total(through exchange: any SampleExchange) throws -> ConfusionMatrix {
    let all = try exchange.total((counts.joined() + withoutPrediction).map(Double.init)).map { Int($0) }
    var result = self
    result.counts = (0..<classCount).map { Array(all[($0 * classCount)..<(($0 + 1) * classCount)]) }
    result.withoutPrediction = Array(all[(classCount * classCount)...])
    return result
  }

  private enum CodingKeys: CodingKey { case counts, withoutPrediction }

  /// Reads the counts and refuses a matrix that is not square or holds a negative count.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    counts = try container.decode([[Int]].self, forKey: .counts)
    withoutPrediction = try container.decode([Int].self, forKey: .withoutPrediction)
    let classes = counts.count
    guard counts.allSatisfy({ $0.count == classes }), withoutPrediction.count == classes else {
      throw DecodingError.dataCorruptedError(
        forKey: .counts, in: container,
        debugDescription: "expected \(classes) counts a row and \(classes) counts without prediction")
    }
    guard counts.joined().allSatisfy({ $0 >= 0 }), withoutPrediction.allSatisfy({ $0 >= 0 }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .counts, in: container, debugDescription: "expected counts that are not negative")
    }
  }

  /// Number of samples whose true class is `label`.
  public func truthCount(of label: Int) -> Int { counts[label].reduce(0, +) + withoutPrediction[label] }

  /// Number of samples that were predicted as `label`.
  public func predictionCount(of label: Int) -> Int { counts.reduce(0) { $0 + $1[label] } }

  /// The counts of two sets of samples together; both of one number of classes.
  public static func + (a: ConfusionMatrix, b: ConfusionMatrix) -> ConfusionMatrix {
    precondition(a.classCount == b.classCount, "confusion matrices of \(a.classCount) and \(b.classCount) classes")
    var sum = a
    for truth in a.counts.indices {
      for prediction in a.counts.indices { sum.counts[truth][prediction] += b.counts[truth][prediction] }
      sum.withoutPrediction[truth] += b.withoutPrediction[truth]
    }
    return sum
  }
}
