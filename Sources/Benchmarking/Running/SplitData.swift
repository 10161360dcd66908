import Alignment
import FeatureStore
import LinearAlgebra
import Parallelism
import Splits

/// The features of one split after reduction, and what its trials share: factorisations, latents, selections.
///
/// Reductions and alignments see the paired rows only, and no label.
final class SplitData: Sendable {
  let split: Split
  let samples: SampleTable
  /// The true latents, which synthetic data have.
  let trueLatents: Matrix<Double>?
  /// For each modality the reduced features of all samples, dimension x n.
  let reduced: [String: Matrix<Double>]
  /// What was made once for all trials.
  let shared = SharedValues()
  private let order: [String]
  private let namingClasses: Set<String>

  /// Fits the reduction of every modality on the paired rows and applies it to all rows.
  init(_ features: FeatureSet, split: Split, reduction: Reduction) throws {
    self.split = split
    samples = features.samples
    trueLatents = features.trueLatents
    order = features.modalities.map(\.name)
    let labels = features.samples.labels
    namingClasses = Set(features.modalities.filter { $0.namesClasses(labels: labels) }.map(\.name))
    let all = Array(0..<features.samples.count)
    let matrices = try concurrentMap(features.modalities.count) { place in
      let values = features.modalities[place].values
      return try reduction.fit(values.columns(split.roles.paired))(values.columns(all))
    }
    reduced = Dictionary(uniqueKeysWithValues: zip(order, matrices))
  }

  /// The same reduced features with other roles of the rows.
  init(_ outer: SplitData, split: Split) {
    self.split = split
    samples = outer.samples
    trueLatents = outer.trueLatents
    reduced = outer.reduced
    order = outer.order
    namingClasses = outer.namingClasses
  }

  /// The reduced features of the given rows of a modality.
  func columns(_ rows: [Int], of modality: String) -> Matrix<Double> { reduced[modality]!.selectingColumns(rows) }

  /// Whether a modality of the direction has one vector a class, so that a sample's own partner cannot be told apart.
  func namesClasses(_ direction: Direction) -> Bool {
    namingClasses.contains(direction.source) || namingClasses.contains(direction.target)
  }

  /// The classes of the given rows.
  func labels(_ rows: [Int]) -> [Int] { rows.map { samples.labels[$0] } }

  /// The paired rows of the modalities of a direction, in the order of the feature set: both directions share them.
  /// Where `directed`, they also say which modality is the source.
  func pairs(of direction: Direction, directed: Bool = false) throws -> PairedFeatures {
    let names = order.filter { $0 == direction.source || $0 == direction.target }
    return try PairedFeatures(
      modalities: names, views: names.map { columns(split.roles.paired, of: $0) },
      source: directed ? direction.source : nil)
  }

  /// The alignment fitted on the pairs of `direction`, with the seconds that its factorisation and its own step took.
  func fit(_ method: some AlignmentMethod, direction: Direction) throws -> (any FittedAlignment, seconds: Double) {
    let pairs = try pairs(of: direction, directed: method.dependsOnDirection)
    let modalities = pairs.modalities.joined(separator: " ") + (pairs.source.map { " from \($0)" } ?? "")
    let (factorisation, factorisationSeconds) = try shared.value(
      "factorisation: \(modalities) \(type(of: method).name) \(method.factorisationKey)"
    ) { try method.factorise(pairs) }
    let (fitted, seconds) = try timed { try method.fit(factorisation, pairs: pairs) }
    return (fitted, factorisationSeconds + seconds)
  }
}
