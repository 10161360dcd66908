import Randomness

/// A two-level bootstrap that all rows of a board share: units are drawn with replacement, then
/// samples inside each drawn cell.
///
/// Subjects are drawn where there are several. Splits are drawn too where they test the same
/// subjects again, or where there is one subject. A cell counts as often as its subject times its
/// split was drawn. Repetitions are drawn as well, the same samples in all of them. The statistic
/// of a row is the weighted mean over the drawn cells, which is the mean over splits of the mean
/// over samples where everything is drawn once. Source: Davison and Hinkley, Bootstrap Methods and
/// their Application, 1997, section 3.8; Owen, Annals of Applied Statistics 1(2), 2007 (crossed).
/// Cost: O(resamples · samples · rows).
public struct ClusterBootstrap: Sendable {
  private let design: TestDesign
  private let resamples: Int
  private let seed: Seed

  /// The draws of `design`; the same seed gives the same draws.
  public init(_ design: TestDesign, resamples: Int, seed: Seed) {
    self.design = design
    self.resamples = resamples
    self.seed = seed
  }

  /// The statistic of each row in every resample, from one value a sample.
  public func statistics(_ rows: [[Double]]) -> [[Double]] {
    let (n, width) = (design.valueCount, rows.count)
    precondition(rows.allSatisfy { $0.count == n }, "rows of other samples")
    guard width > 0 else { return [] }
    var statistics = [[Double]](repeating: [], count: width)
    for row in 0..<width { statistics[row].reserveCapacity(resamples) }
    var generator = seed.generator
    var counts = [Int](repeating: 0, count: n)
    // What every sample counts in eight resamples, which are summed side by side.
    var factors = [SIMD8<Double>](repeating: .zero, count: n)
    for first in stride(from: 0, to: resamples, by: 8) {
      let lanes = 0..<min(8, resamples - first)
      for lane in lanes {
        draw(&counts, &generator)
        for value in 0..<n {
          factors[value][lane] = Double(counts[value]) * design.sampleWeights[value % design.sampleCount]
        }
      }
      // Summed as the rows are: the mean of a row of ones is then exactly 1.
      let totals = factors.reduce(.zero, +)
      for row in 0..<width {
        let means = Self.sum(rows[row], by: factors) / totals
        for lane in lanes { statistics[row].append(means[lane]) }
      }
    }
    return statistics
  }

  private static func sum(_ values: [Double], by factors: [SIMD8<Double>]) -> SIMD8<Double> {
    values.withUnsafeBufferPointer { values in
      factors.withUnsafeBufferPointer { factors in
        var sum = SIMD8<Double>.zero
        for sample in factors.indices { sum += factors[sample] * values[sample] }
        return sum
      }
    }
  }

  /// Draws how often every sample counts.
  private func draw(_ counts: inout [Int], _ generator: inout Xoshiro256) {
    for sample in counts.indices { counts[sample] = 0 }
    var isEmpty = true
    // Where cells are missing, a draw may hold none.
    while isEmpty {
      let subjects = Self.times(design.subjectCount, &generator)
      let splits =
        design.unit == .subjects
        ? [Int](repeating: 1, count: design.splitCount) : Self.times(design.splitCount, &generator)
      for cell in design.cells where cell.repetition == 0 {
        let times = subjects[cell.subject] * splits[cell.split]
        guard times > 0 else { continue }
        isEmpty = false
        for _ in 0..<(times * cell.samples.count) {
          counts[cell.samples[generator.index(below: cell.samples.count)]] += 1
        }
      }
    }
    repeatSamples(&counts, &generator)
  }

  /// Counts the drawn samples as often as each repetition was drawn.
  private func repeatSamples(_ counts: inout [Int], _ generator: inout Xoshiro256) {
    guard design.repetitionCount > 1 else { return }
    let times = Self.times(design.repetitionCount, &generator)
    for repetition in times.indices.reversed() {
      for sample in 0..<design.sampleCount {
        counts[repetition * design.sampleCount + sample] = counts[sample] * times[repetition]
      }
    }
  }

  /// How often each of `count` things was drawn in as many draws.
  private static func times(_ count: Int, _ generator: inout Xoshiro256) -> [Int] {
    var times = [Int](repeating: 0, count: count)
    for _ in 0..<count { times[generator.index(below: count)] += 1 }
    return times
  }
}

/// The central 95 % of values: from the 2.5th to the 97.5th percentile (nearest rank); nil without
/// values.
public func central95(_ values: [Double]) -> Interval? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  let (low, high) = central95Places(sorted.count)
  return Interval(low: sorted[low], high: sorted[high])
}

/// The places of the 2.5th and the 97.5th percentile among `count` sorted values.
private func central95Places(_ count: Int) -> (low: Int, high: Int) {
  let last = Double(count - 1)
  return (Int((0.025 * last).rounded()), Int((0.975 * last).rounded()))
}

/// The interval of each row's rank over resamples, by the statistics of all rows in the same
/// resamples.
///
/// Rank 1 is the best, equal statistics (to rounding) share the better place. Cost: O(resamples ·
/// rows^2).
public func rankIntervals(_ statistics: [[Double]], higherIsBetter: Bool) -> [ClosedRange<Int>] {
  let resamples = statistics.first?.count ?? 0
  let sign = higherIsBetter ? 1.0 : -1
  var ranks = [[Int]](repeating: [], count: statistics.count)
  for row in statistics.indices { ranks[row].reserveCapacity(resamples) }
  var values = [Double](repeating: 0, count: statistics.count)
  for resample in 0..<resamples {
    for row in values.indices { values[row] = sign * statistics[row][resample] }
    for row in values.indices {
      let least = values[row] + 1e-12 * abs(values[row])
      var rank = 1
      for other in values { rank += other > least ? 1 : 0 }
      ranks[row].append(rank)
    }
  }
  guard resamples > 0 else { return ranks.map { _ in 1...max(1, statistics.count) } }
  let (low, high) = central95Places(resamples)
  return ranks.map { drawn in
    let sorted = drawn.sorted()
    return sorted[low]...sorted[high]
  }
}
