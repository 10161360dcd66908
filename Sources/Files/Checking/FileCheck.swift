import Diagnostics
import Foundation
import Locks

/// Reads files of others in a process of its own before this process does.
///
/// C libraries can crash on a damaged file, never return, or ask for all memory. Then the other
/// process ends, and here stands an error that names the file. A file that the other process
/// refuses in words passes: its reader in this process says the same, and knows better where.
///
/// What was checked is remembered as long as this process runs, until the file changes. The other
/// process serves many files, so that the cost of its start is shared; after a crash a new one
/// serves the rest.
public enum FileCheck {
  /// What the other process may take for one file.
  public struct Limits: Sendable, Codable, Equatable {
    /// Bytes of address space beyond what the program itself takes.
    public var memory = 2 << 30
    /// Seconds of a processor for a small file.
    public var processorSeconds = 5
    /// Bytes of a file for which it may take a second more.
    private static let bytesASecond = 50_000_000
    /// Seconds until an answer, however busy machine and disk are.
    public var seconds = 600

    public init() {}

    /// The limits for a file of so many bytes.
    func forFile(of bytes: Int) -> Limits {
      var own = self
      own.processorSeconds += bytes / Self.bytesASecond
      return own
    }
  }

  private struct State {
    var program: ReadingProgram?
    var idle: [ReadingProcess] = []
    var known: [FileIdentity: ReadingEnd] = [:]
  }

  private static let state = Mutex(State())

  /// Begins to check files, by the program that knows how to. Before, and in a program that never
  /// calls this, no file is checked.
  public static func begin(with program: ReadingProgram) {
    state.withLock { $0 = State(program: program) }
  }

  /// Lets a file pass unread, as long as it does not change: who calls this knows who wrote it.
  public static func trust(_ url: URL) {
    guard let identity = FileIdentity(of: url) else { return }
    state.withLock { $0.known[identity] = .answered }
  }

  /// Ends the idle processes and checks no more.
  public static func end() { state.withLock { $0 = State() } }

  /// Number of files that were looked at in another process so far, or trusted.
  public static var count: Int { state.withLock { $0.known.count } }

  /// Reads a file in another process, unless it was read there before and has not changed.
  /// - Throws: `InputError` where that process crashed, or reached a limit.
  public static func check(_ url: URL) throws {
    guard let program = state.withLock({ $0.program }), let identity = FileIdentity(of: url) else { return }
    let known = state.withLock { $0.known[identity] }
    let limits = program.limits.forFile(of: identity.size)
    guard let end = known ?? read(url, by: program, limits) else { return }
    if known == nil { state.withLock { $0.known[identity] = end } }
    guard let found = end.description(limits) else { return }
    throw InputError(
      url.path, found: "a file \(found)", expected: "a file that can be read to its end",
      advice: "It is damaged, or made to do harm: copy or write it again.")
  }

  /// How reading ended; nil where no process could be started, which is told once.
  private static func read(_ url: URL, by program: ReadingProgram, _ limits: Limits) -> ReadingEnd? {
    // An idle process may have ended by itself while nobody looked.
    for _ in 0..<3 {
      let process: ReadingProcess
      if let idle = state.withLock({ $0.idle.popLast() }) {
        process = idle
      } else {
        do { process = try ReadingProcess(program) } catch {
          withdraw(program, "\(error)")
          return nil
        }
      }
      guard let end = process.read(url, limits) else { continue }
      switch end {
      case .answered: state.withLock { if $0.program != nil { $0.idle.append(process) } }
      default: break
      }
      return end
    }
    withdraw(program, "it ends at once")
    return nil
  }

  /// A machine that lets no process start still reads files.
  private static func withdraw(_ program: ReadingProgram, _ reason: String) {
    let isFirst = state.withLock { state in
      defer { state.program = nil }
      return state.program != nil
    }
    guard isFirst else { return }
    program.notice("files are read without the check in a process of its own, which does not start: \(reason)")
  }
}

/// The program that reads files for `FileCheck`, and how it is told to.
public struct ReadingProgram: Sendable {
  let executable: String
  let arguments: [String]
  let limits: FileCheck.Limits
  let notice: @Sendable (String) -> Void

  /// - Parameters:
  ///   - executable: a program that runs `ReadingService` when it gets `arguments`.
  ///   - limits: what it may take for one file.
  ///   - notice: told once when the program does not start.
  public init(
    _ executable: URL, arguments: [String], limits: FileCheck.Limits = .init(),
    notice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    (self.executable, self.arguments, self.limits, self.notice) = (executable.path, arguments, limits, notice)
  }
}

/// A file as it was when it was checked. A change shows in the times, or in the number.
struct FileIdentity: Hashable {
  private let numbers: [Int]
  /// Bytes of the file.
  let size: Int

  init?(of url: URL) {
    var status = stat()
    guard stat(url.path, &status) == 0 else { return nil }
    size = Int(status.st_size)
    numbers = [
      Int(bitPattern: UInt(status.st_dev)), Int(bitPattern: UInt(status.st_ino)), size,
      status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
    ]
  }
}
