import Classifiers
import Diagnostics
import Randomness
import Records
import Splits

/// A split as one condition leaves it, with the features to be asked of it and the directions that it concerns.
struct ConditionedSplit: Sendable {
  /// Nil at the defaults of all axes.
  let condition: Condition?
  let split: Split
  /// The split at the defaults.
  let standard: Split
  let source: any FeatureSource
  let directions: [Direction]

  /// Whether a pipeline can be run under the condition.
  func allows(_ pipeline: Pipeline) -> Bool {
    condition?.exclusion(of: pipeline) == nil && pipeline.decoding?.method.exclusion(from: split) == nil
  }
}

extension Axes {
  /// The split at the defaults, then at every point of every axis.
  ///
  /// A condition of recordings concerns one target; where directions have several, there is a setting for each.
  /// - Throws: `InputError`, with the place of the axis, where the split or the data do not bear a value.
  func settings(
    of split: Split, _ directions: [Direction], source: any FeatureSource, seed: Seed
  ) throws -> [ConditionedSplit] {
    let standard = ConditionedSplit(
      condition: nil, split: split, standard: split, source: source, directions: directions)
    let targets = directions.map(\.target).distinct
    return try [standard]
      + points.flatMap { point in
        let own = seed.deriving(
          "axes", source.dataset, split.protocolName, split.name, point.axis.rawValue)
        return try point.naming {
          guard let change = RecordingChange(point.condition) else {
            let changed = try point.condition.changing(split, targets, source: source, seed: own)
            return [
              ConditionedSplit(
                condition: point.condition, split: changed, standard: split, source: source, directions: directions)
            ]
          }
          return try targets.map { target in
            ConditionedSplit(
              condition: point.condition, split: split, standard: split,
              source: try change.applied(to: target, of: source, split: split, seed: own),
              directions: directions.filter { $0.target == target })
          }
        }
      }
  }
}

extension Axes.Point {
  /// Puts where the axis was asked for before the place of an error.
  fileprivate func naming<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch var error as InputError {
      error.place = "\(place): \(error.place)"
      throw error
    }
  }
}

extension Condition {
  /// The split with other roles.
  fileprivate func changing(
    _ split: Split, _ targets: [String], source: any FeatureSource, seed: Seed
  ) throws -> Split {
    let samples = source.samples
    if let pairs { return try split.keepingPairs(pairs, samples: samples, seed: seed) }
    if let labels { return try split.keepingLabels(labels, samples: samples, seed: seed) }
    if let mismatchedPairs { return try split.mismatchingPairs(mismatchedPairs, samples: samples, seed: seed) }
    guard let fewShot else { return split }
    if let lacking = targets.first(where: source.lacks) {
      throw InputError(
        split.name, found: "labels of the target '\(lacking)' asked for, which some samples lack",
        expected: "a target that every sample has", advice: "Take the axis out, or leave those samples out.")
    }
    return try split.labellingTarget(fewShot, samples: samples, seed: seed)
  }
}
