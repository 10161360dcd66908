import Classifiers
import Datasets
import Diagnostics
import Randomness
import Records
import Splits

/// A split as one condition leaves it, with the features to be asked of it and the directions that
/// it concerns.
struct ConditionedSplit: Sendable {
  /// Nil at the defaults of all axes.
  let condition: Condition?
  let keeps: Axis.Kept
  let split: Split
  /// The split at the defaults.
  let standard: Split
  let source: any FeatureSource
  let directions: [Direction]

  /// Whether a pipeline can be run under the condition.
  func allows(_ pipeline: Pipeline) -> Bool {
    if case .bound(let bound) = pipeline.method, bound.needsNoPairs, !split.promises.separatesSides { return false }
    return condition?.exclusion(of: pipeline) == nil && pipeline.decoding?.method.exclusion(from: split) == nil
  }
}

extension Axes {
  /// The split at the defaults, with the pairs of the source, then at every point of every axis.
  ///
  /// Own pairs are added where the pairs are of another data set, and nowhere else.
  /// A condition of recordings concerns one target; where directions have several, there is a
  /// conditioned split for each.
  /// - Throws: `InputError`, with the place of the axis, where the split or the data do not bear a
  ///   value.
  func conditioned(
    _ own: Split, _ directions: [Direction], source: any FeatureSource, seed: Seed
  ) throws -> [ConditionedSplit] {
    let split = try source.foreignPairs.map { try own.pairing($0.rows, of: source.samples) } ?? own
    let points = points.filter { $0.axis.name != Axis.ownPairs.name || source.foreignPairs != nil }
    let targets = directions.map(\.target).distinct
    let standard = ConditionedSplit(
      condition: nil, keeps: .pairs, split: split, standard: split, source: source, directions: directions)
    return try [standard]
      + points.flatMap { point in
        let (axis, value) = (point.axis, point.condition.value)
        let data = Axis.ChangedData(
          split: split, samples: source.samples, incompleteTargets: targets.filter(source.lacks),
          seed: seed.deriving("axes", source.dataset, split.protocolName, split.name, axis.drawnAs.name),
          ownPairs: source.foreignPairs == nil ? nil : own.roles.paired)
        func conditioned(
          _ changed: Split, _ source: any FeatureSource, _ directions: [Direction]
        ) -> ConditionedSplit {
          ConditionedSplit(
            condition: point.condition, keeps: axis.keeps, split: changed, standard: split, source: source,
            directions: directions)
        }
        return try InputError.naming(point.place) {
          switch axis.change {
          case .roles(let change): return [conditioned(try change(value, data), source, directions)]
          case .recordings(let change):
            return try targets.map { target in
              let recorded = try source.recordedTarget(target)
              let changed = try source.replacing(recordings: change(value, data, recorded))
              return conditioned(split, changed, directions.filter { $0.target == target })
            }
          }
        }
      }
  }
}

extension FeatureSource {
  /// The recordings of a target.
  /// - Throws: `InputError` where there are none.
  fileprivate func recordedTarget(_ modality: String) throws -> Axis.RecordedTarget {
    guard let recorded else {
      throw InputError(
        dataset, found: "features of '\(modality)' that exist already", expected: "recordings, which can be changed",
        advice: "Take the axis out: what a change of recordings would make of these features cannot be known.")
    }
    return Axis.RecordedTarget(
      recordings: recorded, modality: modality, lengths: lengths ?? RecordingLengths(of: recorded))
  }
}
