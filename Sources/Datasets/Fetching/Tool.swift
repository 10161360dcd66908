import Diagnostics
import Foundation
import Subprocess

/// Programs that fetching runs: `curl`, Python.
enum Tool {
  /// Runs a program to its end and returns its exit code.
  ///
  /// What it prints goes to stderr: stdout is for results.
  /// - Throws: `InputError` when there is no such program, or a signal ended it.
  static func run(_ name: String, _ arguments: [String]) async throws -> Int {
    let executable: Executable = name.contains("/") ? .path(.init(name)) : .name(name)
    let status: TerminationStatus
    do {
      let result = try await Subprocess.run(
        executable, arguments: Arguments(arguments), output: .currentStandardError, error: .currentStandardError)
      status = result.terminationStatus
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw InputError(name, found: "no such program", expected: "an installed one", advice: "Install \(name).")
    }
    guard case .exited(let code) = status else {
      throw InputError(name, found: "\(status)", expected: "to run to its end", advice: "Run the command again.")
    }
    return Int(code)
  }
}
