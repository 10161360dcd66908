/// A sum whose error does not grow with the number of its terms (Neumaier's variant of Kahan's
/// summation).
///
/// Means over hundreds of thousands of samples then agree to the last digits, in every order of the
/// samples.
@frozen
public struct CompensatedSum: Sendable {
  @usableFromInline var sum = 0.0
  @usableFromInline var lost = 0.0

  /// A sum of no terms: 0.
  @inlinable
  public init() {}

  /// The sum of the terms so far.
  @inlinable public var value: Double { sum + lost }

  /// The sum in another unit, a power of two, which rounds nothing.
  @inlinable
  public func scaled(by factor: Double) -> CompensatedSum {
    var result = self
    (result.sum, result.lost) = (factor * sum, factor * lost)
    return result
  }

  /// Adds a term.
  @inlinable
  public static func += (total: inout CompensatedSum, term: Double) {
    let next = total.sum + term
    total.lost += abs(total.sum) >= abs(term) ? (total.sum - next) + term : (term - next) + total.sum
    total.sum = next
  }
}

extension [Double] {
  /// The sum of the elements, without an error that grows with their number.
  @inlinable public var compensatedSum: Double {
    var sum = CompensatedSum()
    for element in self { sum += element }
    return sum.value
  }
}
