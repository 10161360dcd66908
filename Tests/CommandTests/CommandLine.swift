import Foundation

/// The real command, as a user runs it.
enum HARTransfer {
  struct Output {
    let code: Int32
    let standardOutput: String
    let standardError: String
  }

  /// The executable that was built with these tests.
  static let executable: URL = {
    let tests =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("hartransfer")
  }()

  /// The package's folder: where `Configs` and `Datasets` are.
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Runs the command in the package's folder.
  static func run(_ arguments: String...) throws -> Output { try run(arguments) }

  /// Runs the command in the package's folder.
  static func run(_ arguments: [String]) throws -> Output {
    try launch(executable, arguments, in: package, environment: ProcessInfo.processInfo.environment)
  }

  /// Runs lines of a shell script in `folder`, with the command on the path; the first failure ends
  /// it.
  static func shell(_ script: String, in folder: URL) throws -> Output {
    var environment = ProcessInfo.processInfo.environment
    let path = environment["PATH"] ?? "/usr/bin:/bin"
    environment["PATH"] = executable.deletingLastPathComponent().path + ":" + path
    return try launch(
      URL(fileURLWithPath: "/bin/sh"), ["-e", "-c", script], in: folder, environment: environment)
  }

  private static func launch(
    _ program: URL, _ arguments: [String], in place: URL, environment: [String: String]
  ) throws -> Output {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = place
    process.environment = environment
    // Files, since a pipe that nobody empties would stop a talkative process.
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["out", "err"].map { folder.appendingPathComponent($0) }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
    return Output(code: process.terminationStatus, standardOutput: texts[0], standardError: texts[1])
  }

  /// A new folder for one test.
  static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hartransfer-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Whether the recordings of a data set are where the environment says.
  static func hasData(_ id: String) -> Bool {
    guard let root = ProcessInfo.processInfo.environment["HARTRANSFER_DATA"] else { return false }
    let folder = URL(fileURLWithPath: root, relativeTo: package).appendingPathComponent(id)
    return FileManager.default.fileExists(atPath: folder.path)
  }
}
