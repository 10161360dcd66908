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
@testable import Datasets
@testable import Records

@Suite("Changed recordings")
struct ChangedRecordingsTests {
  private func configuration(_ axes: String, directions: String = "[first -> second]") throws -> BenchmarkConfiguration
  {
    let text = """
      benchmark: test
      dataset: memory
      protocols: [{cross-subject: {overlap: disjoint}}]
      encoders:
        first: [statistics]
        second: [standardise-channels, statistics]
      directions: \(directions)
      alignments: [{ridge-cca: {k: 3}}]
      classifiers: [nearest-centroid]
      axes: {\(axes)}
      """
    return try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml")
  }

  private func plan(
    _ axes: String, directions: String = "[first -> second]", cache: URL = FileManager.default.temporaryDirectory,
    recordings: MemorySource? = nil
  ) throws -> Plan {
    let configuration = try configuration(axes, directions: directions)
    let source = try EncodedRecordings(
      recordings: recordings ?? MemorySource(), chains: configuration.encoders, seed: Seed(base: 1), cache: cache)
    return try Plan(configuration, sources: [[source]])
  }

  private func values(_ signal: Signal) throws -> Matrix<Float> {
    guard case .series(let series) = signal else { throw InputError("signal", found: "another", expected: "a series") }
    return series.values
  }

  @Test("a late clock loses its first frames and holds its last, of series and of depth videos")
  func shifted() throws {
    let original = try values(MemorySource().signal(row: 3, modality: "second"))
    let late = try values(MemorySource().signal(row: 3, modality: "second").late(by: 0.5))
    #expect(late.columns == 20)
    for t in 0..<20 { #expect(late.column(t) == original.column(min(t + 5, 19))) }
    let video = DepthVideo(height: 1, width: 2, frames: 3, millimetres: [1, 2, 3, 4, 5, 6], rate: 1)
    guard case .depth(let later) = try Signal.depth(video).late(by: 1) else {
      Issue.record("no depth")
      return
    }
    #expect(later.millimetres == [3, 4, 5, 6, 5, 6] && later.frames == 3)
    for seconds in [2.0, 5, 0.01] {
      #expect(throws: InputError.self) {
        try MemorySource().signal(row: 3, modality: "second").late(by: seconds)
      }
    }
    #expect(throws: InputError.self) { try Signal.text("x").late(by: 1) }
  }

  @Test("a shift changes the target's recordings of the pairs and nothing else")
  func pairsAlone() throws {
    let part = try #require(plan("timeShift: [0, 0.5]").parts.last)
    let recordings = try #require(part.source.recorded)
    let base = try MemorySource()
    for row in 0..<base.samples.count {
      for modality in ["first", "second"] {
        let same =
          try values(recordings.signal(row: row, modality: modality))
          == values(base.signal(row: row, modality: modality))
        #expect(same == !(modality == "second" && part.split.roles.paired.contains(row)))
      }
    }
    #expect(try recordings.checksum(of: "first") == base.checksum(of: "first"))
    #expect(try recordings.checksum(of: "second") != base.checksum(of: "second"))
    // The data are the same data.
    #expect(part.trials.allSatisfy { $0.checksums == ["first": "sum of first", "second": "sum of second"] })
  }

  @Test("planning reads a recording once, whatever the number of shifts and splits")
  func readOnce() throws {
    let recordings = try MemorySource()
    _ = try plan("timeShift: [0.1, 0.5], clockOffset: [0.2, 0.3, 0.4]", recordings: recordings)
    let read = recordings.readings.all.withLock(\.self)
    #expect(read.sorted() == (0..<48).map { "second \($0)" }.sorted())
  }

