import Foundation

/// Canonical features of how values depend on earlier ones: autocorrelation, information,
/// forecasts, spectrum.
extension CanonicalSeries {
  /// The lag at which the autocorrelation first falls below 1/e, between lags by a straight line;
  /// the largest lag where it never does.
  var firstBelowOneOverE: Double {
    Self.firstCrossing(autocorrelation, below: 1 / M_E) ?? Double(count - 1)
  }

  /// The first lag at which the autocorrelation has a minimum; the number of values where it has
  /// none.
  var firstMinimum: Double {
    Double((1..<(count - 1)).first { Self.isMinimum(autocorrelation, $0) } ?? count)
  }

  /// The information, in nats, between values two frames apart, in five equal bins.
  ///
  /// Entropies are estimated as by Miller and Madow: half the number of filled cells less one, by
  /// the number of pairs, is added to each.
  var automutualInformation: Double {
    let evenBins = EvenBins(values, count: 5)
    let bins = values.map(evenBins.bin)
    var joint = [[Int]](repeating: [Int](repeating: 0, count: 5), count: 5)
    for (a, b) in zip(bins, bins.dropFirst(2)) { joint[a][b] += 1 }
    let (first, second) = (joint.map { $0.reduce(0, +) }, (0..<5).map { b in joint.reduce(0) { $0 + $1[b] } })
    let pairs = Double(count - 2)
    var sum = 0.0
    for a in 0..<5 {
      for b in 0..<5 where joint[a][b] > 0 {
        let cell = Double(joint[a][b])
        sum += cell / pairs * log(cell * pairs / (Double(first[a]) * Double(second[b])))
      }
    }
    let filled = { (cells: [Int]) in cells.count { $0 > 0 } }
    return sum + Double(filled(first) + filled(second) - filled(joint.flatMap { $0 }) - 1) / (2 * pairs)
  }

  /// The first minimum over lags of the information that a Gaussian process with these correlations
  /// has; the last lag, at most 40 and half the number of values, where there is none.
  var firstMinimumOfInformation: Double {
    let lags = min(40, (count + 1) / 2)
    let information = (1...lags).map { lag in
      let correlation = correlation(atLag: lag)
      let rest = 1 - correlation * correlation
      return rest > 1e-14 ? -0.5 * log(rest) : .infinity
    }
    guard lags > 2 else { return Double(lags) }
    let minimum = (1..<(lags - 1)).first { Self.isMinimum(information, $0) }
    return Double(minimum.map { $0 + 1 } ?? lags)
  }

  /// The correlation of the values with those `lag` frames later.
  private func correlation(atLag lag: Int) -> Double {
    let pairs = count - lag
    var (meanX, meanY) = (0.0, 0.0)
    for i in 0..<pairs { (meanX, meanY) = (meanX + values[i], meanY + values[i + lag]) }
    (meanX, meanY) = (meanX / Double(pairs), meanY / Double(pairs))
    var (products, squaresX, squaresY) = (0.0, 0.0, 0.0)
    for i in 0..<pairs {
      let (x, y) = (values[i] - meanX, values[i + lag] - meanY)
      products += x * y
      squaresX += x * x
      squaresY += y * y
    }
    return products / (squaresX * squaresY).squareRoot()
  }

  /// How the density of distances between successive points of the embedding in two dimensions
  /// deviates from an exponential law of the same mean: the mean over bins of the absolute
  /// difference.
  ///
  /// The lag of the embedding is the first zero of the autocorrelation, at most a tenth of the
  /// number of values. There are as many bins as Freedman and Diaconis's or Sturges's rule says,
  /// whichever says more, but no more than distances. Where all distances are the same, the value
  /// is sqrt(1/2) (1000 + (n - 2) sqrt(n / (n - 1))), above all others.
  var embeddingDeviation: Double {
    let lag = min(firstZero, count / 10)
    let distances = (0..<(count - lag - 1)).map { i in
      let (a, b) = (values[i + 1] - values[i], values[i + lag + 1] - values[i + lag])
      return (a * a + b * b).squareRoot()
    }
    let sorted = distances.sorted()
    let n = Double(distances.count)
    guard let low = sorted.first, let high = sorted.last, high - low > 1e-12 * high else {
      return 1_000 / 2.0.squareRoot() + Double(count - 2) * (Double(count) / Double(2 * (count - 1))).squareRoot()
    }
    let spread = Self.quantile(ofSorted: sorted, 0.75) - Self.quantile(ofSorted: sorted, 0.25)
    let width = 2 * spread / cbrt(n)
    let wanted = max((1 + log2(n)).rounded(.up), width > 0 ? ((high - low) / width).rounded(.up) : 1)
    let bins = EvenBins(distances, count: Int(min(wanted, n)))
    let mean = Self.mean(distances)
    let gaps = bins.counts(distances).enumerated().map { (bin, found) -> Double in
      abs(Double(found) / n / bins.width(bin) - exp(-bins.centre(bin) / mean) / mean)
    }
    return Self.mean(gaps)
  }

  /// The first zero of the autocorrelation of differences, divided by that of the values, both
  /// interpolated between lags; 0 for values on a straight line.
  var whitening: Double {
    let differences = zip(values, values.dropFirst()).map { $1 - $0 }
    let largest = differences.reduce(0) { max($0, abs($1)) }
    guard Self.deviation(differences) > 1e-12 * largest, let whole = Self.firstCrossing(autocorrelation, below: 0),
      let left = Self.firstCrossing(Self.autocorrelation(differences), below: 0)
    else { return 0 }
    return left / whole
  }

  /// The deviation of a value from the mean of the three before it; 0 of fewer than five values.
  var forecastError: Double {
    guard count > 4 else { return 0 }
    let errors = (3..<count).map { (i: Int) -> Double in
      let before = values[i - 3] + values[i - 2] + values[i - 1]
      return values[i] - before / 3
    }
    return Self.deviation(errors)
  }

  /// The power in the lowest fifth of frequencies, and the frequency (radians a frame) below which
  /// half the power lies.
  var spectrum: (lowest: Double, median: Double) {
    let size = FourierTransform.size(for: count)
    let half = size / 2
    var transform = FourierTransform(size)
    let density = transform.power(of: values).prefix(half + 1).map { $0 / (Double.pi * Double(count)) }
    let step = 2 * Double.pi / Double(size)
    let lowest = density.prefix((half + 5) / 5).reduce(0) { $0 + $1 * step }
    let total = density.reduce(0, +)
    var sum = 0.0
    for (i, value) in density.enumerated() {
      sum += value
      if sum >= total / 2 { return (lowest, Double(i) * step) }
    }
    return (lowest, Double.pi)
  }
}
