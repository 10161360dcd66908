import Foundation

/// Spearman's rank correlation of two scores, with a 95 % interval.
///
/// The coefficient is Pearson's of the ranks, the mean of the places for equal values. The interval
/// is Fisher's z with the variance (1 + r² / 2) / (n - 3), which stays right for strong
/// correlations. It counts the pairs as independent. Source: Bonett and Wright, Psychometrika
/// 65(1), 2000. Cost: O(n²).
public struct RankCorrelation: Sendable, Equatable {
  public let coefficient: Double
  /// Number of pairs.
  public let count: Int
  /// Nil with fewer than four pairs, and where all ranks agree or all are opposite: the variance
  /// says nothing there.
  public let interval: Interval?

  /// The correlation of `x` with `y`; nil with fewer than two pairs, and where all values of one
  /// are equal.
  public init?(_ x: [Double], _ y: [Double]) {
    precondition(x.count == y.count, "\(x.count) values beside \(y.count)")
    guard x.count >= 2, (x + y).allSatisfy(\.isFinite) else { return nil }
    let (a, b) = (midRanks(x, higherIsBetter: false), midRanks(y, higherIsBetter: false))
    let mean = (Double(x.count) + 1) / 2
    func sum(_ first: [Double], _ second: [Double]) -> Double {
      zip(first, second).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    }
    let (spreadA, spreadB) = (sum(a, a), sum(b, b))
    guard spreadA > 0, spreadB > 0 else { return nil }
    let r = min(1, max(-1, sum(a, b) / (spreadA * spreadB).squareRoot()))
    coefficient = r
    count = x.count
    guard count >= 4, abs(r) < 1 else {
      interval = nil
      return
    }
    let reach = Interval.normalQuantile95 * ((1 + r * r / 2) / Double(count - 3)).squareRoot()
    interval = Interval(low: tanh(atanh(r) - reach), high: tanh(atanh(r) + reach))
  }
}
