import Alignment
import FeatureStore

/// The features of a split before their reduction: inner folds fit reductions on fewer of its
/// pairs.
///
/// They are read again when they are asked for: beside the reduced ones they would take the memory
/// of a whole run. Encoders that learn stay fitted on all pairs of the split.
struct UnreducedFeatures: Sendable {
  /// Reads them.
  let read: @Sendable () throws -> FeatureSet
  /// What is done to features of whole clips.
  let reduction: Reduction
}
