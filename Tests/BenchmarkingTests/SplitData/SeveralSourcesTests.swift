import Alignment
import Classifiers
import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import StrictYAML
import Testing
import TestSupport

@testable import Benchmarking
@testable import Records

@Suite("Labels of several modalities")
struct SeveralSourcesTests {
  static var methods: [Method] {
    get throws {
      let alignments: [any AlignmentMethod] = [
        try PerfectAlignment { ($0.k, $0.scaling, $0.nullspace) = (3, .standardised, .shared) }, try GCCA { $0.k = 3 },
        try MCCA { $0.k = 3 },
        NoAlignment(),
      ]
      let candidates = try [0.01, 1].map { ridge in try MCCA { ($0.k, $0.ridge) = (3, ridge) } }
      let selections = SelectionCriterion.zeroLabel.map { AlignmentChoice(selecting: candidates, by: $0) }
      return (alignments.map { AlignmentChoice($0) } + selections).map { .alignment($0) }
        + [.bound(.studentTeacher), .bound(.softStudentTeacher)]
    }
  }
  static let direction = SyntheticFixture.bothToLast

  @Test("labels of two modalities are carried to the third", arguments: try methods.indices, SourcePooling.allCases)
  func transfer(index: Int, latents: SourcePooling) throws {
    let fixture = try SyntheticFixture(dimensions: [6, 5, 4])
    let method = try Self.methods[index]
    let outcome = try fixture.outcome(
      method, on: fixture.features, direction: Self.direction, sourceLatents: latents)
    #expect(outcome.predicted?.count == fixture.split.roles.test.count)
    if method.name != "none" { #expect(try #require(outcome.scores["accuracy"] ?? nil) > 0.8) }
    #expect(try #require(outcome.scores["sourceAccuracy"] ?? nil) > 0.8)
  }

  @Test("without noise the alignment of all three is exact on test rows too")
  func exact() throws {
    let fixture = try SyntheticFixture(noise: 0, dimensions: [6, 5, 4])
    let method = Method.alignment(AlignmentChoice(try PerfectAlignment { ($0.k, $0.nullspace) = (3, .shared) }))
    let outcome = try fixture.outcome(method, on: fixture.features, direction: Self.direction)
    #expect(try #require(outcome.scores["cmae"] ?? nil) < 1e-10)
    #expect(try #require(outcome.scores["accuracy"] ?? nil) > 0.9)
  }

  @Test(
    "labels of other rows, and target features of labelled rows, change no prediction", arguments: try methods.indices)
  func honest(index: Int) throws {
    let method = try Self.methods[index]
    let fixture = try SyntheticFixture(dimensions: [6, 5, 4])
    let labelled = Set(fixture.split.roles.labelled)
    let flipped = fixture.features.samples.labels.enumerated().map { labelled.contains($0) ? $1 : 3 - $1 }
    func predicted(_ features: FeatureSet) throws -> [Int?]? {
      try fixture.outcome(method, on: features, direction: Self.direction).predicted
    }
    let before = try predicted(fixture.features)
    #expect(before != nil)
    #expect(try predicted(fixture.relabelled(flipped)) == before)
    #expect(try predicted(fixture.lacking(["modality-3": fixture.split.roles.labelled])) == before)
  }

  @Test("the mean is of the latents that a sample has; each of them is a training sample of its own")
  func combination() throws {
    let fixture = try SyntheticFixture(dimensions: [6, 5, 4])
    let labelled = fixture.split.roles.labelled
    let lacking = try fixture.lacking(["modality-1": [labelled[0]], "modality-2": [labelled[1]]])
    let data = try SplitData(lacking, split: fixture.split, reduction: .init())
    let rows = try DirectionData(data, Self.direction)
    let alignment = try data.fit(MCCA { $0.k = 2 }, direction: Self.direction).0
    func latents(_ modality: String, _ row: Int) throws -> Matrix<Double> {
      try alignment.embed(data.columns([row], of: modality), of: modality)
    }
    let mean = try rows.training(labelled, by: alignment, .mean)
    #expect(largestDifference(mean.latents.columns(0..<1), try latents("modality-2", labelled[0])) < 1e-12)
    #expect(largestDifference(mean.latents.columns(1..<2), try latents("modality-1", labelled[1])) < 1e-12)
    let both = try latents("modality-1", labelled[2]) + latents("modality-2", labelled[2])
    #expect(largestDifference(2 * mean.latents.columns(2..<3), both) < 1e-12)
    #expect(mean.labels == data.labels(labelled))
    let each = try rows.training(labelled, by: alignment, .each)
    #expect(each.latents.columns == 2 * labelled.count - 2 && each.labels.count == each.latents.columns)
    #expect(each.labels.first == data.labels([labelled[1]])[0])
  }

  static let configuration = """
    benchmark: test
    dataset: {synthetic: {samples: 320, dimensions: [6, 5, 4], latentDimension: 3}}
    protocols: [random-40-40-10-10: {draws: 1}]
    directions: [modality-1 + modality-2 -> modality-3, modality-1 -> modality-3]
    alignments: [ridge-cca: {k: 2}, mcca: {k: 2}]
    classifiers: [gaussian-mixture: {transfer: [latent, push-forward]}]
    """

  private func runner(_ text: String) throws -> BenchmarkRunner {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    return try BenchmarkRunner(
      try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml"), results: folder,
      cache: folder.appendingPathComponent("cache"))
  }

  @Test("a plan leaves methods of two modalities out of directions with several sources, and says why")
  func exclusions() throws {
    let runner = try runner(Self.configuration)
    let plan = try Plan(runner.configuration, sources: runner.sources)
    let left = plan.exclusions.filter { $0.hasPrefix("several sources: ") }
    // Push-forward with the two methods that take several modalities (none is always there).
    #expect(left.count == 3)
    #expect(left.contains { $0.contains("ridge-cca: it aligns two modalities") })
    #expect(left.contains { $0.contains("mcca with gaussian-mixture") })
    let several = plan.trials.filter { $0.direction.hasSeveralSources }
    #expect(several.contains { $0.method.name == "mcca" } && !several.contains { $0.method.name == "ridge-cca" })
    #expect(plan.trials.contains { !$0.direction.hasSeveralSources && $0.method.name == "ridge-cca" })
  }

  @Test("records name every source with its encoder; those of one source have the keys they always had")
  func records() throws {
    let runner = try runner(Self.configuration)
    let plan = try Plan(runner.configuration, sources: runner.sources)
    let several = try #require(plan.trials.first { $0.direction.hasSeveralSources }).description
    #expect(several.source == "modality-1 + modality-2" && several.sourceLatents == .each)
    #expect(several.encoderSource.name.contains(" + "))
    guard case .object(let encoders) = several.encoderSource.parameters else {
      Issue.record("no encoders by modality")
      return
    }
    #expect(encoders.keys.sorted() == ["modality-1", "modality-2"])
    let single = try #require(plan.trials.first { !$0.direction.hasSeveralSources }).description
    guard case .object(let object) = try JSONValue(encoding: single) else {
      Issue.record("a trial that is no object")
      return
    }
    #expect(
      object.keys.sorted() == [
        "alignment", "benchmark", "classifier", "dataset", "datasetVersion", "encoderSource", "encoderTarget",
        "protocol", "reduction", "seed", "source", "split", "target",
      ])
    // Neither the trials of other directions nor how several sources are combined shape the record
    // of one source.
    let alone = try self.runner(
      Self.configuration.replacing("modality-1 + modality-2 -> modality-3, ", with: "") + "\nsourceLatents: mean")
    let keys = try Plan(alone.configuration, sources: alone.sources).trials.map(\.key)
    #expect(keys == plan.trials.filter { !$0.direction.hasSeveralSources }.map(\.key))
    let summary = try runner.run()
    #expect(summary.failed == 0 && summary.computed == plan.trials.count)
    try? FileManager.default.removeItem(at: runner.store.folder)
  }
}
