/// Trials of a split by what they share: those that use the same factorisations, or the same bound, are one group.
///
/// Groups are what threads open one after another, and what shards divide: what is shared is then in memory for a short
/// time, and computed in one shard.
struct TrialGroups {
  /// The group of each trial, by the order in which groups first appear.
  let places: [Int]
  /// What each trial uses.
  let stages: [TrialStages]
  /// How many groups there are.
  let count: Int

  init(_ trials: [Trial], modalities: [String]) throws {
    var known: [String: Int] = [:]
    // Trials of one alignment follow one another, and have the same stages but for the classifier's part of a selection.
    var stages: [TrialStages] = []
    var places: [Int] = []
    for trial in trials {
      let own = try TrialStages(trial, modalities: modalities)
      stages.append(own)
      let shared = own.factorisations
      let name =
        shared.isEmpty ? "\(trial.method.name) \(trial.direction)" : "\(shared) \(own.selection.isEmpty)"
      let place = known[name] ?? known.count
      known[name] = place
      places.append(place)
    }
    self.stages = stages
    self.places = places
    count = known.count
  }
}
