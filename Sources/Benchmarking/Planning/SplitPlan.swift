import Alignment
import Records
import Splits

/// The trials of one split under one condition, which share its features.
struct SplitPlan: Sendable {
  /// Where the features come from.
  let source: any FeatureSource
  let split: Split
  /// The split at the defaults of all axes.
  let standard: Split
  /// The point of an axis; nil at the defaults.
  let condition: Condition?
  /// How clips are seen frame by frame; nil for whole clips.
  let frames: FrameLevel?
  /// Whether clips are seen whole and frame by frame.
  let combines: Bool
  let trials: [Trial]
}
