import Locks

/// What trials announce of the stages that they use. Each takes it back once, however it ends.
final class StageUses: Sendable {
  private let trials: [(trial: Trial, data: SplitData)]
  private let open: Mutex<Set<Int>>

  /// Announces the stages of all trials.
  init(_ trials: [(trial: Trial, data: SplitData)]) {
    self.trials = trials
    open = Mutex(Set(trials.indices))
    for (trial, data) in trials {
      data.cache.announce(trial.stages.all)
      data.companion?.cache.announce(trial.stages.ofFrames)
    }
  }

  /// Lets go what no other trial uses.
  func release(_ index: Int) {
    guard open.withLock({ $0.remove(index) }) != nil else { return }
    let (trial, data) = trials[index]
    data.cache.release(trial.stages.all)
    data.companion?.cache.release(trial.stages.ofFrames)
  }

  /// Lets go what trials use that were never begun; those that were given up release theirs when
  /// their threads end.
  func releaseRest(but givenUp: Set<Int>) {
    for index in open.withLock({ $0 }).subtracting(givenUp) { release(index) }
  }
}
