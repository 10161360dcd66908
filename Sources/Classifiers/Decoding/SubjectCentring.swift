import LinearAlgebra
import Parameters

/// The mean of every group moved to where the classifier's own samples have theirs.
///
/// z becomes z - mean of its group + mean of the reference, then the classifier does what it always
/// does. That takes out what adds a constant to all latents of a person: the place of a sensor, the
/// build of a body, the gap between two modalities.
///
/// Transductive: the mean is that of the group's unlabelled test samples. It *assumes that every
/// group, and the reference, has the same mixture of classes*: a group that did half of the actions
/// has another mean for that reason, and removing it costs accuracy. A group of one sample comes to
/// lie on the reference's mean and says nothing any more.
///
/// Cost: O(n d). Source: centring by subject or session is common in recordings of persons; no one
/// publication.
public struct SubjectCentring: DecodingMethod {
  public static let name = "subject-centring"

  public static let card = MethodCard(
    summary: "The mean of each subject's unlabelled test latents moved to the training mean (transductive).",
    objective: "none: z - mean of its group + mean of the samples that the classifier was fitted on",
    solution: "means in closed form, then the classifier as usual",
    cost: "O(n d)",
    source: "common practice with recordings of persons and sessions")

  /// Nothing is to be set.
  public init() {}

  /// The classifier's scores of the moved latents.
  ///
  /// Those of `knn` are shares of the votes of all its samples, whereas `predict` lets candidates
  /// alone vote, as the classifier itself does.
  /// - Throws: `InputError` for samples or scores that are not finite.
  public func scores(
    of batch: TestBatch, by classifier: any FittedClassifier, among candidates: [Int]
  ) throws -> (classes: [Int], scores: Matrix<Double>) {
    try classifier.scores(moved(batch), among: candidates, for: Self.name)
  }

  /// What the classifier itself predicts of the moved latents.
  /// - Throws: `InputError` for samples or scores that are not finite.
  public func predict(
    _ batch: TestBatch, by classifier: any FittedClassifier, among candidates: [Int]
  ) throws -> [Int?] {
    let samples = moved(batch)
    // Refuses what is not finite.
    _ = try classifier.scores(samples, among: candidates, for: Self.name)
    return try classifier.predict(samples, among: candidates)
  }

  private func moved(_ batch: TestBatch) -> Matrix<Double> {
    let target = batch.reference.rowMeans
    var result = batch.samples
    for members in batch.members {
      let means = batch.samples.selectingColumns(members).rowMeans
      for member in members {
        // The group's mean first: what a group has in common then leaves no trace beside its
        // rounding.
        for i in target.indices { result[i, member] = (batch.samples[i, member] - means[i]) + target[i] }
      }
    }
    return result
  }
}
