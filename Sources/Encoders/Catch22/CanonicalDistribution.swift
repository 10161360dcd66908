import Foundation

/// Canonical features of the distribution of values and of their order: histograms, outliers,
/// symbols, steps.
extension CanonicalSeries {
  /// The centre of the fullest of some equal bins; the mean of the centres where several are.
  func histogramMode(bins count: Int) -> Double {
    let bins = EvenBins(values, count: count)
    let counts = bins.counts(values)
    let fullest = counts.max() ?? 0
    return Self.mean((0..<count).filter { counts[$0] == fullest }.map(bins.centre))
  }

  /// The mean of the cubed differences of neighbours: whether rises are steeper than falls.
  var timeReversal: Double {
    let cubes = zip(values, values.dropFirst()).map { ($1 - $0) * ($1 - $0) * ($1 - $0) }
    return Self.mean(cubes)
  }

  /// The share of neighbours that differ by more than .04.
  var largeSteps: Double {
    let large = zip(values, values.dropFirst()).count { abs($1 - $0) * 1_000 > 40 }
    return Double(large) / Double(count - 1)
  }

  /// The longest run of values above the mean, which is 0 but for rounding.
  var longestAboveMean: Double {
    let mean = Self.mean(values)
    return Self.longestRun(values.map { $0 > mean })
  }

  /// The longest run of steps that do not rise.
  var longestFall: Double { Self.longestRun(zip(values, values.dropFirst()).map { $1 - $0 <= 0 }) }

  private static func longestRun(_ flags: [Bool]) -> Double {
    var (run, longest) = (0, 0)
    for flag in flags {
      run = flag ? run + 1 : 0
      longest = max(longest, run)
    }
    return Double(longest)
  }

  /// Where in time, from -1 to 1, the values above rising thresholds lie in the middle: the median
  /// over thresholds.
  ///
  /// Thresholds rise from 0 by .01 as long as more than 2 % of the values on this side, and more
  /// than one, lie above.
  /// - Parameter sign: 1 for large values, -1 for small ones.
  func outlierTiming(sign: Double) -> Double {
    let step = 0.01
    let signed = values.map { sign * $0 }
    guard let highest = signed.max(), highest >= step else { return 0 }
    let thresholds = Int(highest / step + 1)
    let total = Double(signed.count { $0 >= 0 })
    var (shares, timings): ([Double], [Double]) = ([], [])
    var firstAlone = thresholds - 1
    var remaining = Array(signed.indices)
    for j in 0..<thresholds {
      let threshold = Double(j) * step
      remaining.removeAll { signed[$0] < threshold }
      if remaining.count == 1 { firstAlone = min(firstAlone, j) }
      shares.append(Double(remaining.count - 1) * 100 / total)
      guard !remaining.isEmpty else {
        timings.append(0)
        continue
      }
      let (lower, upper) = (remaining[(remaining.count - 1) / 2], remaining[remaining.count / 2])
      timings.append(Double(lower + upper + 2) / Double(count) - 1)
    }
    let lastPopulated = shares.lastIndex { $0 > 2 } ?? 0
    let sorted = timings.prefix(min(lastPopulated, firstAlone) + 1).sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// The entropy, in nats, of pairs of neighbours when values are told apart by thirds.
  ///
  /// Half the number of filled cells beyond five, by the number of pairs, is added for the bias of
  /// the estimate: of the nine cells five are given by the thirds, which are equally full.
  var motifEntropy: Double {
    let symbols = Self.thirds(values)
    var counts = [Int](repeating: 0, count: 9)
    for (a, b) in zip(symbols, symbols.dropFirst()) { counts[3 * a + b] += 1 }
    let pairs = Double(count - 1)
    let filled = counts.filter { $0 > 0 }
    let entropy = filled.reduce(0) { $0 - Double($1) / pairs * log(Double($1) / pairs) }
    return entropy + Double(max(filled.count - 5, 0)) / (2 * pairs)
  }

  /// How differently the thirds follow each other: the sum of the variances of the columns of the
  /// matrix of the shares of transitions between thirds, in the series thinned out to about one
  /// frame a correlation time.
  ///
  /// That time is the first zero of the autocorrelation, cut so that fifty frames are left; a
  /// low-pass filter goes before.
  var transitionVariance: Double {
    let symbols = Self.thirds(Decimation(max(1, min(firstZero, count / 50)))(values))
    let transitions = Double(symbols.count - 1)
    var shares = [[Double]](repeating: [0, 0, 0], count: 3)
    for (a, b) in zip(symbols, symbols.dropFirst()) { shares[a][b] += 1 / transitions }
    return (0..<3).reduce(0) { sum, column in
      let deviation = Self.deviation(shares.map { $0[column] })
      return sum + deviation * deviation
    }
  }
}
