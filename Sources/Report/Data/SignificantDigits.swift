import Foundation

extension Double {
  /// The number to so many significant digits: short in JSON, and the same in every digit that a
  /// table shows. Nil where it is not finite, since JSON has no such number.
  func shortened(to digits: Int = 8) -> Double? {
    guard isFinite, self != 0 else { return isFinite ? 0 : nil }
    let places = digits - 1 - Int(log10(magnitude).rounded(.down))
    let scale = pow(10, Double(abs(places)))
    guard scale.isFinite else { return self }
    return places >= 0 ? (self * scale).rounded() / scale : (self / scale).rounded() * scale
  }
}
