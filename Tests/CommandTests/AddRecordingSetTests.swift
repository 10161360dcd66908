import Foundation
import Randomness
import Testing

/// Sets of recordings that need no Swift: a manifest, files, a configuration, and then a board.
@Suite("Adding a set of recordings by a manifest alone")
struct AddRecordingSetTests {
  /// A folder of a data set and of a benchmark that bears its name.
  private final class Home {
    let folder: URL
    let id: String

    init(_ id: String, manifest: String, configuration: String) throws {
      folder = try HARTransfer.temporaryFolder()
      self.id = id
      try write(manifest, to: "sets/\(id)/manifest.yaml")
      try write(configuration, to: "\(id).yaml")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, to path: String) throws {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }

    func shell(_ command: String) throws -> String {
      let output = try HARTransfer.shell(command, in: folder)
      try #require(output.code == 0, "\(command)\n\(output.standardError)")
      return output.standardOutput
    }

    func shown() throws -> [String: Any] {
      let text = try shell("hartransfer datasets show \(id) --datasets sets --format json")
      let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      return try #require(object["here"] as? [String: Any])
    }

    /// The rows of perfect alignment on the benchmark's boards.
    func board() throws -> [[String: Any]] {
      _ = try shell("hartransfer run \(id).yaml --datasets sets")
      let file = folder.appendingPathComponent("Results/\(id)/leaderboard.json")
      let rows = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]])
      return rows.filter { $0["alignment"] as? String == "perfect" }
    }
  }

  private static let rest = """
    licence: CC-BY-4.0
    citation: A. Author, "Made up", 2026.
    homepage: https://example.org
    checksums: []
    checksumsUnknown: made up
    fetch: {method: by-hand, byHand: Ask the authors.}

    """

  /// A date and time so many milliseconds after nine.
  private static func date(_ milliseconds: Int, _ mark: String = " ", zone: String = "") -> String {
    let seconds = milliseconds / 1000
    return "2026-03-01" + mark
      + String(format: "09:%02d:%02d.%03d", seconds / 60, seconds % 60, milliseconds % 1000) + zone
  }

  @Test("devices with files, rates, dates and labels of their own: runs of a label reach a board")
  func devices() throws {
    let home = try Home(
      "kitchen-day",
      manifest: """
        id: kitchen-day
        title: A day in the kitchen, wrist and ankle
        version: "1"
        loader: tables
        subjects: [1, 2, 3]
        classes: [stir, walk]
        window: {seconds: 2, overlap: 0}
        modalities:
          - {name: wrist, title: Wrist, rate: 25, units: [g], channels: [x, y], placement: right wrist}
          - {name: ankle, title: Ankle, rate: 10, units: [g], channels: [x, y], placement: left ankle}
        tables:
          recordings: runs
          text: {separator: semicolon, header: true}
          modalities:
            - name: wrist
              files: "person {person:[0-9]+}/wrist.csv"
              columns: [2..3]
              time: {column: when, unit: iso8601}
            - name: ankle
              files: "person {person:[0-9]+}/ankle.csv"
              columns: [ax, ay]
              label: what
              time: {column: stamp, unit: iso8601}
          subject: {path: person}
          class: {column: activity, map: {stirring: stir, walking: walk}, skip: [""], disagreement: intersect}
          trial: {counted: recordings}
          cleaning: {maximumGap: 0.3, longer: split}
        \(Self.rest)
        """,
      configuration: """
        benchmark: kitchen-day
        dataset: kitchen-day
        protocols: [{cross-subject: {overlap: disjoint}}]
        encoders: {wrist: [statistics], ankle: [statistics]}
        alignments: [{perfect: {k: 4}}]
        classifiers: [nearest-centroid]

        """)
    var generator = Seed(base: 3).deriving("kitchen-day").generator
    for person in 1...3 {
      // Half a minute each of stirring, of nothing, and of walking, four times.
      func activity(_ milliseconds: Int) -> String { ["stirring", "", "walking", ""][milliseconds / 30_000 % 4] }
      for (device, head, period, zone) in [
        ("wrist", "when;wx;wy;activity", 40, "Z"), ("ankle", "what;ax;ay;stamp", 100, "+00:00"),
      ] {
        var lines = [head]
        // The first person's ankle stops before the last walk.
        for at in stride(from: 0, to: device == "ankle" && person == 1 ? 400_000 : 480_000, by: period) {
          let pace = activity(at) == "stirring" ? 9.0 : 3
          let values = [sin(pace * Double(at) / 1000), cos(2 * pace * Double(at) / 1000)].map {
            String(format: "%.4f", $0 * pace / 3 + Double(person) / 10 + 0.05 * generator.normal())
          }
          // The ankle's labels come a second late.
          lines.append(
            (device == "wrist"
              ? [Self.date(at, "T", zone: zone)] + values + [activity(at)]
              : [activity(max(at - 1000, 0))] + values + [Self.date(at, zone: zone)]).joined(separator: ";"))
        }
        try home.write(lines.joined(separator: "\n") + "\n", to: "sets/kitchen-day/data/person \(person)/\(device).csv")
      }
    }
    let here = try home.shown()
    // Eight runs a person less one, of 29 s on which both agree: 14 windows.
    #expect(here["samples"] as? Int == 14 * 23, "\(here)")
    let shown = try home.shell("hartransfer datasets show kitchen-day --datasets sets")
    for text in [
      "1 recording: no row of ankle in the run (by class walk: 1; by subject 1: 1)",
      "files of devices disagree on the class", "'skip' names the class ''",
    ] { #expect(shown.contains(text), "\(shown)") }
    let rows = try home.board()
    #expect(Set(rows.compactMap { $0["target"] as? String }) == ["wrist", "ankle"], "\(rows)")
    #expect(rows.allSatisfy { ($0["accuracy"] as? Double ?? 0) > 0.7 && $0["failed"] as? Int == 0 })
  }

  @Test("clouds of points in tables reach a board, frames without points too")
  func points() throws {
    let home = try Home(
      "radar-room",
      manifest: """
        id: radar-room
        title: A radar and an arm
        version: "1"
        loader: tables
        subjects: [1, 2, 3]
        classes: [squat, wave]
        window: {seconds: 2, overlap: 0}
        modalities:
          - {name: radar, title: Points, rate: 10, units: [m, m, m, m/s], points: [x, y, z, doppler], placement: wall}
          - {name: arm, title: Arm, rate: 20, units: [g], channels: [x, y], placement: right wrist}
        tables:
          recordings: file
          modalities:
            - {name: radar, files: "{move}_p{person}_{take}_radar.csv", frame: frame, units: [cm, cm, cm, m/s]}
            - {name: arm, files: "{move}_p{person}_{take}_arm.csv"}
          subject: {path: person}
          class: {path: move}
          trial: {path: take}
        \(Self.rest)
        """,
      configuration: """
        benchmark: radar-room
        dataset: radar-room
        protocols: [{cross-subject: {overlap: disjoint}}]
        encoders: {radar: [point-series, statistics], arm: [statistics]}
        alignments: [{perfect: {k: 4}}]
        classifiers: [nearest-centroid]

        """)
    var generator = Seed(base: 4).deriving("radar-room").generator
    for (move, pace) in [("squat", 2.0), ("wave", 7.0)] {
      for person in 1...3 {
        for take in 1...2 {
          let name = "sets/radar-room/data/\(move)_p\(person)_\(take)"
          var (radar, arm) = ("frame,x,y,z,doppler\n", "x,y\n")
          for frame in 0..<100 {
            // Every seventh frame sees nothing.
            for point in 0..<(frame % 7 == 3 ? 0 : 4 + frame % 3) {
              let height = 100 + 50 * sin(pace * Double(frame) / 10) + 10 * Double(point) + generator.normal()
              radar += "\(frame),\(20 * point + person),200,\(height),\(0.5 * pace * cos(pace * Double(frame) / 10))\n"
            }
          }
          for frame in 0..<200 {
            let phase = pace * Double(frame) / 20
            arm += "\(sin(phase) * pace + 0.1 * generator.normal()),\(cos(phase))\n"
          }
          try home.write(radar, to: name + "_radar.csv")
          try home.write(arm, to: name + "_arm.csv")
        }
      }
    }
    let here = try home.shown()
    #expect(here["samples"] as? Int == 12 * 5 && here["modalitiesHere"] as? [String] == ["radar", "arm"], "\(here)")
    #expect(try home.shell("hartransfer datasets verify radar-room --datasets sets").contains("60"))
    let rows = try home.board()
    #expect(!rows.isEmpty && rows.allSatisfy { ($0["accuracy"] as? Double ?? 0) > 0.7 && $0["failed"] as? Int == 0 })
  }
}
