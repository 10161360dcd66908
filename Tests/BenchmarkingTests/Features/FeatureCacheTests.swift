import FeatureStore
import Foundation
import Splits
import Testing

@testable import Benchmarking

/// The cache of encoded features gives what was written, or nothing.
@Suite("Cache of encoded features")
struct FeatureCacheTests {
  private func fixture() throws -> ClockFixture {
    try ClockFixture([.init(name: "left", rate: 30), .init(name: "right", rate: 20)])
  }

  private func configuration(_ fixture: ClockFixture) throws -> BenchmarkConfiguration {
    try fixture.configuration(
      encoders: ["left: [{frames: {count: 8}}]", "right: [{frames: {count: 8}}]"], directions: "left -> right",
      rest: "encoders: {left: [statistics], right: [statistics]}\nalignments: [{ridge-cca: {k: 2}}]\nclassifiers: [lda]"
    )
  }

  private func source(_ fixture: ClockFixture) throws -> (any FeatureSource, Split) {
    let configuration = try configuration(fixture)
    let runner = try BenchmarkRunner(
      configuration, results: fixture.folder, cache: fixture.folder.appendingPathComponent("cache"),
      data: fixture.folder.appendingPathComponent("data"), datasets: fixture.folder.appendingPathComponent("datasets"))
    let plan = try Plan(configuration, sources: runner.sources)
    return (plan.parts[0].source, plan.parts[0].split)
  }

  private func files(_ fixture: ClockFixture) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: fixture.folder.appendingPathComponent("cache"), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
  }

  private func values(_ set: FeatureSet) -> [[Double]] {
    set.modalities.map { modality in
      modality.values.columns(Array(0..<set.samples.count)).withUnsafeElements { Array($0) }
    }
  }

  @Test("whatever bit of a cached file is flipped, and wherever it is cut, its features are encoded anew")
  func damage() throws {
    let fixture = try fixture()
    defer { fixture.remove() }
    let (source, split) = try source(fixture)
    let whole = try source.features(for: split, progress: nil)
    let file = try #require(try files(fixture).first)
    let bytes = try Data(contentsOf: file)
    var places = Array(stride(from: 0, to: bytes.count, by: max(1, bytes.count / 12)))
    for text in ["reach", "a0_s1_t1", "fitted_on", "statistics", "made"] {
      if let range = bytes.range(of: Data(text.utf8)) { places.append(range.lowerBound) }
    }
    for place in places {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      try damaged.write(to: file)
      let again = try source.features(for: split, progress: nil)
      #expect(values(again) == values(whole) && again.samples == whole.samples, "byte \(place)")
      #expect(try Data(contentsOf: file) == bytes, "byte \(place)")
    }
    for length in [0, 1, 100, 511, 512, 600, bytes.count / 2, bytes.count - 1] {
      try bytes.prefix(length).write(to: file)
      #expect(try source.dimension(of: "left", for: split) == nil, "cut at \(length)")
      #expect(try values(source.features(for: split, progress: nil)) == values(whole))
    }
    try (bytes + Data([0])).write(to: file)
    _ = try source.features(for: split, progress: nil)
    #expect(try Data(contentsOf: file) == bytes)
  }

  @Test("a file of other features, or of another program, is not taken for these")
  func foreign() throws {
    let fixture = try fixture()
    defer { fixture.remove() }
    let (source, split) = try source(fixture)
    let whole = try source.features(for: split, progress: nil)
    let all = try files(fixture)
    try #require(all.count == 2)
    let bytes = try all.map { try Data(contentsOf: $0) }
    // The features of the other modality, whole under the wrong name.
    try bytes[1].write(to: all[0])
    #expect(try values(source.features(for: split, progress: nil)) == values(whole))
    #expect(try Data(contentsOf: all[0]) == bytes[0])
    // A whole feature file that says other numbers of the same samples and modality.
    var modality = whole.modalities[0]
    modality.values = .double(modality.values.columns(Array(0..<whole.samples.count)).map { $0 + 1 })
    try FeatureFile.write(
      FeatureSet(samples: whole.samples, modalities: [modality], origin: whole.origin), to: all[0])
    #expect(try source.dimension(of: "left", for: split) == nil)
    #expect(try values(source.features(for: split, progress: nil)) == values(whole))
    try Data("no features".utf8).write(to: all[0])
    #expect(try values(source.features(for: split, progress: nil)) == values(whole))
    #expect(try Data(contentsOf: all[0]) == bytes[0])
  }

  @Test("a run whose cached features were damaged ends with the records of one whose features were not")
  func run() throws {
    let fixture = try fixture()
    defer { fixture.remove() }
    let configuration = try configuration(fixture)
    func scores() throws -> [[String: Double?]] {
      try? FileManager.default.removeItem(at: fixture.folder.appendingPathComponent("results"))
      return try fixture.run(configuration).map(\.scores)
    }
    let whole = try scores()
    for file in try files(fixture) {
      var bytes = try Data(contentsOf: file)
      bytes[bytes.count - 9] ^= 64
      try bytes.write(to: file)
    }
    #expect(try scores() == whole)
  }
}
