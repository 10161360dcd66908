import LinearAlgebra
import Parameters

/// Classes that score high on the whole test batch are held back by their mean score.
///
/// Transductive. It assumes that every candidate is about as frequent in the batch.
public struct ScoreCentring: DecodingMethod {
  public static let name = "score-centring"
  public static let card = MethodCard(
    summary: "The mean score of each class over the unlabelled test batch taken off (transductive).",
    objective: "none: s(x, c) less a share of the mean of s(., c)", solution: "closed form", cost: "O(C n)",
    source: "common practice in retrieval")

  @Parameter(.number(from: 0, through: 1), "share of the mean that is taken off") public var share = 1.0

  public init() {}

  public func scores(
    of batch: TestBatch, by classifier: any FittedClassifier, among candidates: [Int]
  ) throws -> (classes: [Int], scores: Matrix<Double>) {
    let (classes, scores) = try classifier.scores(batch.samples, among: candidates, for: Self.name)
    guard scores.count > 0 else { return (classes, scores) }
    return (classes, scores.addingToColumns(scores.rowMeans.map { -share * $0 }))
  }
}
