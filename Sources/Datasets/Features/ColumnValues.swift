import Diagnostics
import Foundation

/// One value a sample, as a file has it.
enum ColumnValues {
  /// Whole numbers.
  case integers([Int])
  case texts([String])

  var count: Int {
    switch self {
    case .integers(let values): values.count
    case .texts(let values): values.count
    }
  }

  /// The values as names.
  var names: [String] {
    switch self {
    case .integers(let values): values.map(String.init)
    case .texts(let values): values
    }
  }

  /// The values in the given rows.
  func selecting(_ rows: [Int]) -> ColumnValues {
    switch self {
    case .integers(let values): .integers(rows.map { values[$0] })
    case .texts(let values): .texts(rows.map { values[$0] })
    }
  }
}

/// The label of a sample, as a file has it.
struct Label: Equatable {
  /// As text: numbers as short as they can be written, `true` and `false`, `NaN` for a missing
  /// number.
  let text: String
  /// As a number, where it is one.
  let number: Double?

  /// A text, which may be a number.
  init(text: String) {
    self.text = text
    number = Self.number(text)
  }

  /// A number; of a type of 32 bits where `isSingle`.
  init(number: Double, isSingle: Bool = false) {
    self.number = number.isFinite ? number : nil
    text =
      number.isNaN
      ? "NaN" : Int(exactly: number).map(String.init) ?? (isSingle ? "\(Float(number))" : "\(number)")
  }

  /// Yes or no, which are also 1 and 0.
  init(isTrue: Bool) {
    text = isTrue ? "true" : "false"
    number = isTrue ? 1 : 0
  }

  /// The whole number that it is; nil where it is none.
  var whole: Int? { number.flatMap { Int(exactly: $0) } }

  /// The finite number that a text is; nil for any other text.
  static func number(_ text: String) -> Double? {
    Array(text.trimmingCharacters(in: .whitespaces).utf8).withUnsafeBytes { decimal($0) }
      .flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether a key of `map` or `skip` speaks of this label: the same text, blanks around it left
  /// out, or the same number.
  func isNamed(by key: String) -> Bool {
    let key = key.trimmingCharacters(in: .whitespaces)
    if key == text.trimmingCharacters(in: .whitespaces) { return true }
    if ["true", "false", "NaN"].contains(text), key.lowercased() == text.lowercased() { return true }
    return number != nil && Self.number(key) == number
  }
}

extension ArrayFile {
  /// The values of an array with one a sample: texts, or whole numbers of any type. Extents of 1 do
  /// not count.
  /// - Throws: `InputError` for another shape, or a number that is not whole.
  func column(_ name: String, advice: String) throws -> ColumnValues {
    let array = try description(of: name)
    let place = "\(url.path): \(array.name)"
    let extents = array.shape.filter { $0 != 1 }
    guard extents.count <= 1 else {
      throw InputError(place, found: "shape \(array.shape)", expected: "one value a sample", advice: advice)
    }
    if array.isText { return .texts(try texts(array.name)) }
    let numbers = try numbers(array.name).elements
    return .integers(
      try numbers.enumerated().map { row, number in
        guard let whole = Int(exactly: number) else {
          throw InputError(
            place, found: "\(number) in row \(row)", expected: "whole numbers or text", advice: advice)
        }
        return whole
      })
  }

  /// The labels in an array with one a sample: texts, numbers of any type, or bool.
  func labels(_ name: String, advice: String) throws -> [Label] {
    let array = try description(of: name)
    guard !array.isText, array.shape.count(where: { $0 != 1 }) <= 1 else {
      return try column(name, advice: advice).names.map { Label(text: $0) }
    }
    let numbers = try numbers(array.name).elements
    if array.elementType == "bool" { return numbers.map { Label(isTrue: $0 != 0) } }
    let isSingle = array.elementType == "float32" || array.elementType == "float16"
    return numbers.map { Label(number: $0, isSingle: isSingle) }
  }

  /// The names in an array with one a sample; whole numbers are written in decimal.
  func names(_ name: String, advice: String) throws -> [String] { try column(name, advice: advice).names }
}
