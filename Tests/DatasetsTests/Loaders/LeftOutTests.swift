import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("nothing is left out without a word") struct LeftOutTests {
  @Test("recordings shorter than a window are counted by class, person and modality")
  func short() throws {
    var set = try TwoSensors()
    set.manifest = "window: {seconds: 2, overlap: 0}"
    for (name, a, g) in [("s1_squat_1", 60, 60), ("s1_curl_1", 30, 60), ("s2_curl_1", 30, 60), ("s2_curl_2", 20, 20)] {
      try set.write("a", name, rate: 20, count: a)
      try set.write("g", name, rate: 20, count: g)
    }
    let source = try set.open()
    #expect(source.samples.ids == ["squat_s1_t1_w0"])
    let left = try #require(source.preparation.leftOut)
    #expect(left.map(\.count) == [2, 1] && left.allSatisfy { $0.what == .recordings && $0.isLoss })
    #expect(left[0].reason == "shorter than a window of 2 s in accelerometer")
    #expect(left[0].classes == ["curl": 2] && left[0].subjects == ["1": 1, "2": 1])
    #expect(left[1].reason == "shorter than a window of 2 s")
    #expect(source.skipped.map(\.file) == ["curl_s1_t1", "curl_s2_t1", "curl_s2_t2"])
  }

  @Test("windows at gaps, rows of one time and what 'skip' names are counted by their reason")
  func reasons() throws {
    var set = try TwoSensors()
    set.manifest = "window: {seconds: 1, overlap: 0}"
    set.tables = "cleaning: {maximumGap: 0.1, longer: drop, times: sort}"
    let times = [0] + (0..<80).map { Double($0) / 20 }
    for sensor in ["a", "g"] {
      try set.write(sensor, "s1_squat_1", rate: 20, count: 80) { $0 == 1.5 ? .nan : $0 }
      let rows = times.map { ("\($0)", (1.2..<1.8).contains($0) ? "NaN" : "1") }
      try set.folder.write("t,x\n" + rows.map { "\($0),\($1)\n" }.joined(), to: "\(sensor)/s1_curl_1.csv")
      try set.write(sensor, "s1_nothing_1", rate: 20, count: 80)
    }
    let skipping = set.text.replacing("class: {path: move}", with: "class: {path: move, skip: [nothing]}")
    let source = try TablesLoader().load(
      Manifest.decode(skipping, file: "m"), from: set.folder.url, skipBad: false)
    let lines = source.preparation.lines.map(\.text)
    #expect(lines.count == 4, "\(lines)")
    #expect(lines.contains("left out: 1 recording: 'skip' names the class 'nothing'"))
    #expect(lines.contains { $0.hasPrefix("left out: 1 window: a gap of more than 0.1 s (by class curl: 1") })
    for modality in ["accelerometer", "gyroscope"] {
      #expect(lines.contains { $0.contains("1 row: an earlier row has their time ('times: sort', \(modality))") })
    }
  }

  @Test("damaged files are counted by the kind of damage, a line a kind, and all of them are refused at once")
  func damaged() throws {
    let set = try TwoSensors()
    for trial in 1...9 {
      for sensor in ["a", "g"] { try set.write(sensor, "s1_squat_\(trial)", rate: 20, count: 60) }
    }
    for trial in 1...8 { try set.folder.write("t,x\n0,1\n0.05,2,3\n", to: "a/s1_squat_\(trial).csv") }
    let error = #expect(throws: InputError.self) { try set.open() }
    #expect(error?.place.contains("s1_squat_1.csv") == true && error?.advice.contains("s1_squat_2.csv") == true)
    #expect(error?.advice.contains("and 2 more") == true && error?.place.contains("'accelerometer'") == true)
    let rest = try set.open(skipBad: true)
    #expect(rest.samples.count == 1 && rest.preparation.leftOut?.map(\.count) == [8] && rest.skipped.count == 8)
  }
}
