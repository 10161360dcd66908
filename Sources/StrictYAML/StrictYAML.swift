import Diagnostics
import Yams

/// YAML into `Decodable` types, strictly.
///
/// An unknown key, a wrong type, a missing key or a value that a type's own decoding refuses becomes an `InputError` whose place is
/// file, line, column and path of keys; an unknown key suggests the nearest known one. Types need nothing but `Decodable`: the keys that a type asks
/// for are the known ones.
public enum StrictYAML {
  /// Decodes `text`; `file` names it in messages.
  public static func decode<T: Decodable>(_ type: T.Type, from text: String, file: String) throws -> T {
    let node: Node
    do {
      guard let composed = try compose(yaml: text) else {
        throw InputError(file, found: "no content", expected: "a YAML document")
      }
      node = composed
    } catch let error as YamlError {
      throw InputError(
        file, found: "text that is not YAML (\(error))", expected: "a YAML document",
        advice: "Check indentation, colons and quotes at that place.")
    }
    return try NodeDecoder(node: node, path: [], file: file).decodeWhole(type)
  }
}
