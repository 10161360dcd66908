import Benchmarking
import Foundation
import Synchronization

/// Progress on stderr: a bar with the time left on a terminal, a line for each finished stage
/// elsewhere.
final class ProgressDisplay: Sendable {
  private struct State {
    var stage = ""
    var startedAt = ContinuousClock.now
    var shownAt = ContinuousClock.now
    var lineIsOpen = false
  }

  private let state = Mutex(State())
  private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

  /// What the work reports to.
  var handler: ProgressHandler { { [self] stage, done, total in update(stage, done, total) } }

  /// Ends the line of the bar.
  func finish() {
    state.withLock { state in
      if state.lineIsOpen { write("\n") }
      state.lineIsOpen = false
    }
  }

  private func update(_ stage: String, _ done: Int, _ total: Int) {
    state.withLock { state in
      let now = ContinuousClock.now
      if state.stage != stage {
        if state.lineIsOpen { write("\n") }
        state = State(stage: stage, startedAt: now, shownAt: now - .seconds(1), lineIsOpen: false)
      }
      let elapsed = (now - state.startedAt) / .seconds(1)
      if !isTerminal {
        if done == total { write("\(stage): \(total) in \(String(format: "%.1f", elapsed)) s\n") }
        return
      }
      guard done == total || now - state.shownAt > .milliseconds(100) else { return }
      state.shownAt = now
      state.lineIsOpen = true
      let width = 30
      let filled = total > 0 ? width * done / total : width
      let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
      let left = done > 0 ? elapsed / Double(done) * Double(total - done) : 0
      write("\r\u{1B}[K\(stage) [\(bar)] \(done)/\(total), \(String(format: "%.0f", left)) s left")
    }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
