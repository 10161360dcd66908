import Foundation

/// Eight numbers that describe the values of one channel in one stretch of time.
enum Moments {
  /// Mean, standard deviation, skewness, kurtosis, minimum, maximum, root mean square, mean
  /// absolute difference.
  static let count = 8

  /// The eight numbers of at least one value.
  ///
  /// Deviation, skewness and kurtosis (3 for a normal distribution) are those of the population;
  /// the last two are 0 if the values do not vary. The mean absolute difference of neighbours is 0
  /// for a single value.
  static func of(_ values: [Double]) -> [Double] {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    var (second, third, fourth, square, low, high) = (0.0, 0.0, 0.0, 0.0, Double.infinity, -Double.infinity)
    for value in values {
      let d = value - mean
      second += d * d
      third += d * d * d
      fourth += d * d * d * d
      square += value * value
      low = min(low, value)
      high = max(high, value)
    }
    let deviation = (second / n).squareRoot()
    let varies = deviation > 1e-9 * max(abs(low), abs(high))
    let skewness = varies ? third / n / pow(deviation, 3) : 0
    let kurtosis = varies ? fourth / n / pow(deviation, 4) : 0
    let steps = zip(values, values.dropFirst()).reduce(0.0) { $0 + abs($1.1 - $1.0) } / max(n - 1, 1)
    return [mean, varies ? deviation : 0, skewness, kurtosis, low, high, (square / n).squareRoot(), steps]
  }
}

/// The quantile of sorted values at `q` in [0, 1], linear between neighbours (the usual default,
/// type 7 of Hyndman and Fan).
func quantile(_ sorted: [Double], _ q: Double) -> Double {
  let position = q * Double(sorted.count - 1)
  let left = min(Int(position), sorted.count - 1)
  let right = min(left + 1, sorted.count - 1)
  return sorted[left] + (position - Double(left)) * (sorted[right] - sorted[left])
}

/// The segments of a temporal pyramid over `frames` frames: each level cuts the recording into that
/// many near-equal parts.
///
/// Every segment has at least one frame; where there are fewer frames than parts, neighbouring
/// segments share one.
func temporalPyramid(_ levels: [Int], frames: Int) -> [Range<Int>] {
  levels.flatMap { parts in
    (0..<parts).map { part in
      let start = min(part * frames / parts, frames - 1)
      return start..<max(start + 1, (part + 1) * frames / parts)
    }
  }
}
