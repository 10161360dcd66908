import Files
import Foundation

extension CanonicalJSON {
  /// A list of whole numbers as `data` encodes it.
  static func list(_ values: [Int?]) -> Data { list(values) { "\($0)" } }

  /// A list of numbers as `data` encodes it; nil where one is not finite, which JSON does not know.
  static func list(_ values: [Double?]) -> Data? {
    guard values.allSatisfy({ $0?.isFinite ?? true }) else { return nil }
    return list(values) { value in
      let text = "\(value)"
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
  }

  private static func list<T>(_ values: [T?], _ text: (T) -> String) -> Data {
    var result = "["
    for (place, value) in values.enumerated() {
      if place > 0 { result += "," }
      result += value.map(text) ?? "null"
    }
    return Data((result + "]").utf8)
  }
}
