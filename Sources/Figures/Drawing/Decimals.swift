import Foundation

/// Numbers as texts in a drawing.
enum Decimals {
  /// That many places after the point; what rounds to zero has no sign.
  static func fixed(_ value: Double, places: Int) -> String {
    let text = String(format: "%.\(places)f", value)
    return Double(text) == 0 ? text.replacing("-", with: "") : text
  }

  /// Two places after the point, with a minus as it is set.
  static func signed(_ value: Double) -> String { fixed(value, places: 2).replacing("-", with: "\u{2212}") }

  /// Three significant digits.
  static func short(_ value: Double) -> String { String(format: "%.3g", value) }
}
