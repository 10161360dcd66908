import Foundation
import LinearAlgebra

/// A number type that heads can be trained in: `Float` for speed, `Double` for comparison with
/// exact values.
protocol TrainingScalar: BLASScalar {
  /// The largest x for which exp(-x) is still a normal number, rounded down.
  static var largestExponent: Self { get }
  /// e to the x.
  static func exp(_ x: Self) -> Self
  /// 1 - erf(x).
  static func erfc(_ x: Self) -> Self
  /// The loops of a training step for this type.
  static var loops: TrainingLoops<Self> { get }
}

extension Double: TrainingScalar {
  static var largestExponent: Double { 700 }
  static func exp(_ x: Double) -> Double { Foundation.exp(x) }
  static func erfc(_ x: Double) -> Double { Foundation.erfc(x) }
  static var loops: TrainingLoops<Double> { .double }
}

extension Float: TrainingScalar {
  static var largestExponent: Float { 80 }
  static func exp(_ x: Float) -> Float { Foundation.exp(x) }
  static func erfc(_ x: Float) -> Float { Foundation.erfc(x) }
  static var loops: TrainingLoops<Float> { .single }
}
