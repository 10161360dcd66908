import FeatureStore
import Foundation
import Randomness
import StrictYAML
import Testing

@testable import Benchmarking
@testable import Records

/// Recordings in a folder: sensors with clocks of their own that look at the same movements, each
/// through a mixing of its own.
///
/// A movement has three channels, each a sum of two waves whose frequencies the class gives; when
/// it begins differs from recording to recording. Four persons do five movements four times.
struct ClockFixture {
  /// What one sensor is like.
  struct Sensor {
    var name: String
    var rate: Double
    /// When it begins to record and for how long, in seconds, by the number of the recording.
    var span: @Sendable (Int) -> (start: Double, length: Double) = { _ in (0, 4) }
    /// Whether its file says when it begins.
    var saysStart = true
  }

  let folder: URL
  private static let classes = ["reach", "turn", "lift", "shake", "rest"]

  init(_ sensors: [Sensor], noise: Double = 0.05) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("clocks-\(UUID().uuidString)")
    let own = folder.appendingPathComponent("datasets/made")
    let data = folder.appendingPathComponent("data")
    for place in [own, data] { try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true) }
    let modalities = sensors.map {
      "  - {name: \($0.name), title: Made, rate: \($0.rate), units: [g], channels: [a, b, c, d], placement: wrist}"
    }
    let manifest = """
      id: made
      title: Made
      version: "1"
      loader: prepared-recordings
      samples: 80
      modalities:
      \(modalities.joined(separator: "\n"))
      classes: [\(Self.classes.joined(separator: ", "))]
      licence: none
      citation: nobody
      homepage: nowhere
      checksums: []
      checksumsUnknown: made by a test
      fetch: {method: archives, archives: [{url: "file:///nowhere.zip", unpacksTo: x}], byHand: Ask a friend.}
      """
    try manifest.write(to: own.appendingPathComponent("manifest.yaml"), atomically: true, encoding: .utf8)
    try HDF5File.create(data.appendingPathComponent("recordings.h5")) { file in
      try file.setAttribute("schema", of: "/", to: "hartransfer-recordings/1")
      let keys = (0..<80).map { (label: $0 / 16, subject: 1 + $0 / 4 % 4, trial: 1 + $0 % 4) }
      try file.write(keys.map { "a\($0.label)_s\($0.subject)_t\($0.trial)" }, to: "/ids")
      try file.write(Self.classes, to: "/class_names")
      try file.write(keys.map { Int32($0.label) }, to: "/labels")
      try file.write(keys.map { Int32($0.subject) }, to: "/subjects")
      try file.write(keys.map { Int32($0.trial) }, to: "/trials")
      try file.createGroup("/modalities")
      for sensor in sensors {
        let group = "/modalities/\(sensor.name)"
        try file.createGroup(group)
        try file.setAttribute("rate", of: group, to: sensor.rate)
        try file.setAttribute("channels", of: group, to: ["a", "b", "c", "d"])
        var generator = Seed(base: 11).deriving(sensor.name).generator
        let mixing = (0..<12).map { _ in generator.normal() }
        var (frames, offsets) = ([Float](), [Int64(0)])
        for row in 0..<80 {
          let (start, length) = sensor.span(row)
          let count = Int((length * sensor.rate).rounded()) + 1
          for t in 0..<count {
            let z = Self.movement(row, label: keys[row].label, at: start + Double(t) / sensor.rate)
            for i in 0..<4 {
              let seen = mixing[3 * i] * z[0] + mixing[3 * i + 1] * z[1] + mixing[3 * i + 2] * z[2]
              frames.append(Float(seen + noise * generator.normal()))
            }
          }
          offsets.append(offsets[row] + Int64(count))
        }
        try file.write(frames, shape: [frames.count / 4, 4], to: "\(group)/frames")
        try file.write(offsets, to: "\(group)/offsets")
        if sensor.saysStart { try file.write((0..<80).map { sensor.span($0).start }, to: "\(group)/starts") }
      }
    }
  }

  /// The three channels of a movement at an instant.
  private static func movement(_ row: Int, label: Int, at time: Double) -> [Double] {
    var own = Seed(base: 12).deriving("\(label)").generator
    let waves = (0..<6).map { _ in (0.2 + own.uniform(), own.uniform(), 0.4 + own.uniform()) }
    var case_ = Seed(base: 13).deriving("\(row)").generator
    let late = 0.3 * case_.normal()
    return (0..<3).map { channel in
      waves[(2 * channel)..<(2 * channel + 2)].reduce(0) { $0 + $1.2 * sin(2 * .pi * ($1.0 * (time - late) + $1.1)) }
    }
  }

  /// A benchmark of frames on these recordings.
  func configuration(
    encoders: [String], level: String = "", directions: String, alignments: String = "{ridge-cca: {k: 3}}",
    classifiers: String = "nearest-centroid", rest: String = ""
  ) throws -> BenchmarkConfiguration {
    let text = """
      benchmark: made
      dataset: made
      seed: 7
      protocols: [{cross-subject: {overlap: shared}}]
      directions: [\(directions)]
      frames:
        encoders: {\(encoders.joined(separator: ", "))}
        lags: [-1, 0, 1]
        segments: [1, 2, 4]
        \(level)
        alignments: [\(alignments)]
        classifiers: [\(classifiers)]
      \(rest)
      """
    return try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml")
  }

  /// The records of a run, in the order of its plan.
  func run(_ configuration: BenchmarkConfiguration) throws -> [TrialRecord] {
    let runner = try BenchmarkRunner(
      configuration, results: folder.appendingPathComponent("results"), cache: folder.appendingPathComponent("cache"),
      data: folder.appendingPathComponent("data"), datasets: folder.appendingPathComponent("datasets"))
    let summary = try runner.run()
    #expect(summary.isComplete)
    return try runner.store.plan().map { planned in
      let found = try runner.store.record(planned.key)
      return try #require(found)
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}

extension [TrialRecord] {
  /// The one record of a method.
  func of(_ alignment: String, _ direction: String, _ condition: Condition? = nil) throws -> TrialRecord {
    try #require(
      first {
        $0.trial.alignment.name == alignment && "\($0.trial.source) -> \($0.trial.target)" == direction
          && $0.trial.condition == condition
      })
  }
}

extension TrialRecord {
  /// A score that must be there.
  func score(_ name: String) throws -> Double { try #require(scores[name] ?? nil) }
}
