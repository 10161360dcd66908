import Diagnostics
import Foundation

/// Numbers of bytes as people write them.
enum ByteCount {
  private static let units: [(suffix: String, bytes: Double)] = [
    ("T", 1e12), ("G", 1e9), ("M", 1e6), ("k", 1e3),
  ]

  /// `1.5G` for 1,500,000,000.
  static func text(_ bytes: Int) -> String {
    for unit in units where Double(bytes) >= unit.bytes {
      return String(format: "%.3g%@", Double(bytes) / unit.bytes, unit.suffix)
    }
    return "\(bytes)"
  }

  /// Reads the value of an option.
  static func bytes(_ text: String, option: String) throws -> Int {
    guard let bytes = bytes(text) else {
      throw InputError(option, found: "'\(text)'", expected: "a number of bytes, such as 8G or 512M")
    }
    return bytes
  }

  /// Reads `8G`, `512M` or a plain number; nil for anything else.
  static func bytes(_ text: String) -> Int? {
    let suffix = text.last.flatMap { last in units.first { $0.suffix.lowercased() == last.lowercased() } }
    let digits = suffix == nil ? text : String(text.dropLast())
    guard let number = decimalNumber(digits), number.isFinite, number > 0 else { return nil }
    let bytes = number * (suffix?.bytes ?? 1)
    return bytes < 1e18 ? Int(bytes) : nil
  }
}
