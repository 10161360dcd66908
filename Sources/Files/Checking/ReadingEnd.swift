import Diagnostics
import Foundation

/// How a process that read a file ended, or that it answered.
enum ReadingEnd: Sendable, Equatable {
  /// The file was read, or refused in words that its reader will say too.
  case answered
  /// It needs more memory than it may take.
  case memory
  /// It took more time of a processor than it may.
  case processorTime
  /// No answer came in time.
  case time
  case signal(Int32)
  case exit(Int32)

  /// Of what `wait4` said.
  init(status: Int32, usage: rusage, limits: FileCheck.Limits) {
    let signal = status & 0x7F
    // Most programs end by a signal when memory is refused: then nearly all of it was in use.
    let isFull = usage.ru_maxrss > limits.memory / 1024 / 4 * 3
    self =
      switch signal {
      case 0: .exit(status >> 8 & 0xFF)
      case SIGXCPU: .processorTime
      case SIGALRM: .time
      default: isFull ? .memory : .signal(signal)
      }
  }

  /// What is said of the file; nil where nothing is wrong.
  func description(_ limits: FileCheck.Limits) -> String? {
    switch self {
    case .answered: nil
    case .memory: "that needs more than \(Self.bytes(limits.memory)) to be read"
    case .processorTime: "that takes longer than \(limits.processorSeconds) s of a processor to be read"
    case .time: "that takes longer than \(limits.seconds) s to be read"
    case .signal(let number): "whose reader was ended by signal \(number) (\(String(cString: strsignal(number))))"
    case .exit(let code): "whose reader ended with code \(code)"
    }
  }

  private static func bytes(_ count: Int) -> String {
    count % (1 << 30) == 0 ? "\(count >> 30) GiB" : "\(count >> 20) MiB"
  }
}

/// What a process is asked: one line of JSON.
struct ReadingRequest: Codable {
  var path: String
  var limits: FileCheck.Limits
}

/// What it answers: one line of JSON.
public struct ReadingAnswer: Codable, Sendable {
  /// Whether the file was refused because memory ran out.
  var lacksMemory: Bool

  public init(lacksMemory: Bool = false) { self.lacksMemory = lacksMemory }
}
