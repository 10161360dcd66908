import Foundation
import Testing

/// Texts that users see, held word for word by files in `Fixtures`.
///
/// `make fixtures` writes the files from what the program says now. Read the difference before you
/// commit it.
enum ExactText {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures")
  private static let isWriting = ProcessInfo.processInfo.environment["HARTRANSFER_WRITE_FIXTURES"] == "1"

  /// Expects `text` to be that of the fixture, or writes the fixture.
  static func expect(
    _ text: String, isFixture name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    if isWriting {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      return try Data(text.utf8).write(to: file)
    }
    let known = try? String(contentsOf: file, encoding: .utf8)
    #expect(
      text == known, "Fixtures/\(name): 'make fixtures' writes what the program says now",
      sourceLocation: sourceLocation)
  }
}
