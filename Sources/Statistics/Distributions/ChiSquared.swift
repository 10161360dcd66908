import Foundation

/// P(X >= x) of the chi-squared distribution with a whole number of degrees of freedom.
///
/// A finite sum: e^(-x/2) sum (x/2)^j / j! for an even number, erfc(sqrt(x/2)) and such a sum for
/// an odd one. Source: Abramowitz and Stegun, 26.4.4 and 26.4.5. Cost: O(degrees of freedom).
public func chiSquaredTail(_ x: Double, degreesOfFreedom: Int) -> Double {
  precondition(degreesOfFreedom > 0, "\(degreesOfFreedom) degrees of freedom")
  guard x > 0 else { return 1 }
  let half = x / 2
  let odd = !degreesOfFreedom.isMultiple(of: 2)
  // The logarithm of the first term, so that many degrees of freedom neither overflow nor vanish.
  var logTerm = odd ? 0.5 * log(2 * x / .pi) - half : -half
  var tail = odd ? erfc(half.squareRoot()) : 0
  for j in 0..<(degreesOfFreedom / 2) {
    tail += exp(logTerm)
    logTerm += log(odd ? x / Double(2 * j + 3) : half / Double(j + 1))
  }
  return min(1, tail)
}
