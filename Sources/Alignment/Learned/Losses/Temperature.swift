import Foundation
import Parameters

/// The temperatures that learning may reach.
enum Temperature {
  static let range = 0.01...100.0

  /// The logarithm of a temperature, brought back into the range.
  static func clamped(_ logarithm: Double) -> Double {
    min(max(logarithm, log(range.lowerBound)), log(range.upperBound))
  }
}

extension ParameterRange {
  /// The temperatures that learning may start from.
  static var temperature: ParameterRange {
    .number(from: Temperature.range.lowerBound, through: Temperature.range.upperBound)
  }
}