  @Test("an offset of the clock changes the target's recordings in every role, and no other modality")
  func everyRow() throws {
    let part = try #require(plan("clockOffset: [0, 0.5]").parts.last)
    #expect(part.condition == Condition(.clockOffset, 0.5))
    let recordings = try #require(part.source.recorded)
    let base = try MemorySource()
    for row in 0..<base.samples.count {
      let late = try values(base.signal(row: row, modality: "second").late(by: 0.5))
      #expect(try values(recordings.signal(row: row, modality: "second")) == late)
      let first = try values(base.signal(row: row, modality: "first"))
      #expect(try values(recordings.signal(row: row, modality: "first")) == first)
    }
    let ofPairs = try #require(plan("timeShift: [0.5]").parts.last?.source.recorded)
    let sums = try [recordings, ofPairs, base].map { try $0.checksum(of: "second") }
    #expect(Set(sums).count == 3)
  }

  @Test("dead channels are the same ones on the test rows of the target, nested, and no other row has any")
  func deadChannels() throws {
    let base = try MemorySource()
    let parts = try plan("missingChannels: [1, 2, 3]").parts.dropFirst()
    var earlier: Set<Int> = []
    for (part, count) in inStep(parts, 1...3) {
      let recordings = try #require(part.source.recorded)
      var dead: Set<Set<Int>> = []
      for row in 0..<base.samples.count {
        let (now, before) = (
          try values(recordings.signal(row: row, modality: "second")),
          try values(base.signal(row: row, modality: "second"))
        )
        guard part.split.roles.test.contains(row) else {
          #expect(now == before)
          continue
        }
        dead.insert(Set((0..<3).filter { channel in (0..<20).allSatisfy { now[channel, $0] == 0 } }))
      }
      #expect(dead.count == 1 && dead.first?.count == count && dead.first?.isSuperset(of: earlier) == true)
      earlier = dead.first ?? []
    }
  }

  @Test("directions to several targets have a part for each; the text has no clock and no channels")
  func severalTargets() throws {
    let parts = try plan("timeShift: [0.5]", directions: "[first -> second, second -> first]").parts
    #expect(
      parts.map { Set($0.trials.map(\.direction.target)).sorted() } == [["first", "second"], ["second"], ["first"]])
    #expect(parts.map(\.trials.count)[0] == 2 * parts.map(\.trials.count)[1])
  }

  @Test(
    "what recordings do not bear is refused with file and line before anything is encoded",
    arguments: [
      ("timeShift: [2]", "2.0 s"), ("timeShift: [0.01]", "half a frame"),
      ("clockOffset: [2]", "2.0 s"), ("clockOffset: [0.01]", "half a frame"), ("missingChannels: [4]", "at most 3"),
    ])
  func refused(axis: String, told: String) throws {
    let error = try #require(throws: InputError.self) { try plan(axis) }
    #expect(error.place.hasPrefix("t.yaml:10:") && "\(error)".contains(told), "\(error)")
  }

  @Test(
    "features are made of the changed recordings, and an encoder that learns sees the shifted pairs, not the dead channels"
  )
  func features() throws {
    let cache = FileManager.default.temporaryDirectory.appendingPathComponent("changes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: cache) }
    let parts = try plan("timeShift: [0.5], missingChannels: [1]", cache: cache).parts
    let sets = try parts.map { try $0.source.features(for: $0.split, progress: nil) }
    let all = Array(0..<sets[0].samples.count)
    let columns = try sets.map { try $0.modality("second").values.columns(all) }
    let roles = parts[0].split.roles
    func same(_ a: Int, _ rows: [Int]) -> Bool {
      columns[a].selectingColumns(rows) == columns[0].selectingColumns(rows)
    }
    // Standardisation is fitted on the pairs: shifted, they change it for every row.
    #expect(!same(1, roles.paired) && !same(1, roles.test))
    #expect(same(2, roles.paired) && same(2, roles.labelled) && !same(2, roles.test))
    for set in sets {
      #expect(try set.modality("first").values.columns(all) == sets[0].modality("first").values.columns(all))
    }
    for part in parts {
      let features = try part.source.features(for: part.split, progress: nil)
      let data = try SplitData(features, split: part.split, reduction: .init())
      for trial in part.trials { _ = try TrialRun(trial: trial, data: data)() }
    }
  }
}
