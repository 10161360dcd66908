import Classifiers
import Datasets
import FeatureStore
import LinearAlgebra
import Randomness
import Splits

@testable import Benchmarking

/// Two noisy views of one mixture, split by subjects, and the trials that the tests run on it.
struct SyntheticFixture {
  let features: FeatureSet
  let split: Split

  init(noise: Double = 0.5) throws {
    features = try SyntheticDataset(samples: 320, dimensions: [6, 5], latentDimension: 3, noise: noise)
      .features(seed: Seed(base: 1))
    let protocols = try SplitProtocol(named: "random-40-40-10-10")
    split = try protocols.splits(of: features.samples, seed: Seed(base: 2))[0]
  }

  /// The features with other labels.
  func relabelled(_ labels: [Int]) throws -> FeatureSet {
    let old = features.samples
    let samples = try SampleTable(
      ids: old.ids, labels: labels, classNames: old.classNames, subjects: old.subjects, trials: old.trials)
    return try FeatureSet(samples: samples, modalities: features.modalities, origin: features.origin)
  }

  /// Runs one method from the first modality to the second.
  func outcome(
    _ method: Method, on features: FeatureSet, classifier: any ClassifierMethod = GaussianMixture(),
    decoding: (any DecodingMethod)? = nil
  ) throws -> TrialOutcome {
    let data = try SplitData(features, split: split, reduction: .init(standardise: true))
    let direction = Direction(source: "modality-1", target: "modality-2")
    let nothing = TrialDescription.Choice(name: "")
    let description = TrialDescription(
      benchmark: "", dataset: "", datasetVersion: "", protocol: nothing, split: "", source: direction.source,
      target: direction.target, encoderSource: nothing, encoderTarget: nothing, reduction: .null,
      alignment: try method.choice(), classifier: nothing, seed: 0)
    let trial = Trial(
      key: "", description: description, direction: direction, method: method,
      classifier: ClassifierChoice(classifier), decoding: decoding.map { DecodingChoice($0) }, checksums: [:])
    return try TrialRun(trial: trial, data: data)()
  }
}
