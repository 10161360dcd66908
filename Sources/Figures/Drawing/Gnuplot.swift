import Diagnostics
import Foundation
import Subprocess

/// The program gnuplot, which draws.
enum Gnuplot {
  /// What users install.
  static let advice =
    "Install gnuplot 5.4 or newer: the package gnuplot-nox of Debian and Ubuntu, gnuplot elsewhere."
  /// No figure of these takes a second; what takes longer waits for something.
  static let limit = Duration.seconds(60)
  /// The limit is waited for in so many parts.
  private static let limitParts = 60

  /// - Throws: `InputError` where there is no gnuplot.
  static func check(_ program: String = "gnuplot") async throws {
    _ = try await run(program, ["--version"], in: FileManager.default.temporaryDirectory)
  }

  /// Draws what `script` says, a file in `folder`.
  /// - Throws: `InputError` where gnuplot is missing, refuses the script or takes longer than the
  ///   limit.
  static func draw(_ script: String, in folder: URL, program: String = "gnuplot", limit: Duration = limit) async throws
  {
    // Without the user's own settings, which would change the drawing.
    let (isDone, message) = try await run(program, ["-d", script], in: folder, limit: limit)
    guard isDone else {
      throw InputError(
        script, found: "a script that gnuplot refuses (\(PlottedText.line(message)))", expected: "a figure",
        advice: Gnuplot.advice)
    }
  }

  private static func run(
    _ program: String, _ arguments: [String], in folder: URL, limit: Duration = limit
  ) async throws -> (isDone: Bool, message: String) {
    try await withThrowingTaskGroup(of: (Bool, String)?.self) { group in
      group.addTask {
        let executable: Executable = program.contains("/") ? .path(.init(program)) : .name(program)
        let result: ExecutionResult<Void, DiscardedOutput, StringOutput<UTF8>>
        do {
          result = try await Subprocess.run(
            executable, arguments: Arguments(arguments), workingDirectory: .init(folder.path), output: .discarded,
            error: .string(limit: 1 << 20))
        } catch let error as SubprocessError where error.code == .executableNotFound {
          throw InputError(program, found: "no such program", expected: "gnuplot, which draws figures", advice: advice)
        }
        return (result.terminationStatus == .exited(0), result.standardError)
      }
      group.addTask {
        // In parts: time in which this process had no thread for its tasks counts for one of them.
        for _ in 0..<limitParts { try await Task.sleep(for: limit / limitParts) }
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let outcome = first else {
        throw InputError(
          program, found: "no end after \(limit.components.seconds) s", expected: "a figure within that time",
          advice: "Draw fewer rows, or look what else the machine does.")
      }
      return outcome
    }
  }
}
