import Foundation

/// Gauss-Legendre quadrature with 16 nodes on equal panels: exact to rounding for smooth
/// integrands.
enum GaussLegendre {
  /// Nodes in (-1, 1) with their weights, by Newton's iteration on the Legendre polynomial.
  private static let rule: [(node: Double, weight: Double)] = {
    let n = 16
    return (0..<n).map { index in
      var x = cos(.pi * (Double(index) + 0.75) / (Double(n) + 0.5))
      var slope = 0.0
      for _ in 0..<100 {
        var (last, value) = (1.0, x)
        for degree in 2...n {
          let m = Double(degree)
          (last, value) = (value, ((2 * m - 1) * x * value - (m - 1) * last) / m)
        }
        slope = Double(n) * (x * value - last) / (x * x - 1)
        let step = value / slope
        x -= step
        if abs(step) < 1e-16 { break }
      }
      return (x, 2 / ((1 - x * x) * slope * slope))
    }
  }()

  /// The integral of `f` from `low` to `high` over `panels` equal panels.
  static func integral(from low: Double, to high: Double, panels: Int, _ f: (Double) -> Double) -> Double {
    let half = (high - low) / Double(panels) / 2
    var sum = 0.0
    for panel in 0..<panels {
      let centre = low + half * Double(2 * panel + 1)
      for (node, weight) in rule { sum += weight * f(centre + half * node) }
    }
    return sum * half
  }

  /// Calls `body` with every node of one panel from `low` to `high`, and its weight.
  static func forEachNode(from low: Double, to high: Double, _ body: (Double, Double) -> Void) {
    let (half, centre) = ((high - low) / 2, (low + high) / 2)
    for (node, weight) in rule { body(centre + half * node, weight * half) }
  }
}
