import Alignment
import Records

/// What a trial runs: an alignment, a bound that frames them, or a fusion of two alignments.
enum Method: Sendable {
  case alignment(AlignmentChoice)
  case bound(Bound)
  case fusion(FusionChoice)
  /// A bound that frames fusions: both levels' classifiers added with equal weights.
  case fusedBound(Bound, FusionChoice)

  /// Its name in tables.
  var name: String {
    switch self {
    case .alignment(let alignment): alignment.name
    case .bound(let bound), .fusedBound(let bound, _): bound.rawValue
    case .fusion: FusionChoice.name
    }
  }

  /// Whether it has one latent space, which a record can keep.
  var hasLatents: Bool {
    switch self {
    case .alignment: true
    case .bound, .fusion, .fusedBound: false
    }
  }

  /// Name and parameters for the record.
  func choice() throws -> TrialDescription.Choice {
    switch self {
    case .alignment(let alignment):
      .init(name: alignment.name, parameters: try alignment.parameters())
    case .bound(let bound), .fusedBound(let bound, _): .init(name: bound.rawValue)
    case .fusion(let choice): .init(name: FusionChoice.name, parameters: try choice.parameters())
    }
  }
}
