import Foundation
import LinearAlgebra

/// A number type that heads can be trained in: `Float` for speed, `Double` for comparison with
/// exact values.
protocol TrainingScalar: BLASScalar {
  /// The largest x for which exp(-x) is still a normal number, rounded down.
  static var largestExponent: Self { get }
  /// e to the x.
  static func exp(_ x: Self) -> Self
  /// The natural logarithm.
  static func log(_ x: Self) -> Self
  /// log(1 + x), exact for small x.
  static func log1p(_ x: Self) -> Self
  /// 1 - erf(x).
  static func erfc(_ x: Self) -> Self
  /// The square root of a number that is not negative, without a branch, so that a loop of them is
  /// done four at a time.
  static func root(_ x: Self) -> Self
  /// Replaces each element by e to it, to a few units in the last place.
  static func exponentiate(_ values: UnsafeMutableBufferPointer<Self>)
}

extension Double: TrainingScalar {
  static var largestExponent: Double { 700 }
  static func exp(_ x: Double) -> Double { Foundation.exp(x) }
  static func log(_ x: Double) -> Double { Foundation.log(x) }
  static func log1p(_ x: Double) -> Double { Foundation.log1p(x) }
  static func erfc(_ x: Double) -> Double { Foundation.erfc(x) }

  static func root(_ x: Double) -> Double { x.squareRoot() }

  static func exponentiate(_ values: UnsafeMutableBufferPointer<Double>) {
    for i in values.indices { values[i] = Foundation.exp(values[i]) }
  }
}

extension Float: TrainingScalar {
  static var largestExponent: Float { 80 }
  static func exp(_ x: Float) -> Float { Foundation.exp(x) }
  static func log(_ x: Float) -> Float { Foundation.log(x) }
  static func log1p(_ x: Float) -> Float { Foundation.log1p(x) }
  static func erfc(_ x: Float) -> Float { Foundation.erfc(x) }

  /// x / sqrt(x) by Newton's method, from half the exponent with the other sign; exact to a few
  /// units in the last place.
  @inline(__always)
  static func root(_ x: Float) -> Float {
    let half = 0.5 * x
    var inverse = Float(bitPattern: 0x5F37_5A86 &- (x.bitPattern &>> 1))
    inverse *= 1.5 - half * inverse * inverse
    inverse *= 1.5 - half * inverse * inverse
    inverse *= 1.5 - half * inverse * inverse
    return x * inverse
  }

  /// Eight at a time: a loss takes one exponential for each pairing of a batch, and the C library
  /// takes them one by one.
  static func exponentiate(_ values: UnsafeMutableBufferPointer<Float>) {
    guard let first = values.baseAddress else { return }
    let raw = UnsafeMutableRawPointer(first)
    let whole = values.count / 8 * 8
    for i in stride(from: 0, to: whole, by: 8) {
      let place = i * MemoryLayout<Float>.stride
      let x = raw.loadUnaligned(fromByteOffset: place, as: SIMD8<Float>.self)
      raw.storeBytes(of: exponential(x), toByteOffset: place, as: SIMD8<Float>.self)
    }
    // The same arithmetic for the rest, so that a result does not depend on the place of its
    // element.
    for i in whole..<values.count { values[i] = exponential(SIMD8(repeating: values[i]))[0] }
  }

  /// e to the x = 2^n e^r with whole n and |r| <= log(2) / 2, where a polynomial of degree 7 is
  /// exact to rounding.
  ///
  /// Below -87 the result stays at e^-87. Source: the coefficients of Cephes (Moshier).
  @inline(__always)
  static func exponential(_ argument: SIMD8<Float>) -> SIMD8<Float> {
    // By masks: the library's `clamped` goes one by one.
    let (low, high) = (SIMD8<Float>(repeating: -87), SIMD8<Float>(repeating: 88))
    let x = argument.replacing(with: low, where: argument .< low).replacing(with: high, where: argument .> high)
    // Adding 1.5 * 2^23 leaves no room for a fraction: the sum is rounded to a whole number, which
    // its low bits hold.
    let shift = SIMD8<Float>(repeating: 12_582_912)
    let shifted = x * 1.442_695_04 + shift
    let n = shifted - shift
    let r = x - n * 0.693_359_375 + n * 2.121_944_4e-4
    var polynomial = r * 1.987_569_15e-4 + 1.398_199_950_7e-3
    polynomial = polynomial * r + 8.333_451_907_3e-3
    polynomial = polynomial * r + 4.166_579_589_4e-2
    polynomial = polynomial * r + 1.666_666_545_9e-1
    polynomial = polynomial * r + 5.000_000_120_1e-1
    let fraction = polynomial * (r * r) + r + 1
    let bits = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- unsafeBitCast(shift, to: SIMD8<Int32>.self)
    let power = unsafeBitCast((bits &+ 127) &<< 23, to: SIMD8<Float>.self)
    return fraction * power
  }
}

/// Sums in four parts at once, which a processor adds side by side.
enum Sums {
  /// The inner product of two runs of numbers.
  static func dot<S: TrainingScalar>(_ a: UnsafePointer<S>, _ b: UnsafePointer<S>, _ count: Int) -> S {
    var (s0, s1, s2, s3): (S, S, S, S) = (0, 0, 0, 0)
    var i = 0
    while i + 4 <= count {
      s0 += a[i] * b[i]
      s1 += a[i + 1] * b[i + 1]
      s2 += a[i + 2] * b[i + 2]
      s3 += a[i + 3] * b[i + 3]
      i += 4
    }
    while i < count {
      s0 += a[i] * b[i]
      i += 1
    }
    return (s0 + s1) + (s2 + s3)
  }

  /// The sum of a run of numbers.
  static func sum<S: TrainingScalar>(_ a: UnsafePointer<S>, _ count: Int) -> S {
    var (s0, s1, s2, s3): (S, S, S, S) = (0, 0, 0, 0)
    var i = 0
    while i + 4 <= count {
      s0 += a[i]
      s1 += a[i + 1]
      s2 += a[i + 2]
      s3 += a[i + 3]
      i += 4
    }
    while i < count {
      s0 += a[i]
      i += 1
    }
    return (s0 + s1) + (s2 + s3)
  }
}
