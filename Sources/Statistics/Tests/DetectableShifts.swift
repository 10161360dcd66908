import Locks

/// The differences that tests find, in standard errors. Those of whole degrees of freedom are kept:
/// the pairs of a board share them, and a page tests thousands of pairs.
enum DetectableShifts {
  private struct Key: Hashable {
    let degreesOfFreedom, alpha, power: Double
  }

  private static let known = Mutex<[Key: Double]>([:])

  /// The same as that of `TTestPower`.
  static func shift(_ degreesOfFreedom: Double, _ alpha: Double, _ power: Double) -> Double {
    func computed() -> Double { TTestPower(degreesOfFreedom: degreesOfFreedom, alpha: alpha).shift(power: power) }
    // Others are as many as there are pairs.
    guard degreesOfFreedom == degreesOfFreedom.rounded() else { return computed() }
    let key = Key(degreesOfFreedom: degreesOfFreedom, alpha: alpha, power: power)
    if let shift = known.withLock({ $0[key] }) { return shift }
    let shift = computed()
    known.withLock { $0[key] = shift }
    return shift
  }
}
