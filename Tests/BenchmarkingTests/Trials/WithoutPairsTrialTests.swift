import Alignment
import Classifiers
import Datasets
import FeatureStore
import LinearAlgebra
import Randomness
import Splits
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

/// Trials on splits that show no pair.
@Suite("Trials without pairs")
struct WithoutPairsTrialTests {
  static func fixture() throws -> SyntheticFixture {
    var fixture = try SyntheticFixture(noise: 0.1)
    fixture.split = try #require(
      try SplitProtocol(WithoutPairs { $0.folds = .number(4) }).splits(
        of: fixture.features.samples, seed: Seed(base: 2)
      ).first)
    return fixture
  }

  static var methods: [Method] {
    get throws {
      let candidates = try [2, 3].map { k in
        try PrototypeMatching { ($0.k, $0.clusters, $0.starts, $0.samples) = (k, 4, 2, 50) }
      }
      return [
        .alignment(AlignmentChoice(candidates[1])),
        .alignment(AlignmentChoice(try GromovWasserstein { ($0.k, $0.samples, $0.starts) = (3, 40, 1) })),
        .alignment(AlignmentChoice(selecting: candidates, by: .unpairedConsistency)),
        .bound(.classMatching), .bound(.shuffledClassMatching),
      ]
    }
  }

  /// Features with large numbers where `rows` of a modality stand.
  static func spoilt(_ fixture: SyntheticFixture, _ place: Int, _ rows: Set<Int>) throws -> FeatureSet {
    let features = fixture.features
    let modalities = features.modalities.enumerated().map { at, modality in
      guard at == place else { return modality }
      var changed = modality
      var values = modality.values.columns(Array(0..<features.samples.count))
      for row in rows { for i in 0..<values.rows { values[i, row] = values[i, row] * 7 + 100 } }
      changed.values = .double(values)
      return changed
    }
    return try FeatureSet(samples: features.samples, modalities: modalities, origin: features.origin)
  }

  @Test("labels of the target's rows and of the test change no prediction", arguments: try methods.indices)
  func hiddenLabels(index: Int) throws {
    let (method, fixture) = (try Self.methods[index], try Self.fixture())
    let labelled = Set(fixture.split.roles.labelled)
    let classes = fixture.features.samples.classNames.count
    let flipped = fixture.features.samples.labels.enumerated().map { labelled.contains($0) ? $1 : classes - 1 - $1 }
    let before = try fixture.outcome(method, on: fixture.features)
    let after = try fixture.outcome(method, on: fixture.relabelled(flipped))
    #expect(before.predicted != nil && before.predicted == after.predicted)
    #expect(before.matching != nil && before.matching == after.matching && before.selection == after.selection)
  }

  @Test("the source of the target's rows is never looked at", arguments: try methods.indices)
  func hiddenSource(index: Int) throws {
    let (method, fixture) = (try Self.methods[index], try Self.fixture())
    // Reductions see a modality of both sides; without one the rows of the other side have no part.
    let plain = try Reduction { $0.standardise = false }
    let targets = Set(fixture.split.roles.pairedTargets)
    let before = try fixture.outcome(method, on: fixture.features, reduction: plain)
    let after = try fixture.outcome(method, on: try Self.spoilt(fixture, 0, targets), reduction: plain)
    #expect(before.predicted == after.predicted)
  }

  @Test("the target of the source's rows is never looked at", arguments: try methods.indices)
  func hiddenTarget(index: Int) throws {
    let (method, fixture) = (try Self.methods[index], try Self.fixture())
    let plain = try Reduction { $0.standardise = false }
    let before = try fixture.outcome(method, on: fixture.features, reduction: plain)
    let after = try fixture.outcome(
      method, on: try Self.spoilt(fixture, 1, Set(fixture.split.roles.labelled)), reduction: plain)
    #expect(before.predicted == after.predicted)
  }

  @Test("what needs no pairs is run where none is shown, and nowhere else")
  func allowed() throws {
    let fixture = try Self.fixture()
    let paired = try SyntheticFixture()
    let source = try StoredFeatures(synthetic: SyntheticDataset(), seed: Seed(base: 1))
    for bound in Bound.allCases {
      let pipeline = try Pipeline(.bound(bound), ClassifierChoice(GaussianMixture()), nil)
      for (split, isWithout) in [(fixture.split, true), (paired.split, false)] {
        let setting = ConditionedSplit(
          condition: nil, keeps: .pairs, split: split, standard: split,
          source: source, directions: [])
        #expect(setting.allows(pipeline) == (isWithout || !bound.needsNoPairs), "\(bound)")
      }
    }
  }

  @Test("two sets that lie alike are consistent in few and many dimensions and any unit; sets that lie apart are not")
  func consistency() throws {
    func score(_ x: Matrix<Double>, _ y: Matrix<Double>) throws -> Double {
      try UnpairedConsistency.consistency(x, y, method: "test")
    }
    for dimension in [3, 20] {
      let (x, y) = (randomMatrix(dimension, 150, seed: 1), randomMatrix(dimension, 150, seed: 2))
      let alike = try score(x, y)
      #expect(alike > 0.45 && alike < 0.55, "\(dimension): \(alike)")
      #expect(abs(try score(1000 * x, 1000 * y) - alike) < 1e-9)
      #expect(try score(x, y.addingToColumns([Double](repeating: 50, count: dimension))) < 0.1)
    }
    #expect(throws: (any Error).self) { try score(Matrix(2, 5), Matrix(2, 5)) }
  }
}
