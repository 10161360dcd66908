/// The share of resamples in which each row is the best, by the statistics of all rows in the same
/// resamples.
///
/// Rows that are equal (to rounding) share a resample evenly, so that the shares of all rows sum to
/// 1. Where few subjects differ much, resamples vary too little, as percentiles do: the shares are
/// then nearer to 0 and 1 than they should be. Cost: O(resamples · rows).
public func bestShares(_ statistics: [[Double]], higherIsBetter: Bool) -> [Double] {
  let resamples = statistics.first?.count ?? 0
  guard resamples > 0 else { return statistics.map { _ in 1 / Double(statistics.count) } }
  let sign = higherIsBetter ? 1.0 : -1
  var shares = [Double](repeating: 0, count: statistics.count)
  for resample in 0..<resamples {
    var best = -Double.infinity
    for row in statistics { best = max(best, sign * row[resample]) }
    let least = best - 1e-12 * abs(best)
    let winners = statistics.indices.filter { sign * statistics[$0][resample] >= least }
    for row in winners { shares[row] += 1 / Double(winners.count) }
  }
  return shares.map { $0 / Double(resamples) }
}
