import Foundation

/// Sampling that depends on the generator alone, not on the version of the standard library.
extension Xoshiro256 {
  /// A number uniform in [0, 1) with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number uniform in [low, high).
  public mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }

  /// An index uniform in 0 ..< count, without bias (Lemire's multiplication with rejection).
  /// `count` must be positive.
  @inlinable
  public mutating func index(below count: Int) -> Int {
    precondition(count > 0, "an index needs at least one place")
    let bound = UInt64(count)
    while true {
      let product = next().multipliedFullWidth(by: bound)
      // The threshold is below the bound, so that the division is rarely needed.
      if product.low >= bound || product.low >= (0 &- bound) % bound { return Int(product.high) }
    }
  }

  /// A standard normal number (Box-Muller; two uniforms for each number).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }

  /// The elements in random order (Fisher-Yates from the end).
  @inlinable
  public mutating func shuffled<T>(_ elements: [T]) -> [T] {
    var result = elements
    result.withUnsafeMutableBufferPointer { result in
      var last = result.count - 1
      while last > 0 {
        result.swapAt(last, index(below: last + 1))
        last -= 1
      }
    }
    return result
  }

  /// `count` different elements in random order. `count` must not exceed the number of elements.
  public mutating func sample<T>(_ count: Int, of elements: [T]) -> [T] {
    precondition(count <= elements.count, "a sample without replacement cannot exceed its population")
    return Array(shuffled(elements).prefix(count))
  }
}
