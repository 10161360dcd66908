import Foundation

/// One channel at mean 0 and deviation 1, with the values that several features share.
struct CanonicalSeries {
  /// Mean 0 and sample deviation 1.
  let values: [Double]
  /// The autocorrelation at each lag from 0 on.
  let autocorrelation: [Double]
  /// The first lag at which it is not positive; the number of values if it is positive throughout.
  let firstZero: Int

  var count: Int { values.count }

  /// The series of raw values; nil if they do not vary.
  init?(_ raw: [Double]) {
    let mean = Self.mean(raw)
    let deviation = Self.deviation(raw)
    let largest = raw.reduce(0) { max($0, abs($1)) }
    guard deviation > 1e-12 * largest, deviation.isFinite else { return nil }
    values = raw.map { ($0 - mean) / deviation }
    autocorrelation = Self.autocorrelation(values)
    firstZero = autocorrelation.firstIndex { !($0 > 0) } ?? autocorrelation.count
  }

  static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  /// The sample deviation, 0 of fewer than two values.
  static func deviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let mean = mean(values)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
  }

  /// The autocorrelation at each lag, from the power spectrum of the series with zeros behind it.
  static func autocorrelation(_ values: [Double]) -> [Double] {
    let mean = mean(values)
    var transform = FourierTransform(2 * FourierTransform.size(for: values.count))
    let power = transform.power(of: values.map { $0 - mean })
    let products = transform.real(of: power)
    return products.prefix(values.count).map { $0 / products[0] }
  }

  /// The lag at which an autocorrelation first falls below a threshold, interpolated between lags;
  /// nil if it never does.
  static func firstCrossing(_ autocorrelation: [Double], below threshold: Double) -> Double? {
    guard let lag = autocorrelation.indices.dropFirst().first(where: { autocorrelation[$0] < threshold }) else {
      return nil
    }
    let (before, after) = (autocorrelation[lag - 1], autocorrelation[lag])
    return Double(lag - 1) + (before - threshold) / (before - after)
  }

  /// Whether a list has a minimum at an index between its ends.
  static func isMinimum(_ values: [Double], _ i: Int) -> Bool { values[i] < values[i - 1] && values[i] < values[i + 1] }

  /// The quantile of sorted values: the k-th value stands for the share (k - 1/2) / count, with
  /// straight lines between.
  static func quantile(ofSorted sorted: [Double], _ share: Double) -> Double {
    let position = min(max(Double(sorted.count) * share - 0.5, 0), Double(sorted.count - 1))
    let left = Int(position)
    let right = min(left + 1, sorted.count - 1)
    return sorted[left] + (position - Double(left)) * (sorted[right] - sorted[left])
  }

  /// The third of the values that each one belongs to, 0 to 2.
  static func thirds(_ values: [Double]) -> [Int] {
    let sorted = values.sorted()
    let (low, high) = (quantile(ofSorted: sorted, 1.0 / 3), quantile(ofSorted: sorted, 2.0 / 3))
    return values.map { $0 <= low ? 0 : $0 <= high ? 1 : 2 }
  }
}

/// Bins of equal width over the range of some values.
///
/// Each lower edge is a millionth of the width lower, and the last upper edge as much higher. So a
/// value that is on an edge but for rounding belongs to the bin above it.
struct EvenBins {
  private let low: Double
  private let high: Double
  private let step: Double
  private let slack: Double
  let count: Int

  /// - Parameter values: at least two different ones.
  init(_ values: [Double], count: Int) {
    self.count = count
    low = values.min() ?? 0
    high = values.max() ?? 0
    step = (high - low) / Double(count)
    slack = 1e-6 * step
  }

  private func lowerEdge(_ bin: Int) -> Double { low + Double(bin) * step - slack }

  private func upperEdge(_ bin: Int) -> Double { bin == count - 1 ? high + slack : lowerEdge(bin + 1) }

  func width(_ bin: Int) -> Double { upperEdge(bin) - lowerEdge(bin) }

  func centre(_ bin: Int) -> Double { (lowerEdge(bin) + upperEdge(bin)) / 2 }

  /// The bin of a value within the range.
  func bin(of value: Double) -> Int {
    var bin = min(max(Int((value - low) / step), 0), count - 1)
    while bin > 0, value < lowerEdge(bin) { bin -= 1 }
    while bin < count - 1, value >= lowerEdge(bin + 1) { bin += 1 }
    return bin
  }

  /// The number of values in each bin.
  func counts(_ values: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for value in values { counts[bin(of: value)] += 1 }
    return counts
  }
}
