/// Friedman's test: do methods rank alike over blocks (data sets)? With what Nemenyi's test says of
/// every two of them.
///
/// Ranks are made within each block: 1 is the best, and equal values get the mean of their places.
/// The statistic is corrected for these ties. It follows chi-squared with k - 1 degrees of freedom,
/// roughly so with few blocks. Source: Friedman, JASA 32, 1937; Demšar, JMLR 7, 2006. Cost:
/// O(blocks · k log k).
public struct FriedmanTest: Sendable, Equatable {
  /// The mean rank of each method over the blocks.
  public let averageRanks: [Double]
  /// Number of blocks.
  public let blocks: Int
  /// The statistic; nil where every block has all methods equal.
  public let statistic: Double?
  /// P of a statistic as large; 1 where there is none.
  public let pValue: Double

  /// The test of `values` by block and method; at least two blocks and two methods, and as many
  /// values in each block.
  public init(_ values: [[Double]], higherIsBetter: Bool) {
    let methods = values.first?.count ?? 0
    precondition(values.count >= 2 && methods >= 2, "\(values.count) blocks of \(methods) methods")
    precondition(values.allSatisfy { $0.count == methods }, "blocks of different sizes")
    let ranks = values.map { midRanks($0, higherIsBetter: higherIsBetter) }
    let (n, k) = (Double(values.count), Double(methods))
    let sums = (0..<methods).map { method in ranks.reduce(0) { $0 + $1[method] } }
    averageRanks = sums.map { $0 / n }
    blocks = values.count
    // Sum over groups of equal values of t^3 - t.
    let ties = values.reduce(0.0) { total, block in
      Dictionary(grouping: block) { $0 }.values.map { Double($0.count) }.sorted()
        .reduce(total) { $0 + $1 * $1 * $1 - $1 }
    }
    let correction = 1 - ties / (k * (k * k - 1) * n)
    guard correction > 0 else {
      (statistic, pValue) = (nil, 1)
      return
    }
    let squares = sums.reduce(0) { $0 + ($1 - n * (k + 1) / 2) * ($1 - n * (k + 1) / 2) }
    let found = 12 * squares / (k * n * (k + 1)) / correction
    statistic = found
    pValue = chiSquaredTail(found, degreesOfFreedom: methods - 1)
  }

  /// Nemenyi's p of the difference of two methods' average ranks, already corrected for all pairs.
  public func nemenyiPValue(_ first: Int, _ second: Int) -> Double {
    let difference = abs(averageRanks[first] - averageRanks[second])
    return StudentizedRange(groups: averageRanks.count).tail(difference / rankError * 2.squareRoot())
  }

  /// The difference of average ranks that is significant at `alpha`.
  public func criticalDifference(alpha: Double = 0.05) -> Double {
    StudentizedRange(groups: averageRanks.count).quantile(tail: alpha) / 2.squareRoot() * rankError
  }

  private var rankError: Double {
    let k = Double(averageRanks.count)
    return (k * (k + 1) / (6 * Double(blocks))).squareRoot()
  }
}

/// Ranks from 1, the best first; equal values share the mean of their places.
func midRanks(_ values: [Double], higherIsBetter: Bool) -> [Double] {
  values.map { value in
    let better = values.count { higherIsBetter ? $0 > value : $0 < value }
    let equal = values.count { $0 == value }
    return Double(better) + (Double(equal) + 1) / 2
  }
}
