import Alignment
import Classifiers
import Datasets
import FeatureStore
import LinearAlgebra
import Randomness
import Splits

@testable import Benchmarking
@testable import Records

/// Noisy views of one mixture, split by subjects, and the trials that the tests run on it.
struct SyntheticFixture {
  let features: FeatureSet
  var split: Split

  init(noise: Double = 0.5, dimensions: [Int] = [6, 5], classes: Int = 4) throws {
    features = try SyntheticDataset {
      ($0.samples, $0.dimensions, $0.latentDimension) = (320, dimensions, 3)
      ($0.classes, $0.noise) = (classes, noise)
    }
    .features(seed: Seed(base: 1))
    let protocols = try SplitProtocol(named: "random-40-40-10-10")
    split = try protocols.splits(of: features.samples, seed: Seed(base: 2))[0]
  }

  /// Several sources, and the last modality as the target.
  static let bothToLast = Direction(sources: ["modality-1", "modality-2"], target: "modality-3")

  /// The features without the given samples of the given modalities, in whose place stand large
  /// numbers.
  func lacking(_ missing: [String: [Int]]) throws -> FeatureSet {
    let modalities = features.modalities.map { modality in
      guard let rows = missing[modality.name] else { return modality }
      var changed = modality
      var values = modality.values.columns(Array(0..<features.samples.count))
      for row in rows { for i in 0..<values.rows { values[i, row] = 1e6 } }
      changed.values = .double(values)
      changed.present = (0..<features.samples.count).map { !rows.contains($0) }
      return changed
    }
    return try FeatureSet(
      samples: features.samples, modalities: modalities, origin: features.origin, trueLatents: features.trueLatents)
  }

  /// The features with other labels.
  func relabelled(_ labels: [Int]) throws -> FeatureSet {
    let old = features.samples
    let samples = try SampleTable(
      ids: old.ids, labels: labels, classNames: old.classNames, subjects: old.subjects, trials: old.trials)
    return try FeatureSet(samples: samples, modalities: features.modalities, origin: features.origin)
  }

  /// Runs one method, from the first modality to the second where nothing else is said.
  func outcome(
    _ method: Method, on features: FeatureSet, classifier: any ClassifierMethod = GaussianMixture(),
    decoding: (any DecodingMethod)? = nil,
    direction: Direction = Direction(source: "modality-1", target: "modality-2"), roles: Roles? = nil,
    sourceLatents: SourcePooling = .mean, reduction: Reduction? = nil, keep: [KeptPart]? = nil
  ) throws -> TrialOutcome {
    var split = split
    if let roles { split.roles = roles }
    let data = try SplitData(features, split: split, reduction: reduction ?? .init())
    let nothing = TrialDescription.Choice(name: "")
    let description = TrialDescription(
      benchmark: "", dataset: "", datasetVersion: "", protocol: nothing, split: "", source: direction.source,
      target: direction.target, encoderSource: nothing, encoderTarget: nothing, reduction: .null,
      alignment: try method.choice(), classifier: nothing,
      sourceLatents: direction.hasSeveralSources ? sourceLatents : nil, keep: keep, seed: 0)
    let trial = Trial(
      key: "", description: description, direction: direction, method: method,
      classifier: ClassifierChoice(classifier), decoding: decoding.map { DecodingChoice($0) }, checksums: [:])
    return try TrialRun(trial: trial, data: data)()
  }
}
