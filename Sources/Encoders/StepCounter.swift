import Locks

/// Counts steps from several threads and reports them one at a time, so that the count never goes
/// back.
final class StepCounter: Sendable {
  private let done = Mutex(0)
  private let total: Int
  private let report: (@Sendable (Int, Int) -> Void)?

  init(total: Int, report: (@Sendable (Int, Int) -> Void)?) {
    self.total = total
    self.report = report
  }

  func advance() {
    guard let report else { return }
    done.withLock {
      $0 += 1
      report($0, total)
    }
  }
}
