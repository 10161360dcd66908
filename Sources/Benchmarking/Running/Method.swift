import Alignment

/// What a trial runs: an alignment, a bound that frames them, or a combination of two alignments.
enum Method: Sendable {
  case alignment(AlignmentChoice)
  case bound(Bound)
  case combination(CombinationChoice)
  /// A bound that frames combinations: both levels' classifiers added with equal weights.
  case combinedBound(Bound, CombinationChoice)

  /// Its name in tables.
  var name: String {
    switch self {
    case .alignment(let alignment): alignment.name
    case .bound(let bound), .combinedBound(let bound, _): bound.rawValue
    case .combination: CombinationChoice.name
    }
  }

  /// Name and parameters for the record.
  func choice() throws -> TrialDescription.Choice {
    switch self {
    case .alignment(let alignment):
      .init(name: alignment.name, parameters: try alignment.parameters())
    case .bound(let bound), .combinedBound(let bound, _): .init(name: bound.rawValue)
    case .combination(let choice): .init(name: CombinationChoice.name, parameters: try choice.parameters())
    }
  }
}

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
    case .bound, .combinedBound: true
    case .alignment, .combination: false
    }
  }
}
