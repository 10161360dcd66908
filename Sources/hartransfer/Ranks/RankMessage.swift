import Benchmarking
import Records

/// What a rank tells the first one while it runs its share of a plan.
struct RankMessage: Codable {
  /// A trial that has a result.
  struct Ended: Codable {
    var trial: TrialDescription
    var accuracy: Double?
    var isReused: Bool
  }

  /// The trials of its share, told once.
  var begins: Int?
  var ended: Ended?
  /// A warning or an error, as it would have been written.
  var warning: String?
  /// What it did, told last.
  var summary: BenchmarkRunner.Summary?

  /// What an event of progress says of all ranks; nil where it is of one alone.
  init?(_ event: ProgressEvent) {
    switch event {
    case .begins(let trials): begins = trials
    case .ended(let trial):
      ended = Ended(trial: trial.trial, accuracy: trial.accuracy, isReused: trial.isReused)
    case .stage: return nil
    }
  }

  init(warning: String) { self.warning = warning }

  init(_ summary: BenchmarkRunner.Summary) { self.summary = summary }
}
