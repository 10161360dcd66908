import Benchmarking
import Metrics

/// One line of a leaderboard: all trials that differ in nothing but the split.
///
/// Each score is the mean over the trials. What does not exist is nil, which is written as null, never as 0 and never
/// left out.
public struct LeaderboardRow: Sendable, Equatable {
  /// What was run.
  public var trial: TrialDescription
  /// Place within the board, from 1; equal scores share the better place. Nil for bounds and incomplete rows.
  public var rank: Int?
  /// The best place in 95 % of resamples.
  public var rankLow: Int?
  /// The worst place in 95 % of resamples.
  public var rankHigh: Int?
  /// Trials with a result.
  public var trials = 0
  /// Trials that failed.
  public var failed = 0
  /// Trials of the plan without a record.
  public var missing = 0
  /// Test samples over all trials.
  public var testSamples = 0
  /// Mean scores by name.
  public var scores: [String: Double] = [:]
  /// 95 % interval of the accuracy.
  public var accuracyInterval: ClosedRange<Double>?
  /// 95 % interval of the mean latent distance.
  public var cmaeInterval: ClosedRange<Double>?
  /// (accuracy - chance) / (target-supervised - chance).
  public var transferRatio: Double?
  /// Mean seconds to fit the alignment.
  public var fitSeconds: Double?

  /// The bound that this row is; nil for an alignment.
  public var bound: Bound? { Bound(rawValue: trial.alignment.name) }

  /// Whether every trial of the plan has a result.
  public var isComplete: Bool { failed == 0 && missing == 0 && trials > 0 }

  /// A score by name.
  public subscript(score: String) -> Double? { scores[score] }
}

extension LeaderboardRow: Encodable {
  /// The scores that every row shows, in this order; the names are those of the metrics.
  static let scoreNames =
    [ScoreName.sourceAccuracy] + PredictionMetric.all.map(\.description.name).filter { $0 != "accuracy" }
    + AlignmentMetric.all.map(\.description.name).flatMap { [$0, ScoreName.onPairs($0)] }
    + RetrievalMetric.all.map(\.description.name)
    + ReconstructionMetric.all.map(\.description.name).flatMap { name in
      [false, true].map { ScoreName.reconstruction(name, target: $0) }
    }

  /// The columns by name, in the order of the CSV.
  public var columns: [(name: String, value: JSONValue)] {
    func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
    func integer(_ value: Int?) -> JSONValue { value.map(JSONValue.integer) ?? .null }
    return [
      ("rank", integer(rank)), ("rankLow", integer(rankLow)), ("rankHigh", integer(rankHigh)),
      ("benchmark", .string(trial.benchmark)), ("dataset", .string(trial.dataset)),
      ("protocol", .string(trial.protocol.name)), ("protocolParameters", trial.protocol.parameters),
      ("source", .string(trial.source)), ("target", .string(trial.target)),
      ("encoderSource", .string(trial.encoderSource.name)), ("encoderTarget", .string(trial.encoderTarget.name)),
      ("reduction", trial.reduction), ("alignment", .string(trial.alignment.name)),
      ("alignmentParameters", trial.alignment.parameters), ("classifier", .string(trial.classifier.name)),
      ("classifierParameters", trial.classifier.parameters), ("trials", .integer(trials)), ("failed", .integer(failed)),
      ("missing", .integer(missing)), ("testSamples", .integer(testSamples)), ("accuracy", number(self["accuracy"])),
      ("accuracyLow", number(accuracyInterval?.lowerBound)), ("accuracyHigh", number(accuracyInterval?.upperBound)),
      ("transferRatio", number(transferRatio)), ("cmaeLow", number(cmaeInterval?.lowerBound)),
      ("cmaeHigh", number(cmaeInterval?.upperBound)), ("fitSeconds", number(fitSeconds)),
    ] + Self.scoreNames.map { ($0, number(self[$0])) }
  }

  /// An object with every column.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(JSONValue.object(Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.value) })))
  }
}
