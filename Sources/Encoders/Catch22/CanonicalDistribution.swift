import Foundation

/// Canonical features of the distribution of values and of their order: histograms, outliers, symbols, steps.
extension CanonicalSeries {
  /// The centre of the fullest of some equal bins; the mean of the centres where several are.
  func histogramMode(bins: Int) -> Double {
    let histogram = Self.histogram(values, bins: bins)
    let fullest = histogram.map(\.count).max() ?? 0
    let centres = histogram.filter { $0.count == fullest }.map(\.centre)
    return centres.reduce(0, +) / Double(centres.count)
  }

  /// The mean of the cubed differences of neighbours: whether rises are steeper than falls.
  var timeReversal: Double {
    let cubes = zip(values, values.dropFirst()).map { ($1 - $0) * ($1 - $0) * ($1 - $0) }
    return Self.mean(cubes)
  }

  /// The share of neighbours that differ by more than .04.
  var largeSteps: Double {
    guard count > 1 else { return 0 }
    let large = zip(values, values.dropFirst()).filter { abs($1 - $0) * 1_000 > 40 }.count
    return Double(large) / Double(count - 1)
  }

  /// The longest run of values above the mean.
  var longestAboveMean: Double {
    let mean = Self.mean(values)
    return Self.longestStretch(values.dropLast().map { $0 - mean <= 0 })
  }

  /// The longest run of falling values.
  var longestFall: Double { Self.longestStretch(zip(values, values.dropFirst()).map { $1 - $0 >= 0 }) }

  /// The greatest distance of neighbouring ends of runs, the last symbol being one.
  private static func longestStretch(_ ends: [Bool]) -> Double {
    var (last, longest) = (0, 0)
    for (i, isEnd) in ends.enumerated() where isEnd || i == ends.count - 1 {
      longest = max(longest, i - last)
      last = i
    }
    return Double(longest)
  }

  /// Where in time, from -1 to 1, the values above rising thresholds lie in the middle: the median over thresholds.
  /// - Parameter sign: 1 for large values, -1 for small ones.
  func outlierTiming(sign: Double) -> Double {
    let step = 0.01
    let signed = values.map { sign * $0 }
    guard let highest = signed.max(), highest >= step else { return 0 }
    let thresholds = Int(highest / step + 1)
    let total = Double(signed.filter { $0 >= 0 }.count)
    // Values above a threshold are a prefix of the order by size.
    var (shares, timings): ([Double], [Double]) = ([], [])
    var firstAlone = thresholds - 1
    var remaining = Array(signed.indices)
    for j in 0..<thresholds {
      remaining = remaining.filter { signed[$0] >= Double(j) * step }
      if remaining.count == 1 { firstAlone = min(firstAlone, j) }
      shares.append(Double(remaining.count - 1) * 100 / total)
      let middle = remaining.count / 2
      guard !remaining.isEmpty else {
        timings.append(0)
        continue
      }
      // Places are in order of time already.
      let lower = remaining.count % 2 == 1 ? remaining[middle] : remaining[middle - 1]
      let median = Double(lower + remaining[middle] + 2) / 2
      timings.append(median / (Double(count) / 2) - 1)
    }
    let lastPopulated = shares.lastIndex { $0 > 2 } ?? 0
    return Self.median(Array(timings.prefix(min(lastPopulated, firstAlone) + 1)))
  }

  /// The entropy of pairs of neighbours when values are told apart by thirds.
  var motifEntropy: Double {
    let symbols = Self.thirds(values)
    var counts = [Double](repeating: 0, count: 9)
    for (a, b) in zip(symbols, symbols.dropFirst()) { counts[3 * a + b] += 1 }
    let total = Double(count - 1)
    var entropy = 0.0
    for count in counts where count > 0 { entropy -= count / total * log(count / total) }
    return entropy
  }

  /// The sum of the variances of the columns of the transition matrix between thirds, at the first zero of the
  /// autocorrelation.
  var transitionVariance: Double {
    let thinned = stride(from: 0, to: count, by: max(firstZero, 1)).map { values[$0] }
    guard thinned.count > 1 else { return 0 }
    let symbols = Self.thirds(thinned)
    var transitions = [[Double]](repeating: [0, 0, 0], count: 3)
    for (a, b) in zip(symbols, symbols.dropFirst()) { transitions[b][a] += 1 / Double(thinned.count - 1) }
    return transitions.reduce(0) { sum, column in
      let deviation = Self.deviation(column)
      return sum + deviation * deviation
    }
  }
}
