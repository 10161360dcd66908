import Foundation

/// Numbers as people read them.
enum ValueText {
  /// Three places after the point; empty for nil.
  static func fixed(_ value: Double?) -> String {
    // What rounds to zero has no sign.
    value.map { String(format: "%.3f", abs($0) < 0.0005 ? 0 : $0) } ?? ""
  }

  /// Three significant digits; empty for nil.
  static func short(_ value: Double?) -> String { value.map { String(format: "%.3g", $0) } ?? "" }

  /// `[0.749, 0.966]`; empty for nil.
  static func interval(_ interval: ClosedRange<Double>?, _ text: (Double?) -> String = fixed) -> String {
    interval.map { "[\(text($0.lowerBound)), \(text($0.upperBound))]" } ?? ""
  }

  /// `4 persons`, `1 person`; the plural ends in an s.
  static func count(_ count: String, _ singular: String) -> String { "\(count) \(singular)\(count == "1" ? "" : "s")" }
}
