/// A closed interval of real numbers, such as a confidence interval.
public struct Interval: Codable, Sendable, Equatable {
  /// The lower end.
  public var low: Double
  /// The upper end.
  public var high: Double

  /// Joins the ends.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// The 0.975 quantile of the standard normal distribution, for intervals of 95 %.
  public static let normalQuantile95 = 1.959963984540054

  /// Whether the value lies in the interval, the ends included.
  public func contains(_ value: Double) -> Bool { low <= value && value <= high }

  /// The Wilson score interval of a proportion: the values that a score test at `z` does not reject.
  ///
  /// (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n), which stays within [0, 1] and keeps a width at 0 and 1.
  /// Samples count as independent; clips of one person are not quite. Source: Wilson, JASA 22, 1927.
  /// - Returns: nil where `total` is 0.
  public static func wilson(successes: Int, of total: Int, z: Double = normalQuantile95) -> Interval? {
    precondition(successes >= 0 && successes <= total, "\(successes) successes of \(total)")
    guard total > 0 else { return nil }
    let n = Double(total)
    let p = Double(successes) / n
    let centre = p + z * z / (2 * n)
    let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let whole = 1 + z * z / n
    // At 0 and 1 the ends are exact; elsewhere rounding must not lead outside.
    return Interval(
      low: successes == 0 ? 0 : max(0, (centre - reach) / whole),
      high: successes == total ? 1 : min(1, (centre + reach) / whole))
  }
}
