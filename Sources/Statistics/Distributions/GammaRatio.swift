import Foundation

/// ln(Gamma(a + 1/2) / Gamma(a)) for a > 0, to a few units in the last place at every size of a.
///
/// From a = 100 by Stirling's series of the difference, whose next term is below 1e-16 there; the
/// difference of two logarithms would lose digits with their size. Source: DLMF 5.11.8.
func logGammaHalfStep(_ a: Double) -> Double {
  guard a < 100 else {
    let inverse = 1 / a
    let square = inverse * inverse
    return 0.5 * log(a) - inverse * (0.125 - square * (1.0 / 192 - square * (1.0 / 640)))
  }
  return lgamma(a + 0.5).0 - lgamma(a).0
}
