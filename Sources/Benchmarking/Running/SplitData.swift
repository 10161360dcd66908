import Alignment
import FeatureStore
import LinearAlgebra
import Parallelism
import Splits
import Synchronization

/// The features of one split after reduction, and the factorisations that its trials share.
///
/// Reductions and alignments see the paired rows only, and no label. A factorisation is made by the trial that needs it
/// first and used by all; what it holds does not depend on who made it.
final class SplitData: Sendable {
  let split: Split
  let samples: SampleTable
  /// The true latents, which synthetic data have.
  let trueLatents: Matrix<Double>?
  /// For each modality the reduced features of all samples, dimension x n.
  let reduced: [String: Matrix<Double>]
  private let order: [String]
  private let factorisations = Mutex<[String: SharedFactorisation]>([:])

  /// Fits the reduction of every modality on the paired rows and applies it to all rows.
  init(_ features: FeatureSet, split: Split, reduction: Reduction) throws {
    self.split = split
    samples = features.samples
    trueLatents = features.trueLatents
    order = features.modalities.map(\.name)
    let all = Array(0..<features.samples.count)
    let matrices = try concurrentMap(features.modalities.count) { place in
      let values = features.modalities[place].values
      return try reduction.fit(values.columns(split.roles.paired))(values.columns(all))
    }
    reduced = Dictionary(uniqueKeysWithValues: zip(order, matrices))
  }

  /// The reduced features of the given rows of a modality.
  func columns(_ rows: [Int], of modality: String) -> Matrix<Double> { reduced[modality]!.selectingColumns(rows) }

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
    let shared = sharedFactorisation("\(modalities) \(type(of: method).name) \(method.factorisationKey)")
    let (factorisation, factorisationSeconds) = try shared.value { try method.factorise(pairs) }
    let (fitted, seconds) = try timed { try method.fit(factorisation, pairs: pairs) }
    return (fitted, factorisationSeconds + seconds)
  }

  private func sharedFactorisation(_ key: String) -> SharedFactorisation {
    factorisations.withLock { known in
      if let found = known[key] { return found }
      let new = SharedFactorisation()
      known[key] = new
      return new
    }
  }
}

/// A value made once by whoever asks first; others wait for it.
private final class SharedFactorisation: Sendable {
  private let made = Mutex<(any Sendable, Double)?>(nil)

  func value<T: Sendable>(_ make: () throws -> T) throws -> (T, seconds: Double) {
    try made.withLock { made in
      if let (value, seconds) = made, let value = value as? T { return (value, seconds) }
      let (value, seconds) = try timed(make)
      made = (value, seconds)
      return (value, seconds)
    }
  }
}

/// The result of `body` and the seconds it took.
func timed<T>(_ body: () throws -> T) rethrows -> (T, seconds: Double) {
  let clock = ContinuousClock()
  let start = clock.now
  let result = try body()
  return (result, (clock.now - start) / .seconds(1))
}
