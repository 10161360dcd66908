/// McNemar's exact test of two classifiers on the same samples, which counts samples as
/// independent.
///
/// Of the discordant samples each is as likely to favour one classifier as the other: a binomial
/// test, two-sided. Clips of one person are not independent, and where persons differ in which
/// classifier suits them, the test rejects too often. Source: McNemar, Psychometrika 12, 1947.
public struct McNemarTest: Sendable, Equatable {
  /// Samples that the first alone has right.
  public let firstOnly: Int
  /// Samples that the second alone has right.
  public let secondOnly: Int

  /// The test of the given counts.
  public init(firstOnly: Int, secondOnly: Int) {
    precondition(firstOnly >= 0 && secondOnly >= 0, "\(firstOnly) and \(secondOnly) discordant samples")
    self.firstOnly = firstOnly
    self.secondOnly = secondOnly
  }

  /// The test of hits: 1 where right, 0 where wrong.
  public init(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count, "\(first.count) hits against \(second.count)")
    var counts = (0, 0)
    for (a, b) in zip(first, second) {
      if a > b { counts.0 += 1 } else if b > a { counts.1 += 1 }
    }
    self.init(firstOnly: counts.0, secondOnly: counts.1)
  }

  /// The share of the binomial's weight at most as likely as what was found: min(1, 2 P(X <= min)).
  /// Every term comes from its neighbour and the sum from all of them, so no logarithm loses
  /// digits. Cost: O(discordant samples).
  public var pValue: Double {
    let n = firstOnly + secondOnly
    let least = min(firstOnly, secondOnly)
    guard n > 0, firstOnly != secondOnly else { return 1 }
    // Terms of the lower half relative to the largest.
    var term = 1.0
    var (tail, half) = (0.0, 0.0)
    for successes in stride(from: n / 2, through: 0, by: -1) {
      let isMiddle = 2 * successes == n
      half += isMiddle ? term / 2 : term
      if successes <= least { tail += term }
      term *= Double(successes) / Double(n - successes + 1)
    }
    return min(1, tail / half)
  }

  /// firstOnly / secondOnly; nil where the second alone is never right.
  public var oddsRatio: Double? { secondOnly == 0 ? nil : Double(firstOnly) / Double(secondOnly) }

  /// Cohen's g: the share of the discordant samples that favour the first, less one half; nil
  /// without any.
  public var cohensG: Double? {
    let n = firstOnly + secondOnly
    return n == 0 ? nil : Double(firstOnly) / Double(n) - 0.5
  }
}
