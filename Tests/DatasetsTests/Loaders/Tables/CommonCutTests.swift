import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("the common cut") struct CommonCutTests {
  /// Recordings without times, the second sensor's twice as long as the first's.
  private func clockless() throws -> TwoSensors {
    var set = try TwoSensors()
    set.accelerometer = "fields: 2"
    set.gyroscope = "fields: 2"
    for name in ["s1_squat_1", "s1_curl_1", "s2_squat_1"] {
      try set.write("a", name, rate: 20, count: 41)
      try set.write("g", name, rate: 20, count: 81)
    }
    return set
  }

  @Test("where nothing has a clock nothing is cut, unless it is asked for")
  func without() throws {
    var set = try clockless()
    let source = try set.open()
    #expect(try set.series(source, 0, "accelerometer").values.columns == 41)
    #expect(try set.series(source, 0, "gyroscope").values.columns == 81)
    #expect(source.preparation.isEmpty)
    set.tables = "common: clock"
    let cut = try set.open()
    #expect(try set.series(cut, 0, "gyroscope").values.columns == 41)
    let shares = try #require(cut.preparation.cut)
    #expect(shares.map(\.modality) == ["accelerometer", "gyroscope"] && shares[0].median == 0)
    #expect(shares[1].median == 0.5 && shares[1].most == 0.5 && shares[1].text.contains("check the rates"))
    #expect(cut.preparation.lines.map(\.isWarning) == [false, true])
  }

  @Test("modalities that are not used neither cut nor leave out anything")
  func unused() throws {
    let set = try TwoSensors()
    for name in ["s1_squat_1", "s1_curl_1"] {
      try set.write("a", name, rate: 20, count: 41)
      try set.write("g", name, rate: 20, count: 21)
    }
    try set.write("a", "s2_squat_1", rate: 20, count: 41)
    #expect(throws: InputError.self) { try set.open() }
    let source = try set.open(using: ["accelerometer"])
    #expect(source.modalities == ["accelerometer"] && source.samples.count == 3)
    #expect(try set.series(source, 0, "accelerometer").values.columns == 41 && source.preparation.isEmpty)
    #expect(throws: InputError.self) { try source.signal(row: 0, modality: "gyroscope") }
  }

  @Test("without a common clock windows count from each sensor's own beginning")
  func windows() throws {
    var set = try TwoSensors()
    set.tables = "common: none"
    set.manifest = "window: {seconds: 1, overlap: 0}"
    // Clocks that have nothing to do with each other.
    try set.write("a", "s1_squat_1", times: (0..<50).map { "\(Double($0) / 20)" }, values: (0..<50).map(Double.init))
    try set.write(
      "g", "s1_squat_1", times: (0..<70).map { "\(9_000 + Double($0) / 20)" }, values: (0..<70).map(Double.init))
    let source = try set.open()
    #expect(source.samples.ids == ["squat_s1_t1_w0", "squat_s1_t1_w1"] && source.preparation.cut == nil)
    for modality in source.modalities {
      #expect(try set.series(source, 1, modality).values[0, 0] == 20)
    }
    set.tables = "common: clock"
    #expect(throws: InputError.self) { try set.open() }
  }

  @Test("without a common clock a gap of one sensor parts all, and each goes on to its own end")
  func gaps() throws {
    var set = try TwoSensors()
    set.tables = "common: none\n  cleaning: {maximumGap: 0.1, longer: split}"
    try set.write("a", "s1_squat_1", times: (0..<60).map { "\(Double($0) / 20)" }, values: (0..<60).map(Double.init))
    let late = (0..<80).filter { !(20..<30).contains($0) }
    try set.write("g", "s1_squat_1", times: late.map { "\(5 + Double($0) / 20)" }, values: late.map(Double.init))
    let source = try set.open()
    #expect(source.samples.ids == ["squat_s1_t1_p0", "squat_s1_t1_p1"])
    let first = try source.modalities.map { try set.series(source, 0, $0).values.columns }
    let second = try source.modalities.map { try set.series(source, 1, $0) }
    #expect(first == [20, 20] && second.map(\.values.columns) == [30, 50] && second[1].values[0, 0] == 30)
  }

  @Test("what another sensor cuts enters the checksum of a modality")
  func checksum() throws {
    let set = try TwoSensors()
    for sensor in ["a", "g"] { try set.write(sensor, "s1_squat_1", rate: 20, count: 41) }
    let before = try set.open().checksum(of: "accelerometer")
    #expect(try set.open().checksum(of: "accelerometer") == before)
    #expect(try set.open(using: ["accelerometer"]).checksum(of: "accelerometer") == before)
    try set.write("g", "s1_squat_1", rate: 20, count: 31)
    #expect(try set.open().checksum(of: "accelerometer") != before)
  }

  @Test("an offset of clocks beside 'common: none' is refused")
  func contradiction() throws {
    var set = try clockless()
    set.tables = "common: none"
    set.gyroscope = "clockOffset: 1"
    #expect(#expect(throws: InputError.self) { try set.open() }?.place.contains("clockOffset") == true)
  }
}
