/// Eight compensated sums side by side (Knuth's two-sum, which has no branch), for long loops over
/// memory.
@frozen
public struct CompensatedLanes: Sendable {
  @usableFromInline var sum = SIMD8<Double>.zero
  @usableFromInline var lost = SIMD8<Double>.zero

  /// Sums of no terms: 0.
  @inlinable
  public init() {}

  /// The sum of all lanes.
  @inlinable public var value: Double {
    var total = CompensatedSum()
    for lane in 0..<8 {
      total += sum[lane]
      total += lost[lane]
    }
    return total.value
  }

  /// The sum of each lane.
  @inlinable public var lanes: SIMD8<Double> { sum + lost }

  /// Adds a term to each lane.
  @inlinable
  @inline(__always)
  public static func += (total: inout CompensatedLanes, terms: SIMD8<Double>) {
    let next = total.sum + terms
    let back = next - total.sum
    total.lost += (total.sum - (next - back)) + (terms - back)
    total.sum = next
  }
}

extension UnsafePointer<Double> {
  /// The eight elements from here on; those from `count` on are 0.
  @inlinable
  @inline(__always)
  public func eight(of count: Int) -> SIMD8<Double> {
    if count >= 8 { return UnsafeRawPointer(self).loadUnaligned(as: SIMD8<Double>.self) }
    var result = SIMD8<Double>.zero
    for place in 0..<count { result[place] = self[place] }
    return result
  }
}
