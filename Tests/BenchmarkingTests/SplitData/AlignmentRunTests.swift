import Alignment
import FeatureStore
import Records
import Splits
import Testing
@testable import Benchmarking

@Suite("Alignments outside of benchmarks")
struct AlignmentRunTests {
  private static let direction = Direction(source: "modality-1", target: "modality-2")

  @Test(
    "what is measured is to the last bit what a trial of the same split measures, where samples lack modalities too",
    arguments: [[:], ["modality-1": [3, 60, 171], "modality-2": [4, 5, 99]]])
  func sameAsTrial(missing: [String: [Int]]) throws {
    var fixture = try SyntheticFixture()
    let features = try fixture.lacking(missing)
    let methods: [any AlignmentMethod] = [
      try RidgeCCA { $0.k = 3 }, try PerfectAlignment { $0.k = 2 }, RidgeMap(), try KernelCCA { $0.k = 2 },
    ]
    let reduction = try Reduction { $0.pca = 4 }
    for method in methods {
      let run = try AlignmentRun(
        features, direction: Self.direction, alignment: method, reduction: reduction,
        protocol: SplitProtocol(named: "cross-subject"))
      fixture.split = try #require(run.split)
      let outcome = try fixture.outcome(
        .alignment(AlignmentChoice(method)), on: features, reduction: reduction)
      let errors = try #require(run.testErrors)
      #expect(errors.count < fixture.split.roles.test.count || missing.isEmpty)
      for (name, value) in errors.scores { #expect(outcome.scores[name] == value, "\(method): \(name)") }
      for (name, value) in run.pairErrors.scores where outcome.scores[ScoreName.onPairs(name)] != nil {
        #expect(outcome.scores[ScoreName.onPairs(name)] == value, "\(method): \(name) on pairs")
      }
      #expect(run.pairErrors.scores["cmae"] != nil && errors.scores["recallAt1"] != nil)
    }
  }

  @Test("without a protocol all samples that have both modalities are pairs, and there is no test")
  func allPairs() throws {
    let fixture = try SyntheticFixture()
    let missing = ["modality-1": [3, 60], "modality-2": [60, 99]]
    let run = try AlignmentRun(
      fixture.lacking(missing), direction: Self.direction, alignment: RidgeCCA { $0.k = 2 }, reduction: Reduction())
    #expect(run.split == nil && run.testErrors == nil && run.incomplete == 3)
    #expect(run.pairs == fixture.features.samples.ids.indices.filter { ![3, 60, 99].contains($0) })
    let count = fixture.features.samples.count
    #expect(
      run.latents.values.allSatisfy { $0.columns == count && $0.withUnsafeElements { $0.allSatisfy(\.isFinite) } })
    // Features of modalities that nobody asked for have no part in it.
    let third = try SyntheticFixture(dimensions: [6, 5, 4]).lacking(["modality-3": [1, 2]])
    let beside = try AlignmentRun(
      third, direction: Self.direction, alignment: RidgeCCA { $0.k = 2 }, reduction: Reduction())
    #expect(beside.incomplete == 0 && beside.pairs.count == third.samples.count)
  }
}
