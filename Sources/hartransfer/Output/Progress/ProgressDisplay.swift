import Benchmarking
import Foundation
import Locks

/// Progress on stderr: one line that is written over on a terminal. Elsewhere a line for each stage
/// that is done, and one a minute.
final class ProgressDisplay: Sendable {
  private struct State {
    var progress = RunProgress()
    var shownAt = ContinuousClock.now - .seconds(1)
    var isOver = false
  }

  private let state = Mutex(State())
  private let isTerminal = MessageTerminal.showsMessages

  /// Shows from now on that time goes by where nothing else is told, and fits the line to a window
  /// that changes its size.
  init() {
    let seconds = isTerminal ? 1 : 60
    Thread.detachNewThread { [weak self] in
      while true {
        for _ in 0..<seconds {
          Thread.sleep(forTimeInterval: 1)
          guard self?.isOver == false else { return }
        }
        self?.tick()
      }
    }
  }

  private var isOver: Bool { state.withLock { $0.isOver } }

  /// What the work reports to.
  var handler: ProgressHandler { { [self] event in update(event) } }

  /// Takes the line away.
  func finish() {
    state.withLock { $0.isOver = true }
    if isTerminal { Messages.shared.show(progress: "") }
  }

  private func tick() {
    let text = state.withLock { state in
      state.isOver ? nil : isTerminal ? state.progress.line(columns: MessageTerminal.columns) : state.progress.report()
    }
    guard let text else { return }
    if isTerminal { Messages.shared.show(progress: text) } else { printLog(text) }
  }

  private func update(_ event: ProgressEvent) {
    let (ended, line) = state.withLock { state -> (String?, String?) in
      let now = ContinuousClock.now
      let ended = state.progress.note(event, at: now)
      guard isTerminal, ended != nil || now - state.shownAt > .milliseconds(100) else { return (ended, nil) }
      state.shownAt = now
      return (ended, state.progress.line(at: now, columns: MessageTerminal.columns))
    }
    if let ended { if isTerminal { printDetail(ended) } else { printLog(ended) } }
    if let line { Messages.shared.show(progress: line) }
  }
}
