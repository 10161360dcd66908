import Foundation

/// How often a two-sided t test tells a true difference from 0: the power of Student's test.
///
/// A difference is given in standard errors. Power is the share of the noncentral t distribution
/// beyond the quantiles of the test, E[Phi(d - q S) + Phi(-d - q S)], where S^2 is chi-squared over
/// its degrees of freedom. The expectation is taken over ln S, in which it is smooth for every
/// number of degrees of freedom, whole or not. Source: Johnson, Kotz and Balakrishnan, Continuous
/// Univariate Distributions 2, 1995, chapter 31. Cost: some hundred exponentials to set up, as many
/// error functions a value.
public struct TTestPower: Sendable {
  /// The probability of a false difference.
  public let alpha: Double
  /// The test's quantile times the nodes of S, and their weights, which sum to 1.
  private let nodes: [(reach: Double, weight: Double)]

  /// The test at `alpha` with positive degrees of freedom.
  public init(degreesOfFreedom: Double, alpha: Double = 0.05) {
    self.alpha = alpha
    let quantile = StudentT(degreesOfFreedom: degreesOfFreedom).twoSidedQuantile(tail: alpha)
    let nodes = Self.nodes(degreesOfFreedom, quantile)
    let whole = nodes.reduce(0) { $0 + $1.weight }
    self.nodes = nodes.map { (quantile * exp($0.place), $0.weight / whole) }
  }

  /// Places of ln S with their density times the weight of the quadrature, up to a factor.
  private static func nodes(_ freedom: Double, _ quantile: Double) -> [(place: Double, weight: Double)] {
    // The density of ln S is exp(height) up to a factor, and 0 is where it is largest.
    func height(_ y: Double) -> Double { freedom * (y + (1 - exp(2 * y)) / 2) }
    /// Where the density is nothing beside its largest value, on the side of `sign`.
    func end(_ sign: Double) -> Double {
      var (near, far) = (0.0, 1 / freedom.squareRoot())
      while height(sign * far) > -40 { (near, far) = (far, 2 * far) }
      for _ in 0..<20 {
        let middle = (near + far) / 2
        if height(sign * middle) > -40 { near = middle } else { far = middle }
      }
      return sign * far
    }
    /// How far the density, and Phi where its argument is 0, are smooth.
    func width(_ y: Double) -> Double {
      min(1, max(8 / (freedom * (1 + exp(2 * y))), 1.4 / freedom.squareRoot()), 2.5 / (quantile * exp(y)))
    }
    var nodes: [(place: Double, weight: Double)] = []
    var place = end(-1)
    let last = end(1)
    while place < last {
      let next = min(last, place + min(width(place), width(place + width(place))))
      GaussLegendre.forEachNode(from: place, to: next) { y, weight in nodes.append((y, weight * exp(height(y)))) }
      place = next
    }
    return nodes
  }

  /// The share of studies that find a true difference of so many standard errors.
  public func power(ofShift shift: Double) -> Double {
    let shift = abs(shift)
    return nodes.reduce(0) { sum, node in
      sum + node.weight * (Self.normal(shift - node.reach) + Self.normal(-shift - node.reach))
    }
  }

  /// The true difference, in standard errors, that is found in a share `power` of studies.
  ///
  /// By Newton's iteration inside a bracket, since power rises with the difference; to the last
  /// digits.
  public func shift(power: Double = 0.8) -> Double {
    precondition(power > alpha && power < 1, "a power of \(power) at \(alpha)")
    var (low, high) = (0.0, 4.0)
    while self.power(ofShift: high) < power { (low, high) = (high, 2 * high) }
    var shift = (low + high) / 2
    for _ in 0..<100 {
      let excess = self.power(ofShift: shift) - power
      if excess > 0 { high = shift } else { low = shift }
      let slope = nodes.reduce(0) { sum, node in
        sum + node.weight * (Self.density(shift - node.reach) - Self.density(shift + node.reach))
      }
      let step = shift - excess / slope
      let next = step > low && step < high ? step : (low + high) / 2
      if abs(next - shift) <= 1e-14 * shift { return next }
      shift = next
    }
    return shift
  }

  private static func normal(_ x: Double) -> Double { 0.5 * erfc(-x * 0.5.squareRoot()) }

  private static func density(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }
}

extension Estimate {
  /// The smallest true difference that a test of this standard error finds at `alpha` in a share
  /// `power` of studies. What it found here plays no part. Nil where nothing varies or there is a
  /// single unit.
  public func detectableDifference(power: Double = 0.8, alpha: Double = 0.05) -> Double? {
    guard degreesOfFreedom > 0, standardError > 0 else { return nil }
    return DetectableShifts.shift(degreesOfFreedom, alpha, power) * standardError
  }
}
