extension TrialRecord {
  /// A choice among alignments, with all that was tried.
  public struct Selection: Codable, Sendable, Equatable {
    public struct Candidate: Codable, Sendable, Equatable {
      public var parameters: JSONValue
      /// Its mean score over the inner folds (of an oracle, its accuracy on the test rows); nil
      /// where it could not be fitted on one of them.
      public var score: Double?
      /// The first folds, over which its score is the mean, where halving left it out after them.
      /// Nil where it did not.
      public var folds: Int?
      /// Why it could not be fitted.
      public var error: String?

      package init(parameters: JSONValue, score: Double? = nil, folds: Int? = nil) {
        (self.parameters, self.score, self.folds) = (parameters, score, folds)
      }
    }

    /// The criterion that looks at the labels of the test: rows that it chose have no rank.
    public static let oracle = "oracle"

    /// The name of what chose.
    public var criterion: String
    /// The inner folds; 0 for an oracle.
    public var folds: Int
    /// Everything tried, in the order of the configuration.
    public var candidates: [Candidate]
    /// The parameters chosen.
    public var chosen: JSONValue
    /// Modalities whose encoders learned from all pairs of the split and were not fitted anew in
    /// the folds, as reductions are; left out where there are none.
    public var encodersOfAllPairs: [String]?

    package init(
      criterion: String, folds: Int, candidates: [Candidate], chosen: JSONValue, encodersOfAllPairs: [String]? = nil
    ) {
      (self.criterion, self.folds, self.candidates) = (criterion, folds, candidates)
      (self.chosen, self.encodersOfAllPairs) = (chosen, encodersOfAllPairs)
    }
  }
}
