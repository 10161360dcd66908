import Foundation

/// Canonical features of periodicity and of how fluctuations grow with the scale.
extension CanonicalSeries {
  /// The lag of the first clear peak of the autocovariance, after a cubic spline in two pieces is
  /// taken out; 0 where there is none.
  ///
  /// A peak is clear that is not negative and lies .01 above the trough before it. Lags go up to a
  /// third of the values.
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
      if rise > 0, next < 0, let trough, covariance[i] - trough >= 0.01, covariance[i] >= 0 { return Double(i + 1) }
    }
    return 0
  }

  /// The cubic spline with one knot in the middle that fits best: least squares by orthogonal
  /// functions.
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

  /// The share of scales before the break of the two straight lines that fit the growth of
  /// fluctuations best, on logarithmic axes; 1 for fewer than sixteen scales.
  ///
  /// Fluctuations are those of the sums of every `lag`-th value. There are fifty scales from 5 to
  /// half the number of sums, evenly spread over the logarithm and rounded; each counts once. Each
  /// line covers at least a quarter of the scales and at least eight; both cover the scale where
  /// they meet. If nothing fluctuates on some scale, the lines cannot be told apart, and the break
  /// is the first possible one.
  func scaleBreak(_ kind: Fluctuation, lag: Int) -> Double {
    var sums: [Double] = []
    for i in stride(from: 0, to: count, by: lag) { sums.append((sums.last ?? 0) + values[i]) }
    let (low, high) = (log(5.0), log(Double(sums.count / 2)))
    var scales: [Int] = []
    for i in 0..<50 where sums.count >= 10 {
      let scale = Int(exp(low + Double(i) * (high - low) / 49).rounded())
      if scales.last != scale { scales.append(scale) }
    }
    guard scales.count >= 16 else { return 1 }
    let sizes = scales.map { Self.fluctuation(sums, kind, scale: $0) }
    let isRounding = sizes.allSatisfy { $0 < 1e-10 }
    let logScales = scales.map { log(Double($0)) }
    let logSizes = sizes.map { log(isRounding ? 0 : $0) }
    let least = max(8, Int((Double(scales.count) / 4).rounded()))
    var (best, bestError) = (least, Double.infinity)
    for split in least...(scales.count - least) {
      let error =
        Self.lineError(logScales[..<split], logSizes[..<split])
        + Self.lineError(logScales[(split - 1)...], logSizes[(split - 1)...])
      if error < bestError { (best, bestError) = (split, error) }
    }
    return Double(best) / Double(scales.count)
  }

  /// The size of fluctuations in windows of `scale` sums: quadratic means over windows.
  private static func fluctuation(_ sums: [Double], _ kind: Fluctuation, scale: Int) -> Double {
    let windows = sums.count / scale
    let middle = Double(scale - 1) / 2
    let squaredPlaces = Double(scale * (scale * scale - 1)) / 12
    var total = 0.0
    for window in 0..<windows {
      let start = window * scale
      var (mean, slope) = (0.0, 0.0)
      for k in 0..<scale { mean += sums[start + k] }
      mean /= Double(scale)
      for k in 0..<scale { slope += (Double(k) - middle) * (sums[start + k] - mean) }
      slope /= squaredPlaces
      let offset = mean - slope * (middle + 1)
      var (low, high, squares) = (Double.infinity, -Double.infinity, 0.0)
      for k in 0..<scale {
        let rest = sums[start + k] - (slope * Double(k + 1) + offset)
        low = min(low, rest)
        high = max(high, rest)
        squares += rest * rest
      }
      total += kind == .range ? (high - low) * (high - low) : squares
    }
    return (total / Double(kind == .range ? windows : windows * scale)).squareRoot()
  }

  /// The sum of the squares that the best straight line leaves.
  private static func lineError(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) -> Double {
    let n = Double(x.count)
    var (meanX, meanY) = (0.0, 0.0)
    for i in x.indices { (meanX, meanY) = (meanX + x[i], meanY + y[i]) }
    (meanX, meanY) = (meanX / n, meanY / n)
    var (products, squares) = (0.0, 0.0)
    for i in x.indices {
      products += (x[i] - meanX) * (y[i] - meanY)
      squares += (x[i] - meanX) * (x[i] - meanX)
    }
    let slope = products / squares
    var error = 0.0
    for i in x.indices {
      let rest = y[i] - meanY - slope * (x[i] - meanX)
      error += rest * rest
    }
    return error
  }
}
