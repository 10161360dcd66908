extension TrialRecord {
  /// The predictions on the test rows, row by row.
  public struct Predictions: Codable, Sendable, Equatable {
    /// Ids of the test samples that are scored.
    public var ids: [String]
    public var subjects: [Int]
    public var truth: [Int]
    /// The class predicted from the target modality; null where the classifier knew no candidate.
    public var predicted: [Int?]
    /// The distance of the two latents of each sample, null where it lacks every source; null for a
    /// bound, which has no latents.
    public var latentDistances: [Double?]?

    package init(
      ids: [String], subjects: [Int], truth: [Int], predicted: [Int?], latentDistances: [Double?]? = nil
    ) {
      (self.ids, self.subjects, self.truth) = (ids, subjects, truth)
      (self.predicted, self.latentDistances) = (predicted, latentDistances)
    }

    /// Whether each prediction is right, as 1 or 0.
    public var hits: [Double] { zip(truth, predicted).map { $0 == $1 ? 1 : 0 } }
  }
}
