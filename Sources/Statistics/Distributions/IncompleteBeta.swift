import Foundation

/// The regularised incomplete beta function I_x(a, 1/2) or I_x(1/2, a), for Student's distribution.
///
/// By the continued fraction of DLMF 8.17.22 (Lentz's recurrence) on the side of the mean where it
/// converges fast.
enum IncompleteBeta {
  /// I_x(a, b) where one of a, b is 1/2 and `complement` is 1 - x, which the caller knows without
  /// cancellation.
  static func regularised(_ a: Double, _ b: Double, x: Double, complement: Double) -> Double {
    if x <= 0 { return 0 }
    if complement <= 0 { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - regularised(b, a, x: complement, complement: x) }
    let large = max(a, b)
    // ln(1 / B(large, 1/2))
    let scale = logGammaHalfStep(large) - 0.5 * log(Double.pi)
    return exp(scale + a * log(x) + b * log(complement)) / a / fraction(a, b, x)
  }

  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var value = 1.0
    var (c, d) = (1.0, 0.0)
    for step in 1...100_000 {
      let m = Double(step / 2)
      let numerator =
        step.isMultiple(of: 2)
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 + numerator * d
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = 1 + numerator / c
      if abs(c) < tiny { c = tiny }
      value *= c * d
      if abs(c * d - 1) < 1e-16 { break }
    }
    return value
  }
}
