import Foundation
import Testing

/// The Python of the repository, which has NumPy and h5py.
enum PythonPeer {
  static let executable = repositoryDatasets.deletingLastPathComponent().appendingPathComponent(".venv/bin/python")
  static let isThere: Bool = FileManager.default.isExecutableFile(atPath: executable.path)

  /// Runs a script in `folder`.
  static func run(_ script: String, in folder: URL) throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = ["-c", script]
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
