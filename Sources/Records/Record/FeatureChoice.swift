extension TrialRecord {
  /// A choice among features for one split and direction: chains of encoders, and reductions.
  public struct FeatureChoice: Codable, Sendable, Equatable {
    /// One combination of what was left open, by the names of the configuration.
    public struct Combination: Codable, Sendable, Equatable {
      /// The candidate of each modality that has several.
      public var encoders: [String: String]
      /// The candidate of the reduction; left out where there is one.
      public var reduction: String?

      public init(encoders: [String: String], reduction: String? = nil) {
        (self.encoders, self.reduction) = (encoders, reduction)
      }
    }

    public struct Candidate: Codable, Sendable, Equatable {
      public var combination: Combination
      /// The larger the better; nil where there is none.
      public var score: Double?
      /// Why it has no score.
      public var error: String?

      package init(_ combination: Combination, score: Double? = nil, error: String? = nil) {
        (self.combination, self.score, self.error) = (combination, score, error)
      }
    }

    /// What chose, with its parameters.
    public var criterion: TrialDescription.Choice
    /// The pairs of the split that it looked at.
    public var pairs: Int
    /// Everything tried, by names.
    public var candidates: [Candidate]
    public var chosen: Combination

    package init(
      criterion: TrialDescription.Choice, pairs: Int, candidates: [Candidate], chosen: Combination
    ) {
      (self.criterion, self.pairs, self.candidates, self.chosen) = (criterion, pairs, candidates, chosen)
    }
  }
}

extension TrialRecord.FeatureChoice.Combination: CustomStringConvertible {
  /// `inertial: kinematic, reduction: whitened`
  public var description: String {
    (encoders.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      + (reduction.map { ["reduction: \($0)"] } ?? []))
      .joined(separator: ", ")
  }
}
