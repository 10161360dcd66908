import Alignment
import Records

/// The method that a criterion chose, with the report of how.
struct SelectedAlignment: Sendable {
  let method: any AlignmentMethod
  var report: TrialRecord.Selection
}
