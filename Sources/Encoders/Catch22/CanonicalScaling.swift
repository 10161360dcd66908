import Foundation

/// Canonical features of periodicity and of how fluctuations grow with the scale.
extension CanonicalSeries {
  /// The first clear peak of the autocovariance, less one, after a cubic spline in two pieces is taken out.
  var periodicity: Double {
    let rest = zip(values, trend).map { $0 - $1 }
    let lags = (count + 2) / 3
    let covariance = (1...max(lags, 1)).map { (lag: Int) -> Double in
      var sum = 0.0
      for i in 0..<max(count - lag, 0) { sum += rest[i] * rest[i + lag] }
      return sum / Double(max(count - lag, 1))
    }
    guard covariance.count > 2 else { return 0 }
    var trough: Double?
    for i in 1..<(covariance.count - 1) {
      let (rise, next) = (covariance[i] - covariance[i - 1], covariance[i + 1] - covariance[i])
      if rise < 0, next > 0 { trough = covariance[i] }
      if rise > 0, next < 0, let trough, covariance[i] - trough >= 0.01, covariance[i] >= 0 { return Double(i) }
    }
    return 0
  }

  /// The cubic spline with one knot in the middle that fits best: least squares by orthogonal functions.
  private var trend: [Double] {
    let (last, knot) = (Double(max(count - 1, 1)), Double(count / 2 - 1))
    var basis: [[Double]] = []
    for k in 0..<5 {
      var function = (0..<count).map { (i: Int) -> Double in
        let (base, power) = k < 4 ? (2 * Double(i) / last - 1, k) : (max(Double(i) - knot, 0) / last, 3)
        return pow(base, Double(power))
      }
      let size = Self.product(function, function).squareRoot()
      for _ in 0..<2 {
        for other in basis {
          let product = Self.product(function, other)
          for i in function.indices { function[i] -= product * other[i] }
        }
      }
      let rest = Self.product(function, function).squareRoot()
      if rest > 1e-12 * size { basis.append(function.map { $0 / rest }) }
    }
    var fit = [Double](repeating: 0, count: count)
    for function in basis {
      let product = Self.product(values, function)
      for i in fit.indices { fit[i] += product * function[i] }
    }
    return fit
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  /// How fluctuations are measured in a window.
  enum Fluctuation {
    /// The range of what a straight line leaves.
    case range
    /// The root mean square of what a straight line leaves.
    case detrended
  }

  /// The share of scales before the point at which two straight lines fit the growth of fluctuations best, on
  /// logarithmic axes; 0 of fewer than twelve scales.
  func scaleBreak(_ kind: Fluctuation, lag: Int) -> Double {
    let (low, high) = (log(5.0), log(Double(count / 2)))
    var scales: [Int] = []
    for i in 0..<50 where count >= 10 {
      let scale = Int(exp(low + Double(i) * (high - low) / 49).rounded())
      if scales.last != scale { scales.append(scale) }
    }
    guard scales.count >= 12 else { return 0 }
    var sums: [Double] = []
    for i in 0..<(count / lag) { sums.append((sums.last ?? 0) + values[i * lag]) }
    let logScales = scales.map { log(Double($0)) }
    let places = (0..<(scales.last ?? 0)).map { Double($0 + 1) }
    let logSizes = scales.map { log(Self.fluctuation(sums, kind, places[..<$0])) }
    let least = 6
    var (best, bestError) = (0, Double.infinity)
    for split in least..<(scales.count - least + 1) {
      let error =
        Self.lineError(logScales[..<split], logSizes[..<split])
        + Self.lineError(logScales[(split - 1)...], logSizes[(split - 1)...])
      if error < bestError { (best, bestError) = (split, error) }
    }
    return Double(best) / Double(scales.count)
  }

  /// The size of fluctuations in windows as long as `places`, which are 1, 2, 3 and so on.
  private static func fluctuation(_ sums: [Double], _ kind: Fluctuation, _ places: ArraySlice<Double>) -> Double {
    let (scale, windows) = (places.count, sums.count / places.count)
    var total = 0.0
    for window in 0..<windows {
      let part = sums[(window * scale)..<((window + 1) * scale)]
      let line = fittedLine(places, part)
      var (low, high, squares) = (Double.infinity, -Double.infinity, 0.0)
      for (place, value) in zip(places, part) {
        let rest = value - (line.slope * place + line.offset)
        low = min(low, rest)
        high = max(high, rest)
        squares += rest * rest
      }
      total += kind == .range ? (high - low) * (high - low) : squares
    }
    return (total / Double(kind == .range ? windows : windows * scale)).squareRoot()
  }

  private static func lineError(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) -> Double {
    let line = fittedLine(x, y)
    var squares = 0.0
    for (place, value) in zip(x, y) {
      let rest = value - (line.slope * place + line.offset)
      squares += rest * rest
    }
    return squares.squareRoot()
  }
}
