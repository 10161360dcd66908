import Alignment
import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Randomness
import Splits
import StrictYAML
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

@Suite("Choosing features for a split and a direction")
struct FeatureChoiceTests {
  private static let open =
    "reduction: {candidates: {one: {pca: 1}, two: {pca: 2}, whitened: {pca: 3, whiten: true}}}\nchosenBy: "
  private static let criteria = [
    "cka", "mutual-neighbours", "{held-out-retrieval: {probe: {ridge-cca: {k: 1}}}}",
    "{teacher-agreement: {probe: {ridge-cca: {k: 1}}}}",
  ]

  private func fixture() throws -> StoredFixture {
    let fixture = try StoredFixture()
    try fixture.write("both.h5", [.init(name: "left"), .init(name: "right")])
    return fixture
  }

  private func configuration(_ fixture: StoredFixture, _ rest: String) throws -> BenchmarkConfiguration {
    try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: stored
        dataset: {features: {files: [\(fixture.url("both.h5").path)]}}
        protocols: [{cross-subject: {overlap: shared}}]
        alignments: [{ridge-cca: {k: 1}}]
        classifiers: [nearest-centroid]
        \(rest)
        """, file: "stored.yaml")
  }

  @Test(
    "a record holds every candidate with its score, and what was chosen gives what it gives alone", arguments: criteria)
  func records(criterion: String) throws {
    let fixture = try fixture()
    defer { fixture.remove() }
    let chosen = try fixture.run(configuration(fixture, Self.open + criterion))
    var fixed: [String: [TrialRecord]] = [:]
    for (name, reduction) in [("one", "{pca: 1}"), ("two", "{pca: 2}"), ("whitened", "{pca: 3, whiten: true}")] {
      fixed[name] = try fixture.run(configuration(fixture, "reduction: \(reduction)"))
    }
    #expect(chosen.count == fixed["one"]?.count && Set(chosen.map(\.trial.source)) == ["left", "right"])
    for record in chosen {
      let choice = try #require(record.featureChoice)
      #expect(choice.candidates.map(\.combination.reduction) == ["one", "two", "whitened"])
      #expect(choice.candidates.allSatisfy { $0.score != nil && $0.error == nil } && choice.pairs == 48)
      let best = try #require(choice.candidates.compactMap(\.score).max())
      #expect(choice.candidates.first { $0.score == best }?.combination == choice.chosen)
      #expect(criterion.contains(choice.criterion.name))
      #expect("\(record.trial.reduction)".contains("whitened") && "\(record.trial.reduction)".contains("chosenBy"))
      let alone = try #require(fixed[choice.chosen.reduction ?? ""]).first {
        $0.trial.source == record.trial.source && $0.trial.alignment == record.trial.alignment
      }
      #expect(record.predictions == alone?.predictions && record.scores == alone?.scores)
      #expect(record.key != alone?.key && alone?.featureChoice == nil)
    }
  }

  @Test("features and labels of test rows have no part in the choice, labels of the target none either")
  func honest() throws {
    let fixture = try SyntheticFixture()
    let split = fixture.split
    let test = Set(split.roles.test + split.roles.validation)
    let spoilt = try fixture.lacking(["modality-1": test.sorted(), "modality-2": test.sorted()])
    let present = spoilt.modalities.map { modality in
      var whole = modality
      whole.present = nil
      return whole
    }
    let labels = fixture.features.samples.labels.indices.map { row in
      split.roles.labelled.contains(row) ? fixture.features.samples.labels[row] : 0
    }
    let relabelled = try fixture.relabelled(labels)
    for text in Self.criteria {
      let criterion = try StrictYAML.decode(FeatureCriterion.self, from: text, file: "t.yaml")
      let selector = FeatureSelector(
        direction: Direction(source: "modality-1", target: "modality-2"), criterion: criterion)
      func choice(_ features: FeatureSet) throws -> TrialRecord.FeatureChoice? {
        try selector([.init(encoders: [:], reduction: "a"), .init(encoders: [:], reduction: "b")]) { place in
          try SplitData(features, split: split, reduction: Reduction { $0.pca = place + 1 })
        }.featureChoice
      }
      let plain = try #require(try choice(fixture.features))
      #expect(
        try choice(FeatureSet(samples: fixture.features.samples, modalities: present, origin: fixture.features.origin))
          == plain, "\(text)")
      #expect(try choice(relabelled) == plain, "\(text)")
      #expect(Set(plain.candidates.compactMap(\.score)).count == 2)
    }
  }

  @Test("of equal candidates the first is taken; one that fails is out with its reason, and all that fail are refused")
  func ties() throws {
    let fixture = try SyntheticFixture()
    let direction = Direction(source: "modality-1", target: "modality-2")
    let probe = "{held-out-retrieval: {probe: {ridge-cca: {k: 2}}}}"
    let selector = FeatureSelector(
      direction: direction, criterion: try StrictYAML.decode(FeatureCriterion.self, from: probe, file: "t.yaml"))
    func choose(_ components: [Int]) throws -> TrialRecord.FeatureChoice {
      let names = components.indices.map { TrialRecord.FeatureChoice.Combination(encoders: [:], reduction: "\($0)") }
      let data = try selector(names) { place in
        try SplitData(fixture.features, split: fixture.split, reduction: Reduction { $0.pca = components[place] })
      }
      return try #require(data.featureChoice)
    }
    #expect(try choose([3, 3]).chosen.reduction == "0")
    let one = try choose([1, 3])
    #expect(one.chosen.reduction == "1" && one.candidates[0].score == nil)
    #expect(one.candidates[0].error?.contains("k") == true)
    let error = try #require(throws: InputError.self) { try choose([1, 1]) }
    #expect(error.place.contains("held-out-retrieval"))
  }

  /// The sources of a configuration on recordings in memory.
  private func sources(_ configuration: BenchmarkConfiguration, _ cache: URL) throws -> [any FeatureSource] {
    let level = configuration.levels[0]
    let keys = Dictionary(uniqueKeysWithValues: level.encoders.keys.map { ($0, $0) })
    return try OpenFeatures.sources(
      of: level, configuration, modalities: ["first", "second", "third"].filter { level.encoders[$0] != nil },
      keys: keys
    ) { chosen, directions in
      let seen = directions.map { Set($0.flatMap(\.modalities)) }
      var source = try EncodedRecordings(
        recordings: MemorySource(),
        chains: level.encoders.merging(chosen) { $1 }.filter { seen?.contains($0.key) ?? true },
        seed: Seed(base: 1), cache: cache)
      source.directions = directions
      return source
    }
  }

  private func recorded(_ second: String, _ rest: String = "") throws -> BenchmarkConfiguration {
    try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: test
        dataset: memory
        protocols: [{cross-subject: {overlap: disjoint}}]
        encoders: {first: [statistics], second: \(second), third: [differences, statistics]}
        alignments: [{ridge-cca: {k: 3}}]
        classifiers: [nearest-centroid]
        \(rest)
        """, file: "t.yaml")
  }

  private static let candidates = "{candidates: {channels: [standardise-channels, statistics], plain: [statistics]}}"

  @Test("directions without candidates keep their keys; the others name all candidates, and whatever chooses")
  func keys() throws {
    let cache = FileManager.default.temporaryDirectory.appendingPathComponent("choice-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: cache) }
    func trials(_ configuration: BenchmarkConfiguration) throws -> [Trial] {
      try Plan(configuration, sources: [sources(configuration, cache)]).trials
    }
    let fixed = try trials(recorded("[statistics]"))
    let open = try trials(recorded(Self.candidates, "chosenBy: cka"))
    let other = try trials(recorded(Self.candidates, "chosenBy: mutual-neighbours"))
    #expect(open.count == fixed.count)
    func keys(_ trials: [Trial], with second: Bool) -> Set<String> {
      Set(trials.filter { $0.direction.modalities.contains("second") == second }.map(\.key))
    }
    #expect(keys(open, with: false) == keys(fixed, with: false) && !keys(open, with: false).isEmpty)
    #expect(keys(open, with: true).isDisjoint(with: keys(fixed, with: true)))
    #expect(keys(open, with: true).isDisjoint(with: keys(other, with: true)))
    for trial in open where trial.direction.target == "second" {
      #expect(trial.description.encoderTarget.name == "chosen" && trial.description.encoderSource.name != "chosen")
      let parameters = "\(trial.description.encoderTarget.parameters)"
      for part in ["channels", "plain", "standardise-channels", "cka"] { #expect(parameters.contains(part)) }
    }
    let again = try trials(
      recorded("{candidates: {plain: [statistics], channels: [standardise-channels, statistics]}}", "chosenBy: cka"))
    #expect(Set(again.map(\.key)) == Set(open.map(\.key)))
  }

  @Test("a direction has every combination of its own candidates, and says so before it is run")
  func combinations() throws {
    let cache = FileManager.default.temporaryDirectory.appendingPathComponent("choice-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: cache) }
    let reductions = "reduction: {candidates: {a: {pca: 2}, b: {pca: 3}}}\nchosenBy: cka"
    let all = try sources(recorded(Self.candidates, reductions), cache)
    #expect(all.count == 6)
    let open = all.compactMap { $0 as? OpenFeatures }
    #expect(open.count == 6 && open.allSatisfy { $0.modalities.count == 2 })
    for source in open {
      let isOpen = source.direction.modalities.contains("second")
      #expect(source.combinations.count == (isOpen ? 4 : 2))
      let split = try #require(
        try SplitProtocol(named: "cross-subject").splits(of: source.samples, seed: .init(base: 1)).first)
      #expect(throws: InputError.self) { try source.features(for: split, progress: nil) }
    }
    #expect(
      open[0].description == "first -> second: encoder of second and reduction, one of 4 by cka",
      "\(open[0].description)")
  }
}
