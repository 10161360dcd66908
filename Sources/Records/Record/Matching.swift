extension TrialRecord {
  /// How a map, or the names of clusters, were found without pairs.
  public struct Matching: Codable, Sendable, Equatable {
    /// How many starts there were.
    public var starts: Int
    /// The start chosen, counted from 0.
    public var chosen: Int
    /// How far distances within both modalities differ under the match; 0 where they are the same.
    public var distortion: Double
    /// Whether the search for the match ended by itself.
    public var isMatchConverged: Bool
    /// Whether the match is the best there is, not only a local optimum.
    public var isMatchExact: Bool
    /// The rounds of refinement made.
    public var rounds: Int
    /// Whether the last round changed no pseudo-pair.
    public var isRefinementConverged: Bool
    /// The pseudo-pairs of the last round; null without a round.
    public var pseudoPairs: Int?
    /// The mean cosine of a sample with its nearest one of the other modality; null without a map.
    public var similarity: Double?

    package init(
      starts: Int, chosen: Int, distortion: Double, isMatchConverged: Bool, isMatchExact: Bool, rounds: Int,
      isRefinementConverged: Bool, pseudoPairs: Int?, similarity: Double?
    ) {
      (self.starts, self.chosen, self.distortion) = (starts, chosen, distortion)
      (self.isMatchConverged, self.isMatchExact, self.rounds) = (isMatchConverged, isMatchExact, rounds)
      self.isRefinementConverged = isRefinementConverged
      (self.pseudoPairs, self.similarity) = (pseudoPairs, similarity)
    }

    /// What a person should know of it; nil where everything ended by itself.
    package var warning: String? {
      if !isMatchConverged { return "the match did not converge in the steps allowed: allow more, or more entropy" }
      guard !isRefinementConverged else { return nil }
      return "pseudo-pairs still changed in the last of \(rounds) rounds of refinement: allow more rounds"
    }
  }
}
