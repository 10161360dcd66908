/// The trials of a run that nobody has begun, in groups that share their stages.
///
/// A thread stays with its group until the group is empty, then opens the next one. Where no group
/// is unopened, it helps with the group that has most left. It then takes the last trial:
/// neighbours share more than their group, and would wait for each other.
struct TrialQueue {
  /// Where a trial was found.
  enum Origin { case own(Int), other(Int), deferred(Int) }

  private var groups: [Int: [Int]] = [:]
  private var unopened: [Int] = []
  /// The group of each thread.
  private var open: [Int: Int] = [:]
  private var deferred: [(index: Int, until: ContinuousClock.Instant)] = []
  /// How long a trial that another process has claimed is left alone.
  private static let patience = Duration.milliseconds(200)

  /// - Parameter groups: the group of each trial.
  init(groups: [Int]) {
    for (index, group) in groups.enumerated() {
      if self.groups[group] == nil { unopened.append(group) }
      self.groups[group, default: []].append(index)
    }
  }

  var isEmpty: Bool { deferred.isEmpty && groups.values.allSatisfy(\.isEmpty) }

  /// Whether all that is left was put back.
  var hasPostponedAlone: Bool { !deferred.isEmpty && groups.values.allSatisfy(\.isEmpty) }

  /// The next trial for a thread: of its own group, of an unopened one, of any other, and last a
  /// deferred one. A group that it opens is its own from then on.
  mutating func next(for worker: Int) -> (index: Int, origin: Origin)? {
    if let group = open[worker], let index = groups[group]?.first { return (index, .own(group)) }
    if let group = unopened.first, let index = groups[group]?.first {
      unopened.removeFirst()
      open[worker] = group
      return (index, .own(group))
    }
    let left = groups.filter { !$0.value.isEmpty }
    if let group = left.keys.max(by: { (left[$0]!.count, $1) < (left[$1]!.count, $0) }), let index = left[group]?.last {
      return (index, .other(group))
    }
    let now = ContinuousClock.now
    if let place = deferred.firstIndex(where: { $0.until <= now }) { return (deferred[place].index, .deferred(place)) }
    return nil
  }

  /// Takes the trial that was found there.
  mutating func remove(_ origin: Origin, for worker: Int) {
    switch origin {
    case .own(let group):
      groups[group]?.removeFirst()
      open[worker] = group
    case .other(let group): groups[group]?.removeLast()
    case .deferred(let place): deferred.remove(at: place)
    }
  }

  /// Puts a trial back that another process has claimed.
  mutating func postpone(_ index: Int) { deferred.append((index, ContinuousClock.now + Self.patience)) }
}
