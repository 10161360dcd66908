extension TrialRecord {
  /// Rows of the latent space by their energy over the pairs.
  public struct LatentReport: Codable, Sendable, Equatable {
    /// Dimension of the latent space.
    public var dimension: Int
    /// ||row of A_m X_m|| for each row, on the source's side of the pairs.
    public var sourceRowEnergy: [Double]
    /// The same on the target's side.
    public var targetRowEnergy: [Double]
    /// Effective rank of the source's latents of the pairs; null on collapse.
    public var sourceEffectiveRank: Double?
    /// Effective rank of the target's latents of the pairs; null on collapse.
    public var targetEffectiveRank: Double?
    /// The frames by which the target is taken later than the source, where that was estimated.
    public var frameShift: Int?
    /// On which limbs the pairs' sensor was found to be worn, where that was asked.
    public var limbs: Limbs?
    /// That the objective did not say which directions to keep; left out where it did.
    public var tie: Tie?
    /// Number of test rows that retrieval and neighbours were measured on, where it was a sample of
    /// them; left out where it was all.
    public var comparedRows: Int?

    package init(
      dimension: Int, sourceRowEnergy: [Double], targetRowEnergy: [Double], sourceEffectiveRank: Double? = nil,
      targetEffectiveRank: Double? = nil, frameShift: Int? = nil, limbs: Limbs? = nil,
      tie: Tie? = nil, comparedRows: Int? = nil
    ) {
      (self.dimension, self.sourceRowEnergy, self.targetRowEnergy) = (dimension, sourceRowEnergy, targetRowEnergy)
      (self.sourceEffectiveRank, self.targetEffectiveRank) = (sourceEffectiveRank, targetEffectiveRank)
      (self.frameShift, self.limbs, self.tie) = (frameShift, limbs, tie)
      self.comparedRows = comparedRows
    }
  }

  /// On which limb a sensor is worn, pair by pair, as pairs alone tell it.
  public struct Limbs: Codable, Sendable, Equatable {
    /// Numbers of pairs by limb.
    public var pairs: [Int]
    /// How often pairs were given to limbs anew.
    public var rounds: Int
    /// Whether the last time changed nothing.
    public var isSettled: Bool

    package init(pairs: [Int], rounds: Int, isSettled: Bool) {
      (self.pairs, self.rounds, self.isSettled) = (pairs, rounds, isSettled)
    }
  }

  /// Directions that were equally good, of which some were kept.
  public struct Tie: Codable, Sendable, Equatable {
    /// How many were equally good.
    public var tied: Int
    /// How many of them were kept.
    public var kept: Int
    /// By what they were chosen; left out where nothing tells them apart, so that rounding did.
    public var rule: String?

    package init(tied: Int, kept: Int, rule: String?) { (self.tied, self.kept, self.rule) = (tied, kept, rule) }
  }
}
