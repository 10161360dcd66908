import Alignment
import Classifiers
import FeatureStore
import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

@Suite("Parts of a trial")
struct TrialPartsTests {
  private let direction = Direction(source: "modality-1", target: "modality-2")

  @Test("the target of a mismatched pair is its partner's, in features, in inputs and in latents")
  func partners() throws {
    let fixture = try SyntheticFixture()
    let split = try fixture.split.mismatchingPairs(0.5, samples: fixture.features.samples, seed: Seed(base: 1))
    let data = try SplitData(fixture.features, split: split, reduction: .init())
    let rows = try DirectionData(data, direction)
    let given = try #require(split.roles.partners)
    let partners = rows.pairs.map { given[$0] ?? $0 }
    #expect(partners != rows.pairs && partners.sorted() == rows.pairs)
    let expected = data.columns(partners, of: "modality-2")
    #expect(rows.targetFeatures(rows.pairs) == expected && rows.targetInputs(rows.pairs) == expected)
    let (alignment, _) = try data.fit(RidgeCCA { $0.k = 3 }, direction: direction)
    let latents = try alignment.embed(expected, of: "modality-2")
    #expect(largestDifference(try rows.targetLatents(rows.pairs, by: alignment), latents) < 1e-12)
    #expect(rows.sourceFeatures(rows.pairs) == data.columns(rows.pairs, of: "modality-1"))
  }

  @Test("the teacher names the pairs whose label was not given, and no other")
  func named() throws {
    let fixture = try SyntheticFixture()
    var split = fixture.split
    let given = Array(split.roles.paired.prefix(5))
    split.roles.targetLabelled = given
    let rows = try DirectionData(SplitData(fixture.features, split: split, reduction: .init()), direction)
    #expect(rows.fewShotRows == given && rows.pairsToName == Array(split.roles.paired.dropFirst(5)))
    #expect(try rows.namedPairs(NearestCentroid()).predicted.count == split.roles.paired.count - 5)
  }

  @Test(
    "of candidates with equal scores the first is chosen",
    arguments: [([0.5, 0.5, 0.5], 0), ([0.2, 0.7, 0.7], 1), ([0.7, 0.2, 0.7], 0), ([0.1, 0.2, 0.3], 2)])
  func first(scores: [Double], place: Int) throws {
    let candidates = try [1, 2, 3].map { k in try RidgeCCA { $0.k = k } }
    let choice = AlignmentChoice(selecting: candidates, by: .pairRetrieval)
    var judged = FoldScores(of: choice)
    judged.judgeAll(folds: 1) { place, _ in scores[place] }
    let selected = try judged.selected(by: .pairRetrieval)
    #expect(try selected.report.chosen == JSONValue(encoding: candidates[place]))
    #expect(selected.report.candidates.map(\.score) == scores)
  }

  @Test("chance is one over the candidates, of however many classes")
  func chance() throws {
    var fixture = try SyntheticFixture()
    fixture.split.candidateClasses = [1, 3]
    let outcome = try fixture.outcome(.bound(.chance), on: fixture.features)
    #expect(outcome.scores["accuracy"] == 0.5)
  }

  @Test("probabilities of some of the classes sum to 1 and keep their ratios")
  func probabilities() throws {
    let (x, test) = (randomMatrix(2, 30, seed: 1), randomMatrix(2, 9, seed: 2))
    let labels = (0..<30).map { [4, 5, 8][$0 % 3] }
    let fitted = try #require(LinearDiscriminantAnalysis().fit(x, labels: labels) as? any ProbabilisticClassifier)
    let all = try fitted.probabilities(test)
    let (classes, some) = TrialRun.probabilities(fitted, ofScores: try fitted.scores(test), among: [8, 4, 9])
    #expect(classes == [4, 8] && some.rows == 2 && some.columns == 9)
    for j in 0..<9 {
      #expect(abs(some[0, j] + some[1, j] - 1) < 1e-14)
      #expect(abs(some[0, j] * all[2, j] - some[1, j] * all[0, j]) < 1e-14)
    }
  }

  @Test("where one modality says nothing, the other's spread still measures the error")
  func oneSilent() throws {
    let fixture = try SyntheticFixture(dimensions: [5, 5])
    var silent = fixture.features.modalities[0]
    silent.values = .double(Matrix<Double>(5, fixture.features.samples.count).map { _ in 3 })
    let set = try FeatureSet(
      samples: fixture.features.samples, modalities: [silent, fixture.features.modalities[1]],
      origin: fixture.features.origin)
    let outcome = try fixture.outcome(.alignment(AlignmentChoice(NoAlignment())), on: set)
    let latent = try #require(outcome.latent)
    #expect(largestMagnitude(latent.sourceRowEnergy) == 0 && largestMagnitude(latent.targetRowEnergy) > 1)
    // All of the distance is the target's own, around means that are nearly the same.
    #expect(abs(try #require(outcome.scores["cmaeNormalisedTrain"] ?? nil) - 1) < 1e-9)
    #expect(try #require(outcome.scores["cmaeNormalised"] ?? nil) > 0.5)
  }

  @Test("the subspace that the target reaches is that of its variation: where its mean lies says nothing")
  func reach() throws {
    let fixture = try SyntheticFixture()
    let data = try SplitData(fixture.features, split: fixture.split, reduction: .init())
    let rows = try DirectionData(data, direction)
    let (alignment, _) = try data.fit(RidgeCCA { $0.k = 2 }, direction: direction)
    let labels = (0..<40).map { $0 % 2 }
    let latents = randomMatrix(2, 40, seed: 3) + Matrix(rows: [labels.map { 4 * Double($0) }, labels.map(Double.init)])
    // The target varies along the first dimension alone, far away along the second.
    let target = Matrix(rows: [(0..<20).map(Double.init), [Double](repeating: 100, count: 20)])
    let fitted = try LatentClassifier.fit(
      try GaussianMixture { $0.transfer = .subspace }, training: (latents, labels), rows: rows, across: alignment,
      pairs: { (Matrix(2, 20), target) })
    let (here, there) = (Matrix(rows: [[1.0, 2, 3], [0, 0, 0]]), Matrix(rows: [[1.0, 2, 3], [7, -50, 100]]))
    #expect(largestDifference(try fitted.scores(here), try fitted.scores(there)) < 1e-9)
    #expect(largestDifference(try fitted.scores(here), try fitted.scores(2 * here)) > 0.1)
  }
}
