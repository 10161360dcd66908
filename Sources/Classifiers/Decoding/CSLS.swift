import LinearAlgebra
import Parameters

/// Cross-domain similarity local scaling: classes that are near to everything are held back.
///
/// The score of class c for sample x is 2 s(x, c) - r(c) - r(x), with s the classifier's scores on
/// one scale (each sample's less their mean, divided by their standard deviation over the batch),
/// r(c) the mean of the `neighbours` largest scores of c over the batch and r(x) that of the
/// largest scores of x over the classes (of all where there are fewer). r(x) is the same for all
/// classes and changes no prediction.
///
/// Transductive: r(c) is taken over the unlabelled test batch, all groups together. It *assumes
/// that every candidate occurs in the batch*, some `neighbours` times: a class that does not occur
/// has low scores throughout, is lifted for that, and takes samples from the others, which costs
/// accuracy. In a batch of one sample r(c) is s(x, c) itself, and the classifier's own order stays.
///
/// Cost: O(C n log n). Source: Conneau, Lample et al., Word translation without parallel data, ICLR
/// 2018.
public struct CSLS: DecodingMethod {
  public static let name = "csls"

  public static let card = MethodCard(
    summary: "Classes that are near to the whole unlabelled test batch are held back (transductive).",
    objective: "none: 2 s(x, c) less the mean of the largest scores of the class over the batch and of the sample",
    solution: "one sort a class and a sample",
    cost: "O(C n log n)",
    source: "Conneau, Lample et al., ICLR 2018")

  @Parameter(.count, "number of largest scores that are averaged") public var neighbours = 10

  public init() {}

  /// The scores, on the scale of one standard deviation of the classifier's.
  /// - Throws: `InputError` for samples or scores that are not finite.
  public func scores(
    of batch: TestBatch, by classifier: any FittedClassifier, among candidates: [Int]
  ) throws -> (classes: [Int], scores: Matrix<Double>) {
    let (classes, scores) = try classifier.scores(batch.samples, among: candidates, for: Self.name)
    guard scores.count > 0 else { return (classes, scores) }
    let scaled = scores.onOneScale
    let ofClasses = classes.indices.map { meanOfLargest(scaled.row($0)) }
    let ofSamples = (0..<scaled.columns).map { meanOfLargest(scaled.column($0)) }
    let doubled = (2 * scaled).addingToColumns(ofClasses.map { -$0 })
    return (classes, doubled.transposed().addingToColumns(ofSamples.map { -$0 }).transposed())
  }

  private func meanOfLargest(_ values: [Double]) -> Double {
    let largest = values.sorted(by: >).prefix(neighbours)
    return largest.reduce(0, +) / Double(largest.count)
  }
}
