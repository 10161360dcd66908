import Foundation
import StrictYAML
import Testing

@testable import Benchmarking
@testable import Records

/// Two data sets of recordings, `made` and `other`: the same sensors see the same movements with
/// other noise.
struct OtherDatasetFixture {
  let own: ClockFixture

  /// - Parameters:
  ///   - sensors: those of the other data set; of the data set itself they are wrist and belt.
  ///   - noise: that of the other data set.
  ///   - manifest: what is changed in the other manifest.
  init(
    _ sensors: [ClockFixture.Sensor] = Self.sensors, noise: Double = 0.06, manifest: (String) -> String = { $0 }
  ) throws {
    own = try ClockFixture(Self.sensors)
    let other = try ClockFixture(sensors, noise: noise)
    defer { other.remove() }
    let folder = own.folder.appendingPathComponent("datasets/other")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: other.folder.appendingPathComponent("data"), to: folder.appendingPathComponent("data"))
    let text = try String(
      contentsOf: other.folder.appendingPathComponent("datasets/made/manifest.yaml"), encoding: .utf8)
    try manifest(text.replacing("id: made", with: "id: other")).write(
      to: folder.appendingPathComponent("manifest.yaml"), atomically: true, encoding: .utf8)
  }

  static let sensors: [ClockFixture.Sensor] = [.init(name: "wrist", rate: 40), .init(name: "belt", rate: 20)]

  /// A benchmark of clips, whose chains learn, and of frames, whose chains do not.
  func configuration(_ pairs: String, rest: String = "") throws -> BenchmarkConfiguration {
    let text = """
      benchmark: made
      dataset: made
      seed: 7
      pairs: \(pairs)
      protocols: [{cross-subject: {overlap: disjoint}}]
      directions: [wrist -> belt]
      encoders:
        wrist: [{resample: {frames: 20}}, standardise-channels, {minirocket: {features: 84}}]
        belt: [{resample: {frames: 20}}, standardise-channels, {minirocket: {features: 84}}]
      reduction: {pca: 8}
      alignments: [{ridge-cca: {k: 4}}]
      classifiers: [lda]
      frames:
        encoders: {wrist: [{frames: {count: 20}}], belt: [{frames: {count: 20}}]}
        lags: [0]
        alignments: [{ridge-cca: {k: 3}}]
        classifiers: [nearest-centroid]
      \(rest)
      """
    return try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml")
  }

  func runner(_ configuration: BenchmarkConfiguration) throws -> BenchmarkRunner {
    try BenchmarkRunner(
      configuration, results: own.folder.appendingPathComponent("results"),
      cache: own.folder.appendingPathComponent("cache"), data: own.folder.appendingPathComponent("data"),
      datasets: own.folder.appendingPathComponent("datasets"))
  }

  func plan(_ configuration: BenchmarkConfiguration) throws -> Plan {
    try Plan(configuration, sources: runner(configuration).sources)
  }

  /// The records of a run, in the order of its plan.
  func run(_ configuration: BenchmarkConfiguration) throws -> [TrialRecord] {
    let runner = try runner(configuration)
    #expect(try runner.run().isComplete)
    return try runner.store.plan().map { planned in
      let found = try runner.store.record(planned.key)
      return try #require(found)
    }
  }

  func remove() { own.remove() }
}
