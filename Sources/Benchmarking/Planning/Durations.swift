import Records

/// How long trials took, by what they run: what the time of others is estimated by.
struct Durations {
  /// Mean seconds by alignment, classifier and decoding.
  private var seconds: [[TrialDescription.Choice?]: Double] = [:]
  /// Records that are looked at for each pipeline.
  private static let limit = 3

  init(_ plan: Plan, recorded: Set<String>, store: RecordStore) {
    var found: [[TrialDescription.Choice?]: [Double]] = [:]
    for trial in plan.parts.lazy.flatMap(\.trials) where recorded.contains(trial.key) {
      let kind = Self.kind(trial.description)
      guard found[kind, default: []].count < Self.limit,
        let record = try? store.record(trial.key, as: DurationPart.self), record.error == nil
      else { continue }
      found[kind, default: []].append(record.run.seconds)
    }
    seconds = found.mapValues { $0.reduce(0, +) / Double($0.count) }
  }

  /// Seconds of all trials one after another; nil where some kind was never recorded.
  func seconds(_ trials: [TrialDescription]) -> Double? {
    var sum = 0.0
    guard trials.isEmpty || !seconds.isEmpty else { return nil }
    for trial in trials {
      guard let own = seconds[Self.kind(trial)] else { return nil }
      sum += own
    }
    return sum
  }

  private static func kind(_ trial: TrialDescription) -> [TrialDescription.Choice?] {
    [trial.alignment, trial.classifier, trial.decoding]
  }
}

/// The time that a trial took.
private struct DurationPart: RecordPart {
  struct Times: Decodable { var seconds: Double }
  var schema: String
  var key: String
  var error: String?
  var run: Times
  var fault: String? { nil }
}
