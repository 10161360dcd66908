import Benchmarking
import Records

/// The row that has the highest mean accuracy so far: a number without an interval, over the trials
/// that have a result.
struct BestSoFar {
  private var rows: [TrialDescription: (sum: Double, count: Int)] = [:]

  /// Notes a trial of a row that may rank: no bound that knows more, and nothing that an oracle
  /// chose.
  mutating func note(_ ended: ProgressEvent.EndedTrial) {
    guard let accuracy = ended.accuracy, Self.mayRank(ended.trial.alignment) else { return }
    let row = rows[ended.trial.row] ?? (0, 0)
    rows[ended.trial.row] = (row.sum + accuracy, row.count + 1)
  }

  /// The accuracy with method and direction; nil before the first. Rows with fewer trials than
  /// others of their direction are not looked at: their splits may have been the easy ones.
  var text: String? {
    var most: [[String]: Int] = [:]
    for (trial, row) in rows { most[Self.direction(trial), default: 0].formMax(row.count) }
    let candidates = rows.filter { $0.value.count == most[Self.direction($0.key)] }.map { trial, row in
      (accuracy: row.sum / Double(row.count), name: "\(trial.alignment.name), \(trial.source) -> \(trial.target)")
    }
    // Of equal ones the first by name, so that the line does not flicker.
    let best = candidates.max { ($0.accuracy, $1.name) < ($1.accuracy, $0.name) }
    return best.map { "\($0.accuracy.formatted(places: 3)) \($0.name)" }
  }

  private static func mayRank(_ alignment: TrialDescription.Choice) -> Bool {
    Bound(rawValue: alignment.name)?.ranks != false
      && alignment.parameters.members["select"]?.members["by"]?.text != TrialRecord.Selection.oracle
  }

  private static func direction(_ trial: TrialDescription) -> [String] { [trial.source, trial.target] }
}

extension Int {
  fileprivate mutating func formMax(_ other: Int) { self = Swift.max(self, other) }
}
