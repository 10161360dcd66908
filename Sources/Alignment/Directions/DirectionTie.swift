/// A cut that parted directions which the objective does not tell apart.
public struct DirectionTie: Codable, Sendable, Equatable {
  /// How many directions were equally good.
  public let tied: Int
  /// How many of them were kept.
  public let kept: Int
  /// By what they were chosen; nil where nothing tells them apart, so that rounding did.
  public let rule: Rule?

  /// What decides among directions that are equally good.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// Those that carry most of the data's variation.
    case variation
    /// Those along which samples far from the mean vary most.
    case spread
    /// They were left out, all of them.
    case leftOut
  }

  /// The tie at a cut behind the first `k` directions; nil where the cut parts no run of equal
  /// ones.
  init?(_ runs: [EqualDirections], cutAt k: Int, by rule: Rule = .variation) {
    guard let run = runs.first(where: { $0.places.lowerBound < k && k < $0.places.upperBound }) else { return nil }
    let kept = k - run.places.lowerBound
    let largest = run.carried.first ?? 0
    let settled =
      largest > EqualDirections.rounding
      && run.carried[kept - 1] - run.carried[kept] > EqualDirections.tolerance * largest
    self.init(tied: run.places.count, kept: kept, rule: settled ? rule : nil)
  }

  init(tied: Int, kept: Int, rule: Rule?) {
    self.tied = tied
    self.kept = kept
    self.rule = rule
  }
}
