import Foundation

/// Canonical features of how values depend on earlier ones: autocorrelation, information, forecasts, spectrum.
extension CanonicalSeries {
  /// The lag at which the autocorrelation first falls below 1/e, between lags by a straight line.
  var firstBelowOneOverE: Double {
    let threshold = 1 / M_E
    for i in 0..<max(count - 2, 0) where autocorrelation[i + 1] < threshold {
      return Double(i) + (threshold - autocorrelation[i]) / (autocorrelation[i + 1] - autocorrelation[i])
    }
    return Double(count)
  }

  /// The first lag at which the autocorrelation has a minimum.
  var firstMinimum: Double { Double(Self.firstMinimum(of: autocorrelation) ?? count) }

  private static func firstMinimum(of values: [Double]) -> Int? {
    guard values.count > 2 else { return nil }
    return (1..<(values.count - 1)).first { values[$0] < values[$0 - 1] && values[$0] < values[$0 + 1] }
  }

  /// The information, in nats, between values two frames apart, in five equal bins.
  var automutualInformation: Double {
    guard count > 2, let low = values.min(), let high = values.max() else { return 0 }
    let step = (high - low + 0.2) / 5
    let edges: [Double] = (1...5).map { low + step * Double($0) - 0.1 }
    let bins: [Int] = values.map { value in edges.firstIndex { value < $0 } ?? 4 }
    var joint = [[Double]](repeating: [Double](repeating: 0, count: 5), count: 5)
    for (a, b) in zip(bins, bins.dropFirst(2)) { joint[a][b] += 1 / Double(count - 2) }
    let first = joint.map { $0.reduce(0, +) }
    let second = (0..<5).map { b in joint.reduce(0) { $0 + $1[b] } }
    var sum = 0.0
    for a in 0..<5 {
      for b in 0..<5 where joint[a][b] > 0 { sum += joint[a][b] * log(joint[a][b] / (first[a] * second[b])) }
    }
    return sum
  }

  /// The first minimum over lags of the information that a Gaussian process with these correlations has; lags to 40.
  var firstMinimumOfInformation: Double {
    let lags = min(40, (count + 1) / 2)
    let information = (1...max(lags, 1)).map { lag in
      let correlation = Self.correlation(values.dropLast(lag), values.dropFirst(lag))
      return -0.5 * log(1 - correlation * correlation)
    }
    return Double(Self.firstMinimum(of: information) ?? lags)
  }

  private static func correlation(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) -> Double {
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    var (products, squaresX, squaresY) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      products += (a - meanX) * (b - meanY)
      squaresX += (a - meanX) * (a - meanX)
      squaresY += (b - meanY) * (b - meanY)
    }
    return products / (squaresX * squaresY).squareRoot()
  }

  /// How distances between successive points of the embedding in two dimensions deviate from an exponential law.
  var embeddingDeviation: Double {
    let lag = Double(firstZero) > Double(count) / 10 ? count / 10 : firstZero
    guard count - lag - 1 > 0 else { return 0 }
    let distances = (0..<(count - lag - 1)).map { i in
      let (a, b) = (values[i + 1] - values[i], values[i + lag] - values[i + lag + 1])
      return (a * a + b * b).squareRoot()
    }
    let deviation = Self.deviation(distances)
    guard deviation >= 0.001, let low = distances.min(), let high = distances.max() else { return 0 }
    let width = 3.5 * deviation / pow(Double(distances.count), 1 / 3.0)
    let bins = Int(((high - low) / width).rounded(.up))
    guard bins > 0 else { return 0 }
    let mean = Self.mean(distances)
    let gaps = Self.histogram(distances, bins: bins).map { (bin) -> Double in
      let law = exp(-bin.centre / mean) / mean
      return abs(Double(bin.count) / Double(distances.count) - law)
    }
    return Self.mean(gaps)
  }

  /// The first zero of the autocorrelation of differences, by that of the values.
  var differencesZeroRatio: Double {
    let differences = zip(values, values.dropFirst()).map { $1 - $0 }
    guard differences.contains(where: { $0 != differences[0] }) else { return 0 }
    return Double(Self.firstZero(Self.autocorrelation(differences))) / Double(firstZero)
  }

  /// The deviation of a value from the mean of the three before it.
  var forecastError: Double {
    guard count > 4 else { return 0 }
    let errors = (3..<count).map { (i: Int) -> Double in
      let before = values[i - 3] + values[i - 2] + values[i - 1]
      return values[i] - before / 3
    }
    return Self.deviation(errors)
  }

  /// The power in the lowest fifth of frequencies, and the frequency (radians a frame) below which half the power lies.
  var spectrum: (lowest: Double, centroid: Double) {
    var size = 1
    while size < count { size *= 2 }
    let mean = Self.mean(values)
    var transform = FourierTransform(size)
    let power = transform.power(of: values.map { $0 - mean })
    let half = size / 2
    let scale = 1 / (2 * Double.pi * Double(count))
    let density = (0...half).map { (i: Int) -> Double in power[i] * (i > 0 && i < half ? 2 * scale : scale) }
    let step = 2 * Double.pi / Double(size)
    let lowest = density.prefix(density.count / 5).reduce(0) { $0 + $1 * step }
    let total = density.reduce(0, +)
    var sum = 0.0
    for (i, value) in density.enumerated() {
      sum += value
      if sum > total / 2 { return (lowest, Double(i) * step) }
    }
    return (lowest, 0)
  }
}
