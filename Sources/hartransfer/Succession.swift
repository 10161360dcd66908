import Benchmarking
import Diagnostics
import Foundation

/// This program again in the place of this process: the one way to end a thread that computes.
///
/// The number of the process, its files and its limits stay. What it did so far goes to its
/// successor through a file without a name, whose descriptor stands in the environment.
enum Succession {
  private static let variable = "HARTRANSFER_EARLIER"

  /// What the processes did that this one takes the place of; nil where it is the first.
  static func earlier() -> BenchmarkRunner.Summary? {
    guard let text = ProcessInfo.processInfo.environment[variable] else { return nil }
    unsetenv(variable)
    // The descriptor means something in the process that opened it alone.
    let parts = text.split(separator: ":").compactMap { Int32($0) }
    guard parts.count == 2, parts[0] == getpid() else { return nil }
    let file = FileHandle(fileDescriptor: parts[1], closeOnDealloc: true)
    guard (try? file.seek(toOffset: 0)) != nil, let data = try? file.readToEnd() else { return nil }
    return try? JSONDecoder().decode(BenchmarkRunner.Summary.self, from: data)
  }

  /// Starts the program anew with the same arguments.
  /// - Throws: `InputError` where the system refuses.
  static func begin(with summary: BenchmarkRunner.Summary) throws -> Never {
    printLog("a trial that was given up still computes: a new process goes on with the \(summary.left) that are left")
    let file = try withoutName(try JSONEncoder().encode(summary))
    setenv(variable, "\(getpid()):\(file)", 1)
    // The new program inherits which signals are blocked.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigprocmask(SIG_SETMASK, &signals, nil)
    fflush(nil)
    var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
    execv("/proc/self/exe", &arguments)
    throw failure("execv")
  }

  /// A descriptor of a file with these bytes, which programs that start in this process inherit.
  private static func withoutName(_ data: Data) throws -> Int32 {
    var template = Array((NSTemporaryDirectory() + "/hartransfer-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure("mkstemp") }
    unlink(template)
    try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: data)
    return descriptor
  }

  private static func failure(_ call: String) -> InputError {
    InputError(
      "the process", found: "\(call): \(String(cString: strerror(errno)))", expected: "to start this program anew",
      advice: "All finished trials have their records: run the same command again to go on.")
  }
}
