import Diagnostics

/// Parameters that may be left out and whose range is checked where they are read.
extension KeyedDecodingContainer {
  /// An integer of a range, or the default where it is left out.
  func integer(_ key: Key, default value: Int, in range: ClosedRange<Int>) throws -> Int {
    let value = try decodeIfPresent(Int.self, forKey: key) ?? value
    guard range.contains(value) else {
      throw InputError(
        key.stringValue, found: "\(value)",
        expected: "an integer from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A number of a range, or the default where it is left out.
  func number(_ key: Key, default value: Double, in range: ClosedRange<Double>) throws -> Double {
    let value = try decodeIfPresent(Double.self, forKey: key) ?? value
    guard range.contains(value) else {
      throw InputError(
        key.stringValue, found: "\(value)",
        expected: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// True or false, or the default where it is left out.
  func flag(_ key: Key, default value: Bool) throws -> Bool {
    guard try contains(key) && !decodeNil(forKey: key) else { return value }
    guard let flag = try? decode(Bool.self, forKey: key) else {
      throw InputError(key.stringValue, found: "another value", expected: "true or false")
    }
    return flag
  }

  /// One of the words of an enumeration, or the default where it is left out.
  func word<W: CaseIterable & RawRepresentable>(_ key: Key, default value: W) throws -> W where W.RawValue == String {
    guard let text = try decodeIfPresent(String.self, forKey: key) else { return value }
    if let word = W(rawValue: text) { return word }
    let words = W.allCases.map(\.rawValue)
    throw InputError(
      key.stringValue, found: "'\(text)'", expected: words.joined(separator: ", "),
      advice: suggestion(for: text, among: words))
  }

  /// A list of a given number of different names, or the default where it is left out.
  func names(_ key: Key, default value: [String], count: Int) throws -> [String] {
    let value = try decodeIfPresent([String].self, forKey: key) ?? value
    guard value.count == count, Set(value).count == count else {
      throw InputError(key.stringValue, found: "\(value)", expected: "\(count) different names")
    }
    return value
  }

  /// A list of strictly rising integers of a range with at least one element, or the default where it is left out.
  func risingIntegers(_ key: Key, default value: [Int], in range: ClosedRange<Int>) throws -> [Int] {
    let value = try decodeIfPresent([Int].self, forKey: key) ?? value
    guard !value.isEmpty, value.allSatisfy(range.contains), zip(value, value.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw InputError(
        key.stringValue, found: "\(value)",
        expected: "rising integers from \(range.lowerBound) to \(range.upperBound), at least one")
    }
    return value
  }

  /// A list of strictly rising numbers of a range, or the default where it is left out.
  func risingNumbers(_ key: Key, default value: [Double], in range: ClosedRange<Double>) throws -> [Double] {
    let value = try decodeIfPresent([Double].self, forKey: key) ?? value
    guard value.allSatisfy(range.contains), zip(value, value.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw InputError(
        key.stringValue, found: "\(value)",
        expected: "rising numbers from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}

/// The keys of a link without parameters: asking for them lets a strict decoder refuse any that is written.
enum NoKeys: CodingKey {}

/// A key whose name is known only when it is read.
struct DynamicKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
