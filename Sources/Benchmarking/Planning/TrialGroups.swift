/// Trials by what they share: those that use the same factorisations, or the same bound, are one
/// group.
///
/// Threads open one group after another, and shards divide groups. So a shared stage is in memory
/// for a short time, and one shard computes it.
struct TrialGroups {
  /// The group of each trial, by the order in which groups first appear.
  let places: [Int]
  /// How many groups there are.
  let count: Int

  init(_ trials: [Trial]) {
    var known: [Group: Int] = [:]
    places = trials.map { trial in
      let group = Group(trial)
      if let place = known[group] { return place }
      known[group] = known.count
      return known.count - 1
    }
    count = known.count
  }

  private struct Group: Hashable {
    let factorisations: [StageDeclaration]
    let selects: Bool
    /// The bound and the direction, of trials that share no factorisation.
    let bound: String?
    let direction: Direction?

    init(_ trial: Trial) {
      factorisations = trial.stages.of(.factorisation)
      selects = ![.innerFolds, .calibrationFolds].allSatisfy { trial.stages.of($0).isEmpty }
      bound = factorisations.isEmpty ? trial.method.name : nil
      direction = factorisations.isEmpty ? trial.direction : nil
    }
  }
}
