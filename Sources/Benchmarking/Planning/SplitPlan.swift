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
  /// Which of several runs with other seeds, from 1.
  let repetition: Int
  let level: Level
  /// How clips are seen frame by frame; nil for whole clips.
  let frames: FrameLevel?
  /// What of the data is what it is at the defaults.
  let keeps: Axis.Kept
  let trials: [Trial]

  /// The repetition whose seeds the features have: the first where none of them depends on a seed.
  var repetitionOfFeatures: Int { source.modalities.contains(where: source.draws) ? repetition : 1 }
}
