import Diagnostics
import Parameters

/// Terms that a learned alignment may have beside its loss; each is left out at weight 0, the
/// default.
///
/// `structure` keeps the neighbourhoods of each modality (`StructureTerm`). `distillation` hands
/// neighbourhoods over from one modality to the other (`DistillationTerm`). What belongs to a term
/// without weight shapes nothing, and is not written.
public struct PairRegularisation: Parametrised, Equatable {
  @Parameter(.number(from: 0), "weight of keeping each modality's neighbourhoods; 0 leaves the term out")
  public var structure = 0.0
  @Parameter(.temperature, "temperature of the similarities that neighbourhoods are made of")
  public var structureTemperature = 0.1
  @Parameter(
    .number(from: 0), "weight of distilling similarities from one modality into the other; 0 leaves the term out")
  public var distillation = 0.0
  /// Never more than there are pairs to train on.
  @Parameter(.count(from: 2), "pairs of earlier steps that distillation compares with")
  public var queue = 1024
  @Parameter(.temperature, "temperature of the similarities that are distilled")
  public var teacherTemperature = 0.05
  @Parameter(.temperature, "temperature of the similarities that follow them")
  public var studentTemperature = 0.1

  public init() {}

  /// Whether any term has a weight.
  var hasTerms: Bool { structure > 0 || distillation > 0 }

  /// Not for a term without weight.
  public func isWritten(_ parameter: String) -> Bool {
    switch parameter {
    case "structure", "structureTemperature": structure > 0
    case "distillation", "queue", "teacherTemperature", "studentTemperature": distillation > 0
    default: true
    }
  }
}
