/// A score of generalised recognition: the test holds seen (paired) and unseen (never-paired)
/// classes, and all may be predicted. Computed from the confusion matrix that a record holds.
///
/// Accuracies are means over classes and not over samples: a class of few samples counts as much as
/// any other. So the field reports them (Xian, Lampert, Schiele and Akata, IEEE TPAMI 41, 2019).
/// The harmonic mean is small where either is.
public struct GeneralisedMetric: Sendable {
  /// Name, direction, range and definition.
  public let description: MetricDescription
  private let compute: @Sendable (_ seen: Double, _ unseen: Double) -> Double

  init(_ description: MetricDescription, _ compute: @escaping @Sendable (Double, Double) -> Double) {
    self.description = description
    self.compute = compute
  }

  /// The value; nil where the samples are not of both kinds.
  /// - Parameters:
  ///   - confusion: truth by prediction, as a record holds it.
  ///   - seen: the paired classes; nil where all were paired.
  public func callAsFunction(_ confusion: ConfusionMatrix, seenClasses seen: [Int]?) -> Double? {
    guard let seen = seen.map(Set.init) else { return nil }
    let classes = confusion.occurringClasses
    guard let ofSeen = Self.meanRecall(confusion, classes.filter(seen.contains)),
      let ofUnseen = Self.meanRecall(confusion, classes.filter { !seen.contains($0) })
    else { return nil }
    return compute(ofSeen, ofUnseen)
  }

  private static func meanRecall(_ confusion: ConfusionMatrix, _ classes: [Int]) -> Double? {
    guard !classes.isEmpty else { return nil }
    let recalls = classes.map { Double(confusion.counts[$0][$0]) / Double(confusion.truthCount(of: $0)) }
    return recalls.reduce(0, +) / Double(classes.count)
  }

  /// Every score of generalised recognition. A new one is one file and one entry here.
  public static let all: [GeneralisedMetric] = [accuracySeen, accuracyUnseen, harmonicMean]
}
