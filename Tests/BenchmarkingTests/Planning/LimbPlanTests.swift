import Diagnostics
import Foundation
import Testing

@testable import Benchmarking

/// Directions in which limbs cannot be told apart.
@Suite("Plans of frames with limbs")
struct LimbPlanTests {
  @Test("a direction without the modality that has limbs is refused before anything runs")
  func refused() throws {
    let fixture = try ClockFixture(["wrist", "belt", "shoe"].map { .init(name: $0, rate: 30) })
    defer { fixture.remove() }
    func plan(_ directions: String) throws -> Plan {
      let configuration = try fixture.configuration(
        encoders: ["wrist", "belt", "shoe"].map { "\($0): [{frames: {count: 32}}]" }, level: "limbs: {belt: 2}",
        directions: directions)
      let runner = try BenchmarkRunner(
        configuration, results: fixture.folder, cache: fixture.folder.appendingPathComponent("cache"),
        data: fixture.folder.appendingPathComponent("data"),
        datasets: fixture.folder.appendingPathComponent("datasets"))
      return try Plan(configuration, sources: runner.sources)
    }
    #expect(try !plan("wrist -> belt, belt -> shoe").trials.isEmpty)
    for directions in ["wrist -> shoe", "wrist -> belt, wrist -> shoe", "wrist + belt -> shoe"] {
      let error = try #require(throws: InputError.self) { try plan(directions) }
      #expect(error.place == "frames: limbs" && error.advice.contains("directions"), "\(error)")
    }
  }
}
