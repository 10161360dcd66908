import Foundation

/// The discrete Fourier transform of a power of two of numbers, in place.
struct FourierTransform {
  private var real: [Double]
  private var imaginary: [Double]
  private let roots: [(cosine: Double, sine: Double)]

  /// The least power of two that is no less than `count`.
  static func size(for count: Int) -> Int {
    var size = 1
    while size < count { size *= 2 }
    return size
  }

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

/// A low-pass filter that makes every `factor`-th value stand for its neighbourhood.
///
/// The ideal filter up to the new half sampling rate under a Kaiser window of parameter 5, ten new
/// frames to either side, its weights adding up to 1. Beyond its ends a series is taken to be 0.
struct Decimation {
  private let factor: Int
  private let weights: [Double]

  init(_ factor: Int) {
    self.factor = factor
    let reach = 10 * factor
    let raw = (-reach...reach).map { (i: Int) -> Double in
      let angle = Double.pi * (Double(i) / Double(factor))
      let place = Double(i) / Double(reach)
      let window = Self.bessel(5 * (1 - place * place).squareRoot()) / Self.bessel(5)
      return (i == 0 ? 1 : sin(angle) / angle) / Double(factor) * window
    }
    let sum = raw.reduce(0, +)
    weights = raw.map { $0 / sum }
  }

  /// The filtered values at every `factor`-th frame from the first on.
  func callAsFunction(_ values: [Double]) -> [Double] {
    guard factor > 1 else { return values }
    let reach = 10 * factor
    return stride(from: 0, to: values.count, by: factor).map { centre in
      var sum = 0.0
      for i in max(0, centre - reach)...min(values.count - 1, centre + reach) {
        sum += values[i] * weights[i - centre + reach]
      }
      return sum
    }
  }

  /// The modified Bessel function of the first kind and order 0, by its power series.
  private static func bessel(_ x: Double) -> Double {
    var (sum, term, k) = (1.0, 1.0, 1.0)
    while term > 1e-17 * sum {
      term *= x * x / (4 * k * k)
      sum += term
      k += 1
    }
    return sum
  }
}
