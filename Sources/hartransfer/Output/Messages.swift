import Diagnostics
import Locks
import Logging
import PlainText

/// What a command says beside its result: all of it goes to stderr through here, so that a message
/// and the line of progress do not stand in each other's way.
final class Messages: Sendable {
  /// How much is said. What is not said at one level is not said at those below it either.
  enum Level: Comparable { case quiet, normal, verbose }

  /// Those of this process.
  static let shared = Messages()

  private struct State {
    var level = Level.normal
    /// The line of progress on the terminal; empty where there is none.
    var progress = ""
    /// Whether messages are not written here.
    var isHeld = false
    /// Where warnings and errors go in their place.
    var relay: (@Sendable (String) -> Void)?
  }

  private let state = Mutex(State())

  var level: Level {
    get { state.withLock { $0.level } }
    set { state.withLock { $0.level = newValue } }
  }

  /// Writes lines, above the line of progress, if so much is to be said. Names that files brought
  /// along may hold what a terminal obeys, which becomes visible.
  func write(_ lines: String, from level: Level) {
    let text = lines.split(separator: "\n", omittingEmptySubsequences: false).map(\.visible).joined(separator: "\n")
    state.withLock { state in
      guard !state.isHeld else {
        if level == .quiet { state.relay?(text) }
        return
      }
      guard state.level >= level else { return }
      guard !state.progress.isEmpty else { return Streams.writeMessage(text + "\n") }
      Streams.writeMessage("\(Self.clearing)\(text)\n\(state.progress)")
    }
  }

  /// Shows a line of progress on the terminal in place of the last one; an empty one takes it away.
  func show(progress: String) {
    state.withLock { state in
      guard !state.isHeld, state.progress != progress else { return }
      state.progress = progress
      Streams.writeMessage(Self.clearing + progress)
    }
  }

  /// Writes nothing from now on: another process speaks for this one.
  func hold() { state.withLock { $0.isHeld = true } }

  /// Hands warnings and errors on in place of writing them, where messages are held.
  func relay(_ take: @escaping @Sendable (String) -> Void) { state.withLock { $0.relay = take } }

  /// Writes again.
  func release() { state.withLock { ($0.isHeld, $0.relay) = (false, nil) } }

  /// To the beginning of the line, and all behind it gone.
  private static let clearing = "\r\u{1B}[K"
}

/// Says what happened; `--quiet` holds it back.
func printLog(_ line: String) { Messages.shared.write(line, from: .normal) }

/// Says how it happened, with `--verbose` alone.
func printDetail(_ line: String) { Messages.shared.write(line, from: .verbose) }

/// Says what may be wrong, on one line.
func printWarning(_ line: String) { Messages.shared.write("warning: \(line.visible)", from: .quiet) }

/// Says why the command ends, a line for each fault.
func printError(_ error: InputError) {
  for fault in error.all { Messages.shared.write("error: \(fault.description.visible)", from: .quiet) }
}

/// Hands what the modules log to `Messages`.
struct MessageLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.debug

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    switch event.level {
    case .critical, .error: Messages.shared.write("error: \(event.message.description.visible)", from: .quiet)
    case .warning: printWarning("\(event.message)")
    case .notice, .info: printLog("\(event.message)")
    case .debug, .trace: printDetail("\(event.message)")
    }
  }
}
