import Foundation
import Testing

/// A data set that `cases.py` writes, run as a user would.
enum CornerCase {
  /// The scores of a row that hold on any data set.
  struct Scores: Equatable {
    let accuracy: Double?
    let sourceAccuracy: Double?
    let alignmentError: Double?

    /// Whether they are the same but for the last digits of a rate that times tell.
    func agrees(with other: Scores) -> Bool {
      guard accuracy == other.accuracy, sourceAccuracy == other.sourceAccuracy else { return false }
      guard let alignmentError, let known = other.alignmentError else { return alignmentError == other.alignmentError }
      return abs(alignmentError - known) <= 1e-6 * known
    }
  }

  private static let python = HARTransfer.package.appendingPathComponent(".venv/bin/python")
  static let pythonIsThere = FileManager.default.isExecutableFile(atPath: python.path)
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "cases.py")

  /// A new folder that holds the case.
  static func folder(_ name: String) throws -> URL {
    let folder = try HARTransfer.temporaryFolder()
    let output = try HARTransfer.shell("'\(python.path)' '\(script.path)' \(name)", in: folder)
    try #require(output.code == 0, "\(output.standardError)")
    return folder
  }

  /// Runs the case's configuration.
  static func run(in folder: URL) throws -> HARTransfer.Output {
    try command(
      in: folder, "run", "config.yaml", "--datasets", "sets", "--results", "results", "--cache", "cache", "--format",
      "json")
  }

  static func command(in folder: URL, _ words: String...) throws -> HARTransfer.Output {
    try HARTransfer.shell("hartransfer " + words.joined(separator: " "), in: folder)
  }

  /// The scores of every row, by direction, alignment and parameters.
  static func scores(of name: String) throws -> [String: Scores] {
    let folder = try folder(name)
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = try run(in: folder)
    try #require(output.code == 0, "\(output.standardError)")
    let rows = try #require(
      JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [[String: Any]])
    try #require(!rows.isEmpty)
    let pairs = try rows.map { row -> (String, Scores) in
      func text(_ key: String) throws -> String { try #require(row[key] as? String) }
      let identity = try "\(text("alignment")) \(text("source")) \(text("target"))"
      return (
        identity,
        Scores(
          accuracy: row["accuracy"] as? Double, sourceAccuracy: row["sourceAccuracy"] as? Double,
          alignmentError: row["cmae"] as? Double)
      )
    }
    return Dictionary(pairs) { first, _ in first }
  }
}
