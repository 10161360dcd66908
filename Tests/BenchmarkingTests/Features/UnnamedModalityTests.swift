import Diagnostics
import Foundation
import Testing

@testable import Benchmarking
@testable import Records

/// Modalities with an encoder that no direction has.
@Suite("Modalities of no direction")
struct UnnamedModalityTests {
  private static let names = ["wrist", "belt", "shoe"]

  /// The records of clips and frames, what was not used, and the modalities that were encoded.
  private func run(
    _ encoders: [String], directions: String, in fixture: ClockFixture
  ) throws -> (records: [TrialRecord], unused: [String], encoded: Set<String>) {
    let cache = fixture.folder.appendingPathComponent("cache-\(UUID().uuidString)")
    let configuration = try fixture.configuration(
      encoders: encoders.map { "\($0): [{frames: {count: 32, time: clock}}]" }, directions: directions,
      rest: """
        encoders: {\(encoders.map { "\($0): [statistics]" }.joined(separator: ", "))}
        alignments: [{ridge-cca: {k: 3}}]
        classifiers: [nearest-centroid]
        """)
    let runner = try BenchmarkRunner(
      configuration, results: fixture.folder.appendingPathComponent("results-\(UUID().uuidString)"), cache: cache,
      data: fixture.folder.appendingPathComponent("data"), datasets: fixture.folder.appendingPathComponent("datasets"))
    #expect(try runner.run().isComplete)
    let records = try runner.store.plan().map { try #require(try runner.store.record($0.key)) }
    let files = try FileManager.default.contentsOfDirectory(atPath: cache.path)
    return (
      records, runner.droppedEncoders, Set(encoders.filter { name in files.contains { $0.contains("-\(name)-") } })
    )
  }

  @Test("they are not encoded, which is said, and the records are those of a run that encodes them")
  func unencoded() throws {
    let fixture = try ClockFixture(Self.names.map { .init(name: $0, rate: 30) })
    defer { fixture.remove() }
    let part = try run(Self.names, directions: "wrist -> belt", in: fixture)
    #expect(part.encoded == ["wrist", "belt"])
    #expect(
      part.unused == [
        "encoder for 'shoe': no direction has it", "encoder of frames for 'shoe': no direction has it",
      ])
    let whole = try run(Self.names, directions: "wrist -> belt, shoe -> belt", in: fixture)
    #expect(whole.encoded == Set(Self.names) && whole.unused.isEmpty)
    let same = whole.records.filter { $0.trial.source == "wrist" }
    #expect(part.records.map(\.key) == same.map(\.key) && !same.isEmpty)
    #expect(part.records.map(\.predictions) == same.map(\.predictions))
    #expect(part.records.map(\.scores) == same.map(\.scores))
  }

  @Test("a direction with a name that is not there is refused with all modalities to choose from")
  func unknown() throws {
    let fixture = try ClockFixture(Self.names.map { .init(name: $0, rate: 30) })
    defer { fixture.remove() }
    let error = try #require(throws: InputError.self) {
      try run(Self.names, directions: "wrist -> bell", in: fixture)
    }
    #expect(error.found == "the modality 'bell'" && Self.names.allSatisfy(error.expected.contains))
  }
}
