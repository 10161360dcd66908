import Benchmarking

/// How far a run is, put together from what it tells.
struct RunProgress {
  typealias Instant = ContinuousClock.Instant

  private(set) var planned = 0
  private(set) var reused = 0
  private(set) var computed = 0
  private(set) var failed = 0
  private(set) var best = BestSoFar()
  private var stage: Stage?
  private let startedAt: Instant
  private var lastEventAt: Instant
  /// The time that went into trials, apart from encoding and from reading records.
  private var secondsOfTrials = 0.0

  /// A stage that is being worked on.
  struct Stage: Equatable {
    var name: String
    var done: Int
    var total: Int
    var startedAt: Instant

    /// Seconds to its end, if the rest takes as long as what is done; nil at its beginning.
    func secondsLeft(at now: Instant) -> Double? {
      done > 0 ? (now - startedAt) / .seconds(1) / Double(done) * Double(total - done) : nil
    }
  }

  init(at now: Instant = .now) {
    startedAt = now
    lastEventAt = now
  }

  /// Trials that have a result.
  var done: Int { reused + computed }

  /// The stage, unless it is that of the trials: these are counted over all stages.
  var preparation: Stage? { stage.flatMap { $0.name.hasPrefix("trials") || $0.done == $0.total ? nil : $0 } }

  func seconds(at now: Instant) -> Double { (now - startedAt) / .seconds(1) }

  /// Seconds to the end of the trials, if the rest takes as long as those of this run; nil before
  /// the first.
  func secondsLeft() -> Double? {
    computed > 0 ? secondsOfTrials / Double(computed) * Double(max(0, planned - done)) : nil
  }

  /// Notes an event. What it ends is given as a line.
  mutating func note(_ event: ProgressEvent, at now: Instant = .now) -> String? {
    defer { lastEventAt = now }
    switch event {
    case .begins(let trials): planned = trials
    case .ended(let trial):
      if trial.isReused {
        reused += 1
      } else {
        computed += 1
        secondsOfTrials += (now - lastEventAt) / .seconds(1)
      }
      if trial.accuracy == nil { failed += 1 }
      best.note(trial)
    case .stage(let name, let done, let total):
      let began = stage?.name == name ? stage?.startedAt ?? now : lastEventAt
      stage = Stage(name: name, done: done, total: total, startedAt: began)
      guard done == total else { return nil }
      stage = nil
      return "\(name): \(total) in \(Duration.seconds((now - began) / .seconds(1)).text)"
    }
    return nil
  }
}
