import Datasets
import FeatureStore
import Foundation
import LinearAlgebra
import Splits
import StrictYAML
import Testing

@testable import Benchmarking

/// Features of recordings, and the records that rest on them, are tied to files, companions and
/// what the manifest says.
@Suite("What records of recordings are tied to")
struct RecordingTiesTests {
  /// Three sensors in tables with times, a table of classes, a sentence a class with its embedding.
  private struct Tables {
    let folder: URL
    static let classes = ["wave", "clap", "rest", "walk"]

    /// What may be said otherwise.
    struct Said {
      var units = "g"
      var seconds = 1.0
      var wave = "Both arms wave."
      var ridge = 0.1
      var clapped = "clap"
    }

    init() throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("ties-\(UUID().uuidString)")
      for place in ["sets/made", "data"] {
        try FileManager.default.createDirectory(
          at: folder.appendingPathComponent(place), withIntermediateDirectories: true)
      }
      for number in 0..<24 { for sensor in ["left", "right", "third"] { try write(number, sensor) } }
      try writeEmbeddings(1)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, to path: String) throws {
      try text.write(to: folder.appendingPathComponent(path), atomically: true, encoding: .utf8)
    }

    /// One recording of one sensor, 10 frames a second.
    func write(_ number: Int, _ sensor: String, frames: Int = 45) throws {
      let gain = Double(sensor.utf8.reduce(0) { $0 + Int($1) } % 7 + 1)
      let rows = (0..<frames).map { frame -> String in
        let phase = Double(frame * (number % 4 + 1)) / 4 + Double(number) / 9
        return "\(Double(frame) / 10),\(gain * sin(phase)),\(cos(gain * phase))"
      }
      try write("t,x,y\n" + rows.joined(separator: "\n") + "\n", to: "data/\(sensor)_s\(1 + number / 6)_n\(number).csv")
    }

    func writeClasses(_ clapped: String) throws {
      for number in 0..<24 {
        let name = number % 4 == 1 ? clapped : Self.classes[number % 4]
        try write("class\n\(name)\n", to: "data/class_s\(1 + number / 6)_n\(number).csv")
      }
    }

    func writeEmbeddings(_ scale: Float) throws {
      try HDF5File.create(folder.appendingPathComponent("texts.h5")) { file in
        for (name, text) in [("schema", "hartransfer-texts/1"), ("model", "made"), ("model_version", "1")] {
          try file.setAttribute(name, of: "/", to: text)
        }
        let texts = ["Both arms wave.", "Two arms wave.", "The hands clap.", "Nothing moves.", "The legs walk."]
        try file.write(texts, to: "/texts")
        try file.write((0..<15).map { scale * Float($0 * $0 % 7) }, shape: [5, 3], to: "/embeddings")
      }
    }

    func runner(_ said: Said = Said(), directions: String = "left -> right", cache: String = "cache") throws
      -> (BenchmarkConfiguration, BenchmarkRunner)
    {
      try writeClasses(said.clapped)
      let sensors = ["left", "right", "third"]
      try write(
        """
        id: made
        title: Made
        version: "1"
        loader: tables
        window: {seconds: \(said.seconds), overlap: 0}
        modalities:
        \(sensors.map {
          "  - {name: \($0), title: Made, rate: 10, units: [\(said.units)], channels: [x, y], placement: wrist}"
        }.joined(separator: "\n"))
        classes: [\(Self.classes.joined(separator: ", "))]
        descriptions: {wave: "\(said.wave)", clap: "The hands clap.", rest: "Nothing moves.", walk: "The legs walk."}
        tables:
          recordings: file
          modalities:
        \(sensors.map {
          "    - {name: \($0), files: \"\($0)_s{subject}_n{number}.csv\", columns: [x, y], time: {column: t, unit: s}}"
        }.joined(separator: "\n"))
          subject: {path: subject}
          class: {column: class, files: "class_s{subject}_n{number}.csv", map: {other: rest}}
          cleaning: {maximumGap: 0.25, longer: split}
        licence: none
        citation: nobody
        homepage: nowhere
        checksums: []
        checksumsUnknown: made by a test
        fetch: {method: by-hand, byHand: Ask a friend.}
        """, to: "sets/made/manifest.yaml")
      let texts = folder.appendingPathComponent("texts.h5").path
      let configuration = try StrictYAML.decode(
        BenchmarkConfiguration.self,
        from: """
          benchmark: made
          dataset: made
          protocols: [\(directions.contains("text") ? "{unseen-classes: {}}" : "{cross-subject: {overlap: shared}}")]
          encoders:
            left: [statistics]
            right: [statistics]
            third: [statistics]
            text: [{sentence-embedding: {embeddings: "\(texts)"}}]
          directions: ["\(directions)"]
          alignments: [{ridge-cca: {k: 1, ridge: \(said.ridge)}}]
          classifiers: [nearest-centroid]
          """, file: "made.yaml")
      return (
        configuration,
        try BenchmarkRunner(
          configuration, results: folder.appendingPathComponent("results"),
          cache: folder.appendingPathComponent(cache), data: folder.appendingPathComponent("data"),
          datasets: folder.appendingPathComponent("sets"))
      )
    }

