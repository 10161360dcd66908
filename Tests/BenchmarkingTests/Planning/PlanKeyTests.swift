import Diagnostics
import Files
import FeatureStore
import Foundation
import Splits
import StrictYAML
import Testing

@testable import Benchmarking
@testable import Records

@Suite("Plans and keys")
struct PlanKeyTests {
  /// What a key is made of, encoded as a whole.
  private struct KeyParts: Encodable {
    let schema = "hartransfer-results/8"
    let trial: TrialDescription
    let data: [String: String]
    let roles: Roles
    let candidateClasses: [Int]
    let incompleteSamples: String?
    let ties: TrialTies
  }

  private static func configuration(_ extra: String = "") throws -> BenchmarkConfiguration {
    try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: keys
        dataset: {synthetic: {samples: 120, dimensions: [4, 3, 5], latentDimension: 2, noise: 0.25}}
        seed: 18446744073709551615
        protocols: [{random-40-40-10-10: {draws: 2}}]
        directions: [modality-1 -> modality-2, modality-1 + modality-3 -> modality-2]
        alignments: [{perfect: {k: [1, 2]}}, {ridge-cca: {select: {k: [1, 2], by: pair-retrieval}}}, {gcca: {k: 2}}]
        classifiers: [gaussian-mixture, {ridge-classifier: {ridge: 0.5}}]
        decodings: [subject-centring]
        \(extra)
        """, file: "test")
  }

  private static func plan(_ configuration: BenchmarkConfiguration) throws -> Plan {
    let folder = FileManager.default.temporaryDirectory
    let runner = try BenchmarkRunner(configuration, results: folder, cache: folder)
    return try Plan(configuration, sources: runner.sources)
  }

  @Test(
    "a key is the SHA-256 of the canonical JSON of version, description, data, ties and roles, however its text comes about"
  )
  func keys() throws {
    let plan = try Self.plan(Self.configuration())
    #expect(plan.trials.count > 40)
    for part in plan.parts {
      for trial in part.trials {
        let whole = try CanonicalJSON.data(
          KeyParts(
            trial: trial.description, data: trial.checksums, roles: part.split.roles,
            candidateClasses: part.split.candidateClasses, incompleteSamples: nil,
            ties: TrialTies(part.source, trial.direction)))
        #expect(trial.key == Checksum.of(whole))
        #expect(try Data(JSONMembers(encoding: trial.description).text) == CanonicalJSON.data(trial.description))
      }
    }
    #expect(Set(plan.trials.map(\.key)).count == plan.trials.count)
  }

  @Test("a plan survives its file, in the order of the plan, and the file holds what trials share once")
  func planFile() throws {
    let plan = try Self.plan(Self.configuration())
    let planned = plan.trials.map { PlannedTrial(key: $0.key, trial: $0.description) }
    let data = try CanonicalJSON.data(PlanFile(planned))
    let rows = try PlanFile.rows(data)
    #expect(Set(rows.flatMap(\.keys)).count == planned.count)
    let read = rows.flatMap(\.planned)
    for trial in planned { #expect(read.first { $0.key == trial.key } == trial) }
    #expect(rows.map(\.trial) == planned.map(\.trial.row).distinct)
    #expect(try data.count < CanonicalJSON.data(planned.map(\.trial)).count / 2)
  }

  @Test("a plan of the first form is read")
  func firstForm() throws {
    struct Old: Encodable {
      struct Entry: Encodable {
        var key: String
        var trial: TrialDescription
      }
      var schema = "hartransfer-plan/1"
      var trials: [Entry]
    }
    let plan = try Self.plan(Self.configuration())
    let old = Old(trials: plan.trials.map { .init(key: $0.key, trial: $0.description) })
    let rows = try PlanFile.rows(CanonicalJSON.data(old))
    #expect(Set(rows.flatMap(\.keys)) == Set(plan.trials.map(\.key)))
  }

  @Test("shards are disjoint and together complete, and keep what shares a factorisation together")
  func shards() throws {
    let plan = try Self.plan(Self.configuration())
    let part = plan.parts[0]
    let groups = TrialGroups(part.trials)
    for count in [1, 2, 3, 7] {
      let shards = try (1...count).map { try #require(Shard("\($0)/\(count)")) }
      for place in part.trials.indices {
        #expect(shards.count { $0.contains(group: groups.places[place]) } == 1)
      }
    }
    let perfect = part.trials.indices.filter {
      part.trials[$0].description.alignment.name == "perfect" && !part.trials[$0].direction.hasSeveralSources
    }
    #expect(Set(perfect.map { groups.places[$0] }).count == 1)
    for text in ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2"] { #expect(Shard(text) == nil) }
  }

  @Test("conditions of one key are alternatives, those of several keys must all hold, and '*' stands for any text")
  func filters() throws {
    let trials = try Self.plan(Self.configuration()).trials.map(\.description)
    func names(_ conditions: String...) throws -> Set<String> {
      let filter = try TrialFilter(conditions)
      return Set(trials.filter(filter.contains).map { "\($0.alignment.name) \($0.classifier.name)" })
    }
    #expect(
      try names("alignment=gcca", "alignment=perf*") == [
        "gcca gaussian-mixture", "gcca ridge-classifier", "perfect gaussian-mixture", "perfect ridge-classifier",
      ])
    #expect(
      try names("alignment=*c*a", "classifier=ridge*") == ["ridge-cca ridge-classifier", "gcca ridge-classifier"])
    #expect(try names("alignment=nothing").isEmpty)
    #expect(throws: (any Error).self) { try TrialFilter(["alignmemt=perfect"]) }
    #expect(throws: (any Error).self) { try TrialFilter(["perfect"]) }
  }
}
