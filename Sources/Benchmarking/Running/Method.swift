import Alignment

/// What a trial runs: an alignment, a bound that frames them, or a combination of two alignments.
enum Method: Sendable {
  case alignment(AlignmentChoice)
  case bound(Bound)
  case combination(CombinationChoice)

  /// Its name in tables.
  var name: String {
    switch self {
    case .alignment(let alignment): alignment.name
    case .bound(let bound): bound.rawValue
    case .combination: CombinationChoice.name
    }
  }

  /// Name and parameters for the record.
  func choice() throws -> TrialDescription.Choice {
    switch self {
    case .alignment(let alignment):
      .init(name: alignment.name, parameters: try alignment.parameters())
    case .bound(let bound): .init(name: bound.rawValue)
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
  /// Nil where test rows are scored one by one.
  var decoding: DecodingChoice?
  let checksums: [String: String]
  /// What it shares with other trials of its split.
  var stages = TrialStages()
}
