import Foundation

/// The range of k independent standard normal numbers: the studentised range with infinitely many
/// degrees of freedom.
///
/// P(Q >= q) = k int phi(z) [Phi(z)^(k-1) - (Phi(z) - Phi(z - q))^(k-1)] dz, where the difference
/// of powers is computed without cancellation, so that small tails keep their digits. Cost: one
/// quadrature of about 700 points.
public struct StudentizedRange: Sendable {
  /// The number of normal numbers, at least 2.
  public let groups: Int

  /// The range of `groups` numbers.
  public init(groups: Int) {
    precondition(groups >= 2, "the range of \(groups) numbers")
    self.groups = groups
  }

  /// P(Q >= q).
  public func tail(_ q: Double) -> Double {
    guard q > 0 else { return 1 }
    let others = Double(groups - 1)
    let high = max(10, q / 2 + 10)
    let integral = GaussLegendre.integral(from: -10, to: high, panels: Int((2 * (high + 10)).rounded(.up))) { z in
      let below = Self.normal(z)
      let share = min(1, Self.normal(z - q) / below)
      return exp(-z * z / 2) * pow(below, others) * -expm1(others * log1p(-share))
    }
    return min(1, Double(groups) * integral / (2 * Double.pi).squareRoot())
  }

  /// The q that the range exceeds with probability `tail`, by bisection.
  public func quantile(tail wanted: Double) -> Double {
    precondition(wanted > 0 && wanted < 1, "a tail of \(wanted)")
    var (low, high) = (0.0, 4.0)
    while tail(high) > wanted { (low, high) = (high, high * 2) }
    for _ in 0..<64 {
      let middle = low + (high - low) / 2
      if tail(middle) > wanted { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  private static func normal(_ z: Double) -> Double { 0.5 * erfc(-z / 2.squareRoot()) }
}
