import Foundation

/// The other side of `FileCheck`: reads the files that it is asked to, under limits.
public enum ReadingService {
  /// The exit code of a process that nobody asked any more.
  static let idleCode: Int32 = 75
  private static let idleSeconds = 30
  /// What the process says when it can be asked, and by when it must have said so.
  static let greeting = Data("ready\n".utf8)
  static let startSeconds = 60
  /// Libraries that lose memory are started anew from time to time.
  private static let mostFiles = 1_000

  /// Answers requests from standard input on standard output until nobody asks.
  /// - Parameter read: reads a file as the process that asks will.
  public static func run(_ read: (URL) -> ReadingAnswer) -> Never {
    // It writes nothing, and leaves no image of its memory behind.
    limit(Int32(RLIMIT_FSIZE.rawValue), to: 0)
    limit(Int32(RLIMIT_CORE.rawValue), to: 0)
    guard Sockets.sendAll(greeting, to: 1) else { exit(idleCode) }
    for _ in 0..<mostFiles {
      guard let line = Sockets.line(from: 0, within: idleSeconds),
        let request = try? JSONDecoder().decode(ReadingRequest.self, from: line)
      else {
        break
      }
      begin(request.limits)
      let found = read(URL(fileURLWithPath: request.path))
      alarm(0)
      guard var answer = try? JSONEncoder().encode(found) else { break }
      answer.append(UInt8(ascii: "\n"))
      guard Sockets.sendAll(answer, to: 1) else { break }
    }
    exit(idleCode)
  }

  /// Sets the limits for the next file: what was used so far does not count.
  private static func begin(_ limits: FileCheck.Limits) {
    limit(Int32(RLIMIT_AS.rawValue), to: addressSpace + limits.memory)
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let used = Int(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + 1
    limit(Int32(RLIMIT_CPU.rawValue), to: used + limits.processorSeconds)
    // Should the process that asks be gone.
    alarm(UInt32(limits.seconds) + 10)
  }

  /// Lowers a limit, or raises it up to what the system allows.
  private static func limit(_ resource: Int32, to value: Int) {
    let kind = __rlimit_resource_t(UInt32(bitPattern: resource))
    var limit = rlimit()
    getrlimit(kind, &limit)
    limit.rlim_cur = min(limit.rlim_max, rlim_t(value))
    setrlimit(kind, &limit)
  }

  /// Bytes of address space that this process takes.
  package static var addressSpace: Int {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").first
    return (pages.flatMap { Int($0) } ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }
}
