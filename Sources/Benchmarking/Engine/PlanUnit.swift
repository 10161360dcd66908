/// The parts of a plan that share features and pairs: a split at the defaults, and under the
/// conditions that keep both. They are run together, so that each of their alignments is fitted
/// once.
struct PlanUnit: Sendable {
  let parts: [SplitPlan]
  /// The trials of all parts, each with the place of its part.
  let trials: [(part: Int, trial: Trial)]
  let groups: TrialGroups
  /// How many groups earlier units have.
  private let firstGroup: Int

  init(_ parts: [SplitPlan], firstGroup: Int = 0) {
    self.parts = parts
    self.firstGroup = firstGroup
    trials = parts.enumerated().flatMap { place, part in part.trials.map { (place, $0) } }
    groups = TrialGroups(trials.map(\.trial))
  }

  /// The split, for messages.
  var name: String { parts.first.map { "\($0.split.protocolName), \($0.split.name)" } ?? "" }

  /// The places of the trials that are asked for.
  func wanted(_ options: RunOptions) -> [Int] {
    trials.indices.filter { place in
      options.shard?.contains(group: firstGroup + groups.places[place]) ?? true
        && options.only.contains(trials[place].trial.description)
        && options.keys?.contains(trials[place].trial.key) ?? true
    }
  }
}

extension Plan {
  /// The parts by what they share, in order: a condition that keeps the pairs stands beside its
  /// split.
  var units: [PlanUnit] {
    var shared: [[SplitPlan]] = []
    for part in parts {
      if part.condition != nil, part.keeps >= .pairs, let last = shared.popLast() {
        shared.append(last + [part])
      } else {
        shared.append([part])
      }
    }
    var firstGroup = 0
    return shared.map { parts in
      let unit = PlanUnit(parts, firstGroup: firstGroup)
      firstGroup += unit.groups.count
      return unit
    }
  }
}
