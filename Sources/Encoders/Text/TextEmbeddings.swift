import Diagnostics
import FeatureStore
import Files
import Foundation

/// A file of texts with their embeddings, schema `hartransfer-texts/1`.
///
///     /             attributes: schema, model, model_version
///     /texts        string [t]      unique
///     /embeddings   float [t, d]
struct TextEmbeddings: Sendable {
  static let schema = "hartransfer-texts/1"

  let path: String
  let dimension: Int
  private var embeddings: [String: [Float]]

  /// The file with the given path or name.
  static func file(_ name: String) throws -> URL {
    try ModelFile.locate(name, parameter: "embeddings", advice: command("FILE"))
  }

  private static func command(_ file: String) -> String {
    "Write it with 'python3 Datasets/export/texts.py <data set> --output \(file)'."
  }

  /// Reads the file.
  /// - Throws: `InputError` for another schema or SHA-256, and where texts and embeddings do not
  ///   fit together.
  init(reading url: URL, sha256: String?) throws {
    path = url.path
    if let sha256 {
      let found = try Checksum.ofFile(url)
      guard found == sha256 else {
        throw InputError(
          path, found: "SHA-256 \(found)", expected: sha256,
          advice: "Get the embeddings that were asked for, or leave 'sha256' out.")
      }
    }
    let file = try HDF5File(reading: url)
    let schema = try file.stringAttribute("schema", of: "/")
    guard schema == Self.schema else {
      throw InputError(
        "\(path): attribute 'schema'", found: schema.map { "'\($0)'" } ?? "nothing", expected: "'\(Self.schema)'",
        advice: Self.command(path))
    }
    for name in ["model", "model_version"] where try file.stringAttribute(name, of: "/")?.isEmpty ?? true {
      throw InputError(
        "\(path): attribute '\(name)'", found: "nothing", expected: "what made the embeddings",
        advice: Self.command(path))
    }
    let texts = try file.dataset("/texts").readStrings()
    let values = try file.dataset("/embeddings")
    guard values.shape.count == 2, values.shape[0] == texts.count, texts.count > 0, values.shape[1] > 0 else {
      throw InputError(
        values.place, found: "shape \(values.shape) for \(texts.count) texts", expected: "one row a text, at least one")
    }
    let numbers = try values.read(as: Float.self)
    guard !numbers.contains(where: { !$0.isFinite }) else {
      throw InputError(values.place, found: "a number that is not finite", expected: "finite numbers")
    }
    dimension = values.shape[1]
    embeddings = [:]
    for (row, text) in texts.enumerated() {
      let own = Array(numbers[(row * dimension)..<((row + 1) * dimension)])
      guard embeddings.updateValue(own, forKey: text) == nil else {
        throw InputError("\(path): /texts", found: "'\(text)' twice", expected: "every text once")
      }
    }
  }

  /// The same texts with embeddings of length 1.
  /// - Throws: `InputError` where one has length 0.
  func normalised() throws -> TextEmbeddings {
    var result = self
    for (text, values) in embeddings.sorted(by: { $0.key < $1.key }) {
      let largest = values.reduce(0) { max($0, Double(abs($1))) }
      guard largest > 0 else {
        throw InputError("\(path): /embeddings", found: "zeros for '\(text)'", expected: "a vector with a direction")
      }
      let scaled = values.map { Double($0) / largest }
      let length = scaled.reduce(0) { $0 + $1 * $1 }.squareRoot()
      result.embeddings[text] = scaled.map { Float($0 / length) }
    }
    return result
  }

  /// The embedding of a text.
  /// - Throws: `InputError` that says how to write a file that has it.
  func embedding(of text: String) throws -> [Float] {
    guard let found = embeddings[text] else {
      throw InputError(
        path, found: "no embedding of '\(text)'", expected: "one of every text that is encoded",
        advice: Self.command(path))
    }
    return found
  }
}
