import Alignment
import Classifiers
import Datasets
import FeatureStore
import Randomness
import Splits

@testable import Benchmarking
@testable import Records

/// Two noisy views of nine classes, each in a direction of its own, and a split that tests paired
/// and never-paired ones.
///
/// What pairs show of a direction that none of their classes lies in is noise for the most part, so
/// that an alignment fitted on them shrinks the other classes, and paired ones are preferred.
struct GeneralisedFixture {
  let features: FeatureSet
  let split: Split
  static let direction = Direction(source: "modality-1", target: "modality-2")

  init(noise: Double = 4) throws {
    let means = (0..<9).map { label in (0..<9).map { $0 == label ? 6.0 : 0 } }
    features = try SyntheticDataset {
      ($0.samples, $0.dimensions, $0.latentDimension) = (720, [12, 11], 9)
      ($0.classMeans, $0.mixingRange, $0.noise) = (means, 1, noise)
    }.features(seed: Seed(base: 1))
    let made = SplitProtocol(
      try UnpairedClasses {
        $0.candidates = .all; $0.draws = 2; $0.test = .all
      })
    split = try made.splits(of: features.samples, seed: Seed(base: 2))[0]
  }

  static var method: RidgeCCA { get throws { try RidgeCCA { ($0.k, $0.ridge) = (6, 0.1) } } }

  /// Runs an alignment, with the decoding where it is given.
  func outcome(
    _ decoding: (any DecodingMethod)? = nil, on features: FeatureSet? = nil,
    classifier: any ClassifierMethod = GaussianMixture(), alignment: AlignmentChoice? = nil
  ) throws -> TrialOutcome {
    let data = try SplitData(features ?? self.features, split: split, reduction: .init())
    let method = Method.alignment(try alignment ?? AlignmentChoice(Self.method))
    let nothing = TrialDescription.Choice(name: "")
    let description = TrialDescription(
      benchmark: "", dataset: "", datasetVersion: "", protocol: nothing, split: "", source: Self.direction.source,
      target: Self.direction.target, encoderSource: nothing, encoderTarget: nothing, reduction: .null,
      alignment: try method.choice(), classifier: nothing, seed: 0)
    let trial = Trial(
      key: "", description: description, direction: Self.direction, method: method,
      classifier: ClassifierChoice(classifier), decoding: decoding.map { DecodingChoice($0) }, checksums: [:])
    return try TrialRun(trial: trial, data: data)()
  }

  /// The features with other labels.
  func relabelled(_ change: (_ row: Int, _ label: Int) -> Int) throws -> FeatureSet {
    let old = features.samples
    let samples = try SampleTable(
      ids: old.ids, labels: old.labels.enumerated().map(change), classNames: old.classNames, subjects: old.subjects,
      trials: old.trials)
    return try FeatureSet(samples: samples, modalities: features.modalities, origin: features.origin)
  }
}
