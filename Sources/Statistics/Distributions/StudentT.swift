import Foundation

/// Student's t distribution with any positive number of degrees of freedom.
public struct StudentT: Sendable {
  /// The degrees of freedom; they need not be whole.
  public let degreesOfFreedom: Double

  /// The distribution; `degreesOfFreedom` must be positive.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "\(degreesOfFreedom) degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(|T| >= |t|) = I_{v / (v + t^2)}(v / 2, 1 / 2).
  public func twoSidedTail(_ t: Double) -> Double {
    let square = t * t
    guard square.isFinite else { return 0 }
    let whole = degreesOfFreedom + square
    return IncompleteBeta.regularised(
      degreesOfFreedom / 2, 0.5, x: degreesOfFreedom / whole, complement: square / whole)
  }

  /// The t that |T| exceeds with probability `tail`, by bisection to the last digit.
  public func twoSidedQuantile(tail: Double) -> Double {
    precondition(tail > 0 && tail < 1, "a tail of \(tail)")
    var (low, high) = (0.0, 2.0)
    while twoSidedTail(high) > tail { (low, high) = (high, high * 2) }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return high }
      if twoSidedTail(middle) > tail { low = middle } else { high = middle }
    }
  }
}
