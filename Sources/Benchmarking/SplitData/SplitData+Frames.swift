import Alignment
import FeatureStore
import Splits

extension SplitData {
  /// The data of sequences. Reduced features are the clips' pooled channels, less their mean over
  /// the pairs.
  /// - Parameter again: as for features of whole clips.
  convenience init(
    _ features: FeatureSet, split: Split, frames level: FrameLevel, again: (@Sendable () throws -> FeatureSet)? = nil
  ) throws {
    try self.init(
      features, split: split, frames: level,
      unreduced: UnreducedFeatures(read: again ?? { features }, reduction: Reduction { $0.standardise = false }))
  }

  convenience init(
    _ features: FeatureSet, split: Split, frames level: FrameLevel, unreduced: UnreducedFeatures, rows: [Int]? = nil,
    cache: StageCache = StageCache()
  ) throws {
    let present = Self.present(features.sequences)
    let paired = Self.joined(split.roles.unlabelled, features.sequences.map(\.name), present)
    let frames = try FrameData(features.sequences, level: level) { name in
      paired.filter { present[name]?[$0] ?? true }
    }
    let pooled = try FeatureSet(
      samples: features.samples,
      modalities: features.sequences.map { sequence in
        var pooled = sequence
        let all = Array(0..<features.samples.count)
        let values = frames.pooled(sequence.name, rows ?? all)
        pooled.values = .double(rows.map { values.scattered(to: $0, of: all.count, otherwise: 0) } ?? values)
        pooled.sequence = nil
        return pooled
      }, origin: features.origin, trueLatents: features.trueLatents)
    try self.init(
      pooled, split: split, reduction: unreduced.reduction, frames: frames, unreduced: unreduced, rows: rows,
      cache: cache)
  }
}
