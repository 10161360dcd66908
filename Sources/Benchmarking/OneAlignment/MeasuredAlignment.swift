import Alignment
import Records
import Splits

/// What there is to say of one alignment outside any benchmark, whether its features stood in
/// memory or were read in pieces.
public protocol MeasuredAlignment {
  /// The method and its parameters.
  var method: TrialDescription.Choice { get }
  /// The modality that comes first, and the other one.
  var direction: Direction { get }
  /// The split; nil where all samples are pairs.
  var split: Split? { get }
  /// Samples that lack one of the two modalities.
  var incomplete: Int { get }
  /// Dimension of the latent space.
  var latentDimension: Int { get }
  /// Seconds that fitting took.
  var fitSeconds: Double { get }
  /// Directions that were equally good, of which some were kept; nil where the objective decided.
  var tie: TrialRecord.Tie? { get }
  /// What was lost against the exact solution at most; nil where nothing was approximated.
  var exactness: ExactnessBounds? { get }
  /// The errors on the pairs that it was fitted on.
  var pairErrors: AlignmentRun.Errors { get }
  /// The errors on the test pairs; nil where there are none.
  var testErrors: AlignmentRun.Errors? { get }
}

extension AlignmentRun: MeasuredAlignment {}
extension StreamedAlignment: MeasuredAlignment {}
