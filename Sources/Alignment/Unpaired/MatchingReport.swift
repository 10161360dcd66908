/// How an alignment without pairs came to its map.
public struct MatchingReport: Sendable, Equatable {
  /// How many starts there were.
  public let starts: Int
  /// The start chosen, counted from 0.
  public let chosen: Int
  /// How far the distances within the two modalities differ under the match: 0 where they are the
  /// same.
  public let distortion: Double
  /// Whether the search for the match ended by itself. A local search always does; steps of
  /// transport may run out.
  public let isMatchConverged: Bool
  /// Whether the match is the best there is, not only a local optimum.
  public let isMatchExact: Bool
  /// The rounds of refinement that were made.
  public let rounds: Int
  /// Whether the last round changed no pseudo-pair. True where no round was asked for.
  public let isRefinementConverged: Bool
  /// The pseudo-pairs of the last round: samples that are each other's nearest. Nil where no round
  /// was made.
  public let pseudoPairs: Int?
  /// The mean cosine of a sample with its nearest one in the other modality, both ways; nil
  /// where there is no map.
  public let similarity: Double?
}
