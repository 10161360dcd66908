import Foundation

/// JSON that is the same for the same value: keys sorted, slashes as they are.
public enum CanonicalJSON {
  /// One line; for hashing.
  public static func data(_ value: some Encodable) throws -> Data { try data(value, []) }

  /// The same as text.
  public static func text(_ value: some Encodable) throws -> String { String(decoding: try data(value), as: UTF8.self) }

  /// Many lines, for people; the same values as `data`.
  public static func prettyData(_ value: some Encodable) throws -> Data {
    try data(value, .prettyPrinted) + Data("\n".utf8)
  }

  private static func data(_ value: some Encodable, _ form: JSONEncoder.OutputFormatting) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = form.union([.sortedKeys, .withoutEscapingSlashes])
    return try encoder.encode(value)
  }
}
