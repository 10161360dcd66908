import Diagnostics
import Foundation
import Yams

/// YAML into `Decodable` types, strictly.
///
/// An unknown key, a wrong type, a missing key, or a value that a type's own decoding refuses
/// becomes an `InputError`. Its place is file, line, column and path of keys; an unknown key
/// suggests the nearest known one. Types need nothing but `Decodable`: the keys that a type asks
/// for are the known ones.
///
/// Faults that do not depend on each other are told at once: those of the items of a list, of the
/// values of a mapping, of the parameters of a method, and of a type that collects them (`Faults`).
public enum StrictYAML {
  /// Decodes `text`; `file` names it in messages.
  public static func decode<T: Decodable>(_ type: T.Type, from text: String, file: String) throws -> T {
    try inOrderOfLines { try NodeDecoder(node: compose(text, file: file), path: [], file: file).decodeWhole(type) }
  }

  /// Decodes a file. Its key `include` may name other files: their keys count as its own, unless it
  /// has them itself.
  /// - Parameters:
  ///   - type: what is decoded.
  ///   - url: the file.
  ///   - joined: keys at the top that hold names. There each name counts by itself, and included
  ///     files may not differ about one that the file does not have.
  public static func decode<T: Decodable>(
    _ type: T.Type, contentsOf url: URL, joining joined: Set<String> = []
  ) throws -> T {
    let (node, included) = try IncludedKeys.resolve(url, joined: joined)
    return try inOrderOfLines {
      try NodeDecoder(node: node, path: [], file: url.relativePath, included: included).decodeWhole(type)
    }
  }

  /// Tells several faults as they stand in their files.
  private static func inOrderOfLines<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as InputError {
      func position(_ fault: InputError) -> [Int] {
        guard let match = fault.place.firstMatch(of: /:(\d+):(\d+)/) else { return [.max] }
        return [Int(match.1) ?? .max, Int(match.2) ?? .max]
      }
      let sorted = error.all.enumerated().sorted { a, b in
        let (first, second) = (position(a.element), position(b.element))
        return first == second ? a.offset < b.offset : first.lexicographicallyPrecedes(second)
      }
      throw InputError(all: sorted.map(\.element)) ?? error
    }
  }

  /// The document in `text`.
  static func compose(_ text: String, file: String) throws -> Node {
    do {
      guard let composed = try Yams.compose(yaml: text) else {
        throw InputError(file, found: "no content", expected: "a YAML document")
      }
      return composed
    } catch let error as YamlError {
      throw InputError(
        file, found: "text that is not YAML (\(error))", expected: "a YAML document",
        advice: "Check indentation, colons and quotes at that place.")
    }
  }
}