    func keys(_ said: Said = Said(), directions: String = "left -> right") throws -> Set<String> {
      let (configuration, runner) = try runner(said, directions: directions)
      let trials = try Plan(configuration, sources: runner.sources).trials
      return Set(trials.filter { $0.description.alignment.name == "ridge-cca" }.map(\.key))
    }

    /// The features of all samples by modality, of the cache where it holds them.
    func features(_ said: Said = Said(), cache: String = "cache") throws -> [String: Matrix<Double>] {
      let (configuration, runner) = try runner(said, cache: cache)
      let part = try Plan(configuration, sources: runner.sources).parts[0]
      let set = try part.source.features(for: part.split, progress: nil)
      #expect(set.samples == part.source.samples)
      return Dictionary(
        uniqueKeysWithValues: set.modalities.map { ($0.name, $0.values.columns(Array(0..<set.samples.count))) })
    }
  }

  @Test("a record is tied to recordings, companion tables, units, windows, parameters and classes, and to no place")
  func everything() throws {
    let tables = try Tables()
    defer { tables.remove() }
    let old = try tables.keys()
    #expect(try !old.isEmpty && tables.keys() == old)
    for said in [
      Tables.Said(units: "m/s^2"), .init(seconds: 0.95), .init(ridge: 0.2), .init(clapped: "rest"),
      .init(clapped: "other"),
    ] { #expect(try tables.keys(said).isDisjoint(with: old), "\(said)") }
    #expect(try tables.keys() == old)
    try tables.write(5, "left", frames: 44)
    #expect(try tables.keys().isDisjoint(with: old))
    try tables.write(5, "left")
    #expect(try tables.keys() == old)
  }

  @Test("a text is tied to its sentence, and an encoder to the bytes of its weights")
  func textsAndWeights() throws {
    let tables = try Tables()
    defer { tables.remove() }
    let old = try tables.keys(directions: "text -> right")
    #expect(try tables.keys(.init(wave: "Two arms wave."), directions: "text -> right").isDisjoint(with: old))
    try tables.writeEmbeddings(2)
    #expect(try tables.keys(directions: "text -> right").isDisjoint(with: old))
    try tables.writeEmbeddings(1)
    #expect(try tables.keys(directions: "text -> right") == old)
  }

  @Test("features of the cache are those that would be encoded now, whatever changed in files, windows or units")
  func cached() throws {
    let tables = try Tables()
    defer { tables.remove() }
    let old = try tables.features()
    let keys = try tables.keys()
    #expect(try tables.features() == old)
    for (place, said) in [Tables.Said(seconds: 0.95), .init(seconds: 2), .init(units: "m/s^2"), .init()].enumerated() {
      #expect(try tables.features(said) == tables.features(said, cache: "fresh-\(place)"), "\(said)")
    }
    // Another sensor that says less of each recording may cut what is seen of this one.
    for number in 0..<24 { try tables.write(number, "third", frames: 25) }
    let cut = try tables.features(cache: "fresh-third")
    #expect(try tables.features() == cut)
    #expect(try cut["left"] == old["left"] || tables.keys().isDisjoint(with: keys))
  }

  @Test("recordings of one file are tied to the manifest's units and windows too")
  func prepared() throws {
    let fixture = try ClockFixture([.init(name: "left", rate: 30), .init(name: "right", rate: 20)])
    defer { fixture.remove() }
    let manifest = fixture.folder.appendingPathComponent("datasets/made/manifest.yaml")
    let text = try String(contentsOf: manifest, encoding: .utf8)
    let configuration = try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: made
        dataset: made
        protocols: [{cross-subject: {overlap: shared}}]
        encoders: {left: [statistics], right: [statistics]}
        directions: [left -> right]
        alignments: [{ridge-cca: {k: 1}}]
        classifiers: [nearest-centroid]
        """, file: "made.yaml")
    func seen(_ change: (String) -> String) throws -> (Set<String>, [[Double]]) {
      try change(text).write(to: manifest, atomically: true, encoding: .utf8)
      let runner = try BenchmarkRunner(
        configuration, results: fixture.folder, cache: fixture.folder.appendingPathComponent("cache"),
        data: fixture.folder.appendingPathComponent("data"),
        datasets: fixture.folder.appendingPathComponent("datasets"))
      let plan = try Plan(configuration, sources: runner.sources)
      let part = plan.parts[0]
      let set = try part.source.features(for: part.split, progress: nil)
      #expect(set.samples == part.source.samples)
      return (Set(plan.trials.map(\.key)), set.modalities.map { $0.values.columns([0]).column(0) })
    }
    func window(_ seconds: Double) -> (String) -> String {
      { $0.replacing("samples: 80", with: "window: {seconds: \(seconds), overlap: 0}") }
    }
    let old = try seen { $0 }
    let (two, shorter) = (try seen(window(2)), try seen(window(1.9)))
    // As many samples of the same names, of other frames.
    #expect(two.0.isDisjoint(with: shorter.0) && two.1 != shorter.1)
    #expect(old.0.isDisjoint(with: two.0) && old.1 != two.1)
    #expect(try seen { $0.replacing("units: [g]", with: "units: [m/s^2]") }.0.isDisjoint(with: old.0))
  }
}
