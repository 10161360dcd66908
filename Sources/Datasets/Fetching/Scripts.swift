import Diagnostics
import Files
import Foundation
import PlainText

extension Fetcher {
  /// Where a script puts the recordings that it makes.
  private var recordings: URL { folder.appendingPathComponent(PreparedRecordingsLoader.fileName) }

  /// Whether a script has yet to make the recordings.
  var lacksRecordings: Bool {
    entry.manifest.fetch?.script != nil && !FileManager.default.fileExists(atPath: recordings.path)
  }

  /// Lets the script beside the manifest make recordings of the published files. They appear when
  /// they are whole. Recordings that are there are kept, unless a list calls them wrong.
  func makeRecordings(_ script: String, before: Verification?) async throws {
    let name = recordings.lastPathComponent
    guard lacksRecordings || before?.wrong.contains(where: { $0.file == name }) == true else {
      return report("\(name) was there already and is kept; remove it to have it made anew")
    }
    let work = try AtomicFile.temporaryFolder(in: folder)
    defer { try? FileManager.default.removeItem(at: work) }
    let made = work.appendingPathComponent(name)
    let python = python()
    report("making \(name) with \(python)")
    try await run(entry.folder.appendingPathComponent(script), [made.path, "--published", folder.path], python)
    guard rename(made.path, recordings.path) == 0 else {
      throw InputError(
        recordings.path, found: "no file that takes its place (\(String(cString: strerror(errno))))",
        expected: "the file that \(script) wrote", advice: byHand)
    }
  }

  /// Runs a script of the data set.
  /// - Parameter arguments: those after the script's path.
  func run(_ script: URL, _ arguments: [String], _ python: String) async throws {
    let code = try await Tool.run(python, [script.path] + arguments)
    let requirements = entry.folder.deletingLastPathComponent().appendingPathComponent("requirements.txt")
    guard code == 0 else {
      throw InputError(
        script.path, found: "exit code \(code) under \(python)",
        expected: "\(recordings.lastPathComponent) to be written",
        advice:
          "The reason stands above. Python needs numpy and h5py: python3 -m venv .venv && .venv/bin/pip install -r "
          + "\(ShellWord.quoted(requirements.path)). \(byHand)")
    }
  }

  /// `.venv/bin/python` of the working folder or of the package, else `$HARTRANSFER_PYTHON`, else
  /// `python3`.
  func python() -> String {
    let package = entry.folder.deletingLastPathComponent().deletingLastPathComponent()
    let places = [URL(fileURLWithPath: FileManager.default.currentDirectoryPath), package]
    let own = places.map { $0.appendingPathComponent(".venv/bin/python").path }
    if let found = own.first(where: FileManager.default.isExecutableFile) { return found }
    guard let named = environment["HARTRANSFER_PYTHON"], !named.isEmpty else { return "python3" }
    return named
  }
}
