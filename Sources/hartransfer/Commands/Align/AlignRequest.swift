import Alignment
import Benchmarking
import Splits

/// What the options of `align` ask for.
struct AlignRequest {
  var direction: Direction
  var alignment: any AlignmentMethod
  var reduction: Reduction
  var splitProtocol: SplitProtocol?
  var classifier: ClassifierChoice?
  /// The most bytes of features in memory.
  var budget: Int
}
