import Records
import Diagnostics
import Foundation
import LinearAlgebra
import Metrics

/// Scores computed again from the predictions and latent distances that records hold, beside the
/// stored ones.
///
/// Predictions determine every metric of the confusion matrix, with the paired classes those of
/// generalised recognition; distances determine cmae, cmaeSquared and cmaeFrobenius. Everything
/// else needs latents, probabilities or other rows' predictions and is taken as stored.
public struct Recomputation: Sendable {
  /// A stored score that its predictions do not give.
  public struct Difference: Sendable, Equatable, CustomStringConvertible {
    /// The record's key.
    public let record: String
    /// The score's name; `confusion` for the matrix, `key` where it is not that of the record's
    /// description, rows and data.
    public let score: String
    /// What the record says.
    public let stored: String
    /// What its predictions give.
    public let recomputed: String

    /// One line.
    public var description: String {
      "record \(record): \(score) is stored as \(stored), its predictions give \(recomputed)"
    }
  }

  /// How far a score may be from the stored one: relative above 1, absolute below.
  public static let tolerance = 1e-12
  /// The scores that are computed again.
  public static let derived =
    PredictionMetric.all.map(\.description.name) + GeneralisedMetric.all.map(\.description.name)
    + [AlignmentMetric.cmae, .cmaeSquared, .cmaeFrobenius].map(\.description.name)

  /// All differences, in the order of the plan.
  public private(set) var differences: [Difference] = []
  /// Scores that were computed again.
  public private(set) var count = 0
  /// Records without predictions (of chance, say), whose scores are all taken as stored.
  public private(set) var withoutPredictions = 0
  /// Names of scores that no record's predictions determine, sorted.
  public var takenAsStored: [String] { stored.sorted() }
  private var stored: Set<String> = []

  /// The scores of `record`: computed where that is possible, the rest as stored.
  /// - Throws: `InputError` for classes that the record does not name.
  mutating func scores(of record: TrialRecord) throws -> [String: Double?] {
    if try !record.hasKeyOfContent {
      differences.append(
        Difference(
          record: record.key, score: "key", stored: "this", recomputed: "another, with its description and rows"))
    }
    var scores = record.scores
    var derived: [String: Double?] = [:]
    if let predictions = record.predictions {
      let classes = record.classNames.indices
      guard (predictions.truth + predictions.predicted.compactMap { $0 }).allSatisfy(classes.contains),
        predictions.truth.count == predictions.predicted.count
      else {
        throw InputError(
          "record \(record.key)", found: "predictions of classes that it does not name, or not one a sample",
          expected: "a class index below \(classes.count) for every test sample",
          advice: "A run of the benchmark computes the trial again.")
      }
      let confusion = ConfusionMatrix(
        truth: predictions.truth, predictions: predictions.predicted, classCount: record.classNames.count)
      for metric in PredictionMetric.all { derived[metric.description.name] = metric(confusion) }
      for metric in GeneralisedMetric.all {
        derived[metric.description.name] = metric(confusion, seenClasses: record.pairedClasses)
      }
      if let stored = record.confusion, stored != confusion {
        differences.append(
          Difference(record: record.key, score: "confusion", stored: "other counts", recomputed: "its own"))
      }
      let distances = (predictions.latentDistances ?? []).compactMap { $0 }
      if !distances.isEmpty {
        let squares = distances.map { $0 * $0 }
        let sum = squares.compensatedSum
        derived[AlignmentMetric.cmae.description.name] = distances.compensatedSum / Double(distances.count)
        derived[AlignmentMetric.cmaeSquared.description.name] = sum / Double(distances.count)
        derived[AlignmentMetric.cmaeFrobenius.description.name] = sum.squareRoot()
      }
    }
    // A score that the record does not list was not part of the run.
    for (name, value) in derived.sorted(by: { $0.key < $1.key }) where record.scores[name] != nil {
      count += 1
      let old = record.scores[name] ?? nil
      if !Self.agree(old, value) {
        differences.append(
          Difference(
            record: record.key, score: name, stored: Self.text(old), recomputed: Self.text(value)))
      }
      scores[name] = .some(value)
    }
    if record.error == nil, record.predictions == nil { withoutPredictions += 1 }
    stored.formUnion(record.scores.keys.filter { !Self.derived.contains($0) })
    return scores
  }

  /// Adds what another part of the records gave.
  mutating func add(_ other: Recomputation) {
    differences += other.differences
    count += other.count
    withoutPredictions += other.withoutPredictions
    stored.formUnion(other.stored)
  }

  private static func agree(_ a: Double?, _ b: Double?) -> Bool {
    switch (a, b) {
    case (nil, nil): true
    case (let a?, let b?): abs(a - b) <= tolerance * max(1, abs(a))
    default: false
    }
  }

  private static func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "null" }
}
