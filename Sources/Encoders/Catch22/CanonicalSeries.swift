import Foundation

/// One channel, brought to mean 0 and deviation 1, with what several of its canonical features share.
struct CanonicalSeries {
  /// Mean 0 and sample deviation 1.
  let values: [Double]
  /// The mean before.
  let mean: Double
  /// The sample deviation before; 0 of fewer than two values.
  let deviation: Double
  /// The autocorrelation at each lag from 0 on.
  let autocorrelation: [Double]
  /// The first lag at which it is not positive; the number of values where it is positive throughout.
  let firstZero: Int

  var count: Int { values.count }

  /// The series of some raw values, or nil where they do not vary.
  init?(_ raw: [Double]) {
    mean = Self.mean(raw)
    deviation = Self.deviation(raw)
    let largest = raw.reduce(0) { max($0, abs($1)) }
    guard deviation > 1e-12 * largest, deviation.isFinite else { return nil }
    let (mean, deviation) = (mean, deviation)
    values = raw.map { ($0 - mean) / deviation }
    autocorrelation = Self.autocorrelation(values)
    firstZero = Self.firstZero(autocorrelation)
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

  /// The autocorrelation at each lag, by way of the power spectrum of the series with zeros behind it.
  static func autocorrelation(_ values: [Double]) -> [Double] {
    let mean = mean(values)
    var size = 1
    while size < values.count { size *= 2 }
    var spectrum = FourierTransform(2 * size)
    let power = spectrum.power(of: values.map { $0 - mean })
    let products = spectrum.real(of: power)
    return products.prefix(values.count).map { $0 / products[0] }
  }

  static func firstZero(_ autocorrelation: [Double]) -> Int {
    autocorrelation.firstIndex { !($0 > 0) } ?? autocorrelation.count
  }

  /// The median.
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Numbers of values in equal bins from the least to the greatest value, with the centres of the bins.
  static func histogram(_ values: [Double], bins: Int) -> [(centre: Double, count: Int)] {
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let step = (high - low) / Double(bins)
    var counts = [Int](repeating: 0, count: bins)
    for value in values { counts[min(max(Int((value - low) / step), 0), bins - 1)] += 1 }
    return counts.enumerated().map { bin, count in
      let edge = low + Double(bin) * step
      return ((edge + (low + Double(bin + 1) * step)) / 2, count)
    }
  }

  /// Which third of the values each one belongs to, 0 to 2: by quantiles at (k - 1/2) / count of the sorted values.
  static func thirds(_ values: [Double]) -> [Int] {
    let sorted = values.sorted()
    let bounds = [1.0 / 3, 2.0 / 3].map { share in
      let position = min(max(Double(sorted.count) * share - 0.5, 0), Double(sorted.count - 1))
      let left = Int(position)
      let right = min(left + 1, sorted.count - 1)
      return sorted[left] + (position - Double(left)) * (sorted[right] - sorted[left])
    }
    return values.map { $0 <= bounds[0] ? 0 : $0 <= bounds[1] ? 1 : 2 }
  }
}

/// The discrete Fourier transform of a power of two of numbers, in place.
struct FourierTransform {
  private var real: [Double]
  private var imaginary: [Double]
  private let roots: [(cosine: Double, sine: Double)]

  /// Memory for `size` numbers, a power of two.
  init(_ size: Int) {
    precondition(size > 0 && size & (size - 1) == 0, "a power of two")
    real = [Double](repeating: 0, count: size)
    imaginary = real
    roots = (0..<max(size / 2, 1)).map {
      let angle = -2 * Double.pi * Double($0) / Double(size)
      return (cos(angle), sin(angle))
    }
  }

  /// The squared absolute values of the transform of `values`, with zeros behind them.
  mutating func power(of values: [Double]) -> [Double] {
    transform(values)
    return zip(real, imaginary).map { $0 * $0 + $1 * $1 }
  }

  /// The real parts of the transform of `values`, with zeros behind them.
  mutating func real(of values: [Double]) -> [Double] {
    transform(values)
    return real
  }

  private mutating func transform(_ values: [Double]) {
    let size = real.count
    var reversed = 0
    for i in 0..<size {
      (real[reversed], imaginary[reversed]) = (i < values.count ? values[i] : 0, 0)
      var bit = size >> 1
      while bit > 0, reversed & bit != 0 {
        reversed ^= bit
        bit >>= 1
      }
      reversed |= bit
    }
    var half = 1
    while half < size {
      let step = size / (2 * half)
      for start in stride(from: 0, to: size, by: 2 * half) {
        for k in 0..<half {
          let (cosine, sine) = roots[k * step]
          let (i, j) = (start + k, start + k + half)
          let re = real[j] * cosine - imaginary[j] * sine
          let im = real[j] * sine + imaginary[j] * cosine
          (real[j], imaginary[j]) = (real[i] - re, imaginary[i] - im)
          (real[i], imaginary[i]) = (real[i] + re, imaginary[i] + im)
        }
      }
      half *= 2
    }
  }
}

/// The straight line that fits best.
func fittedLine(_ x: ArraySlice<Double>, _ y: ArraySlice<Double>) -> (slope: Double, offset: Double) {
  let n = Double(x.count)
  let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
  var (products, squares) = (0.0, 0.0)
  for (a, b) in zip(x, y) {
    products += (a - meanX) * (b - meanY)
    squares += (a - meanX) * (a - meanX)
  }
  let slope = squares > 0 ? products / squares : 0
  return (slope, meanY - slope * meanX)
}
