import Foundation
import struct Synchronization.Atomic

/// A process that reads files, one after the other. It ends when its owner lets go of it.
final class ReadingProcess: Sendable {
  private let process: pid_t
  /// Where requests go and answers come from.
  private let socket: Int32
  private let isReaped = Atomic(false)

  /// A failed call of the operating system.
  private struct SystemFailure: Error, CustomStringConvertible {
    let description: String

    init(_ text: String) { description = text }

    init(_ call: String, _ code: Int32) { self.init("\(call): \(String(cString: strerror(code)))") }
  }

  /// Starts a process that waits for requests.
  init(_ program: ReadingProgram) throws {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(bitPattern: SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw SystemFailure("socketpair", errno) }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for descriptor: Int32 in [0, 1] { posix_spawn_file_actions_adddup2(&actions, ends[1], descriptor) }
    // Libraries print what they find; the answer says it.
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // A group of its own: Ctrl-C ends a run in order, and must not look like a crash.
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var arguments = ([program.executable] + program.arguments).map { strdup($0) } + [nil]
    var environment = Self.environment().map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var identifier: pid_t = 0
    let code = posix_spawn(&identifier, program.executable, &actions, &attributes, &arguments, &environment)
    // Else the end of the process would not be seen.
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      throw SystemFailure(program.executable, code)
    }
    process = identifier
    socket = ends[0]
    // A program that does something else must not be taken for one that a file has ended.
    guard Sockets.line(from: socket, within: ReadingService.startSeconds) == ReadingService.greeting else {
      throw SystemFailure("\(program.executable) reads no files")
    }
  }

  deinit {
    close(socket)
    // Its number may be that of another process by now.
    guard !isReaped.load(ordering: .relaxed) else { return }
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Lets the process read a file. After anything but an answer it has ended.
  /// - Returns: nil where it had ended by itself before it saw the request.
  func read(_ url: URL, _ limits: FileCheck.Limits) -> ReadingEnd? {
    guard var line = try? JSONEncoder().encode(ReadingRequest(path: url.path, limits: limits)) else { return nil }
    line.append(UInt8(ascii: "\n"))
    guard Sockets.sendAll(line, to: socket) else { return nil }
    guard let bytes = Sockets.line(from: socket, within: limits.seconds) else {
      kill(process, SIGKILL)
      return .time
    }
    if let answer = try? JSONDecoder().decode(ReadingAnswer.self, from: bytes) {
      return answer.lacksMemory ? .memory : .answered
    }
    var (status, usage): (Int32, rusage) = (0, rusage())
    guard wait4(process, &status, 0, &usage) == process else { return nil }
    isReaped.store(true, ordering: .relaxed)
    let end = ReadingEnd(status: status, usage: usage, limits: limits)
    return end == .exit(ReadingService.idleCode) ? nil : end
  }

  /// This process's own, but for what would let libraries load code, print or take threads.
  private static func environment() -> [String] {
    var variables = ProcessInfo.processInfo.environment
    variables["HDF5_PLUGIN_PATH"] = nil
    variables["OPENBLAS_NUM_THREADS"] = "1"
    variables["SWIFT_BACKTRACE"] = "enable=no"
    // Memory that was never written, or was given back, shows as such.
    variables["MALLOC_PERTURB_"] = "165"
    return variables.map { "\($0.key)=\($0.value)" }
  }
}
