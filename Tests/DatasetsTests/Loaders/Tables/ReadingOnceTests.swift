import Foundation
import Testing

@testable import Datasets

@Suite("what is read of tables, and when") struct ReadingOnceTests {
  @Test("a signal needs the files of its own modality alone", arguments: ["s", "iso8601"])
  func alone(unit: String) throws {
    var set = try TwoSensors()
    set.accelerometer = "time: {column: t, unit: \(unit)}"
    set.gyroscope = set.accelerometer
    set.tables = "common: clock"
    set.manifest = "window: {seconds: 1, overlap: 0}"
    // More recordings than are kept after opening.
    let count = 4 * (ProcessInfo.processInfo.activeProcessorCount + 2)
    func times(from second: Int) -> [String] {
      (0..<60).map { frame in
        let (whole, part) = (second + frame / 20, String(format: "%02d", frame % 20 * 5))
        return unit == "s" ? "\(whole).\(part)" : String(format: "2018-11-08 11:00:%02d.", whole) + part
      }
    }
    for recording in 1...count {
      // The second sensor begins first: its first moment is where time counts from.
      try set.write("a", "s1_squat_\(recording)", times: times(from: 1), values: (0..<60).map { Double($0) })
      try set.write("g", "s1_squat_\(recording)", times: times(from: 0), values: (0..<60).map { Double($0 + 100) })
    }
    let source = try set.open()
    #expect(source.samples.count == 2 * count)
    let before = try (0..<source.samples.count).map { try set.series(source, $0, "accelerometer").values }
    let other = try (0..<source.samples.count).map { try set.series(source, $0, "gyroscope").values }
    #expect(before[0][0, 0] == 0 && other[0][0, 0] == 120)
    let again = try set.open()
    try FileManager.default.removeItem(at: set.folder.url.appendingPathComponent("g"))
    for row in 0..<again.samples.count {
      #expect(try set.series(again, row, "accelerometer").values == before[row])
    }
    #expect(throws: (any Error).self) {
      for row in 0..<again.samples.count { _ = try set.series(again, row, "gyroscope") }
    }
  }

  @Test("a modality that is not used is not read: its files may hold anything")
  func unused() throws {
    let set = try TwoSensors()
    for name in ["s1_squat_1", "s2_squat_1"] {
      try set.write("a", name, rate: 20, count: 60)
      try set.folder.write("no table\n,,,,\n", to: "g/\(name).csv")
    }
    let source = try set.open(using: ["accelerometer"])
    #expect(source.samples.count == 2)
    #expect(try set.series(source, 0, "accelerometer").values.columns == 60)
  }
}
