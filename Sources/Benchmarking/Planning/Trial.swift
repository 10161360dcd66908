import Records

/// One trial of a plan with what is needed to run it.
struct Trial: Sendable {
  let key: String
  let description: TrialDescription
  let direction: Direction
  let method: Method
  let classifier: ClassifierChoice
  /// Nil where each test row has the class of its best score.
  var decoding: DecodingChoice?
  let checksums: [String: String]
  /// What it is tied to beside its description, rows and data; nil where none is planned.
  var ties: TrialTies?
  /// What it shares with other trials of its split.
  var stages = TrialStages()

  /// Its entry in the plan's file.
  var planned: PlannedTrial { PlannedTrial(key: key, trial: description) }

  /// Whether it needs no alignment.
  var isBound: Bool {
    switch method {
    case .bound, .fusedBound: true
    case .alignment, .fusion: false
    }
  }
}
