/// Whether a difference is shown to be smaller than a margin: two one-sided t tests.
///
/// One test asks whether the difference is above -margin, the other whether it is below margin. The
/// larger of their p counts. At 5 % both hold exactly where the 90 % interval of the difference
/// lies inside the margin. Equal rows of few persons are not equivalent: to show that takes a
/// small standard error. Source: Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics
/// 15(6), 1987.
public struct EquivalenceTest: Sendable, Equatable {
  /// What differences count as equivalent: those below it, in the unit of the difference.
  public let margin: Double
  /// P of the less sure of the two tests.
  public let pValue: Double

  /// The tests of one difference over its units; nil with a single unit.
  ///
  /// Where nothing varies the difference is what it is: p is 0 inside the margin and 1 outside.
  public init?(_ difference: Estimate, margin: Double) {
    precondition(margin > 0, "a margin of \(margin)")
    guard difference.degreesOfFreedom > 0 else { return nil }
    self.margin = margin
    let room = margin - abs(difference.mean)
    guard difference.standardError > 0 else {
      // A difference that is the margin but for rounding is not inside.
      pValue = room > 1e-12 * margin ? 0 : 1
      return
    }
    let tail = StudentT(degreesOfFreedom: difference.degreesOfFreedom).twoSidedTail(room / difference.standardError) / 2
    pValue = room >= 0 ? tail : 1 - tail
  }
}

extension Estimate {
  /// The 90 % interval, which lies inside a margin exactly where two one-sided tests at 5 % call
  /// the difference equivalent; nil with a single unit.
  public var equivalenceInterval: Interval? {
    guard degreesOfFreedom > 0 else { return nil }
    let reach = StudentT(degreesOfFreedom: degreesOfFreedom).twoSidedQuantile(tail: 0.1) * standardError
    return Interval(low: mean - reach, high: mean + reach)
  }

  /// The margin from which on two one-sided tests at 5 % call the difference equivalent; nil with a
  /// single unit. It says how near equivalence was. A margin is chosen before results are seen.
  public var leastEquivalenceMargin: Double? { equivalenceInterval.map { max(abs($0.low), abs($0.high)) } }
}
