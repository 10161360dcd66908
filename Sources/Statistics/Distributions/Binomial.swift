/// The number of successes among independent trials of one rate.
public struct Binomial: Sendable {
  public let trials: Int
  public let rate: Double

  /// - Parameters:
  ///   - trials: how many, at least one.
  ///   - rate: the probability of each success, from 0 to 1.
  public init(trials: Int, rate: Double) {
    precondition(trials > 0 && rate >= 0 && rate <= 1, "\(trials) trials of rate \(rate)")
    (self.trials, self.rate) = (trials, rate)
  }

  /// The least number that is exceeded with a probability of at most `tail`.
  ///
  /// Every term comes from its neighbour, from the likeliest number on, and the sum from all of
  /// them, so that no logarithm loses digits. Cost: O(trials).
  public func leastExceeded(tail: Double) -> Int {
    guard rate > 0, rate < 1 else { return rate == 0 ? 0 : trials }
    let odds = rate / (1 - rate)
    let mode = min(trials, Int(Double(trials + 1) * rate))
    var terms = [Double](repeating: 0, count: trials + 1)
    terms[mode] = 1
    for count in stride(from: mode, to: trials, by: 1) {
      terms[count + 1] = terms[count] * Double(trials - count) / Double(count + 1) * odds
    }
    for count in stride(from: mode, to: 0, by: -1) {
      terms[count - 1] = terms[count] * Double(count) / Double(trials - count + 1) / odds
    }
    let whole = terms.reduce(0, +)
    var above = 0.0
    for count in stride(from: trials, to: 0, by: -1) {
      above += terms[count]
      if above > tail * whole { return count }
    }
    return 0
  }
}
