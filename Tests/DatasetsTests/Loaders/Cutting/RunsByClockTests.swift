import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("runs of a label in files of several devices") struct RunsByClockTests {
  /// Walking up to 3 s, rest up to 4 s, sitting up to 8 s.
  private func activity(_ seconds: Double) -> String { seconds < 3 ? "walk" : seconds < 4 ? "rest" : "sit" }

  @Test("each device keeps its own rows of a run, found by the clock, whichever device has the labels")
  func byClock() throws {
    for isOfWrist in [true, false] {
      let set = try DeviceFiles()
      let labels: [(Double) -> String] = [activity]
      try set.write("wrist", rate: 20, seconds: 0..<8, labels: isOfWrist ? labels[0] : nil)
      try set.write("ankle", rate: 10, seconds: 0.5..<7.5, labels: isOfWrist ? nil : labels[0])
      let source = try set.open()
      #expect(source.samples.ids == ["walk_s1_t1", "sit_s1_t1"] && source.samples.labels == [0, 1])
      // From the later beginning to the earlier end of both.
      for (row, span) in [(0, 0.5...2.9), (1, 4...7.4)] {
        for (modality, rate) in [("wrist", 20.0), ("ankle", 10)] {
          let found = try set.seconds(source, row, modality)
          #expect(abs(try #require(found.first) - span.lowerBound) < 1e-5, "\(modality) \(isOfWrist)")
          #expect(abs(try #require(found.last) - span.upperBound) < 0.051, "\(modality) \(isOfWrist)")
          #expect(abs(Double(found.count) - (span.upperBound - span.lowerBound) * rate - 1) <= 1)
        }
      }
      #expect(source.preparation.leftOut?.map(\.text) == ["1 recording: 'skip' names the class 'rest'"])
      // A benchmark of one device has the same recordings, even if the other has the labels.
      for modality in ["wrist", "ankle"] {
        let alone = try set.open(using: [modality])
        #expect(alone.modalities == [modality] && alone.samples.ids == source.samples.ids)
      }
    }
  }

  @Test("a run without a row of some device in use is left out and counted by class, person and modality")
  func empty() throws {
    let set = try DeviceFiles()
    for person in 1...2 {
      try set.write("wrist", person: person, rate: 20, seconds: 0..<8, labels: activity)
      try set.write("ankle", person: person, rate: 10, seconds: 0..<(person == 1 ? 8 : 3.5))
    }
    let source = try set.open()
    #expect(source.samples.ids == ["walk_s1_t1", "sit_s1_t1", "walk_s2_t1"])
    let left = try #require(source.preparation.leftOut?.first { $0.isLoss })
    #expect(left.reason == "no row of ankle in the run" && left.count == 1 && left.what == .recordings)
    #expect(left.classes == ["sit": 1] && left.subjects == ["2": 1])
    #expect(source.skipped.contains { $0.file == "p2/wrist.csv: row 81" })
    #expect(try set.open(using: ["wrist"]).samples.count == 4)
  }

  @Test("devices with labels must agree at each time; else one counts, or what they agree on, and the rest is counted")
  func disagreement() throws {
    var set = try DeviceFiles()
    try set.write("wrist", rate: 20, seconds: 0..<8, labels: activity)
    try set.write("ankle", rate: 10, seconds: 0..<8, labels: activity)
    let agreed = try set.open()
    #expect(try set.seconds(agreed, 1, "wrist").count == 79)
    // The ankle sits half a second late.
    try set.write("ankle", rate: 10, seconds: 0..<8) { activity($0 - 0.5) }
    let error = #expect(throws: InputError.self) { try set.open() }
    #expect(error?.place.hasSuffix("p1/ankle.csv: line 32") == true, "\(String(describing: error))")
    #expect(error?.found == "the class 'walk' of ankle" && error?.expected.hasPrefix("'rest', as wrist says") == true)
    #expect(error?.advice.contains("disagreement: intersect") == true)
    #expect(try set.open(skipBad: true, using: ["wrist"]).samples.count == 2)
    set.labels = "skip: [rest], modality: ankle"
    #expect(try abs(set.seconds(set.open(), 1, "ankle")[0] - 4.5) < 1e-5)
    set.labels = "skip: [rest], modality: wrist"
    #expect(try abs(set.seconds(set.open(), 1, "ankle")[0] - 4) < 1e-5)
    set.labels = "skip: [rest], disagreement: intersect"
    let both = try set.open()
    #expect(both.samples.ids == agreed.samples.ids)
    #expect(try abs(set.seconds(both, 1, "wrist")[0] - 4.5) < 1e-5)
    let left = try #require(both.preparation.leftOut?.first { $0.what == .rows })
    // Half a second of sitting, and the last row of it, after the ankle's last.
    #expect(left.classes == ["sit": 11] && left.reason.contains("devices disagree on the class"))
  }

  @Test("a device calls its column of labels by a name of its own")
  func ownName() throws {
    var set = try DeviceFiles()
    try set.write("wrist", rate: 20, seconds: 0..<8)
    try set.write("ankle", rate: 10, seconds: 0..<8, labels: activity)
    set.ankle += ", label: activity"
    set.labels = "skip: [rest]"
    let named = set.text.replacing("column: activity", with: "column: deed")
    let source = try TablesLoader().load(Manifest.decode(named, file: "m"), from: set.folder.url, skipBad: false)
    #expect(source.samples.ids == ["walk_s1_t1", "sit_s1_t1"])
    set.ankle = "time: {column: stamp, unit: iso8601}"
    let nowhere = set.text.replacing("column: activity", with: "column: deed")
    #expect(throws: InputError.self) {
      try TablesLoader().load(Manifest.decode(nowhere, file: "m"), from: set.folder.url, skipBad: false)
    }
  }

  @Test("clocks with and without a zone are refused, and so are times that fall or are missing")
  func clocks() throws {
    var set = try DeviceFiles()
    try set.write("wrist", rate: 20, seconds: 0..<8, labels: activity)
    try set.write("ankle", rate: 10, seconds: 0..<8, zone: "Z")
    #expect(#expect(throws: InputError.self) { try set.open() }?.found == "times of zone +00:00")
    // Two zones are one clock.
    try set.write("wrist", rate: 20, seconds: 0..<8, zone: "+00:00", labels: activity)
    #expect(try set.open().samples.count == 2)
    func rows(_ times: [Double]) -> String {
      "stamp,y\n" + times.map { $0.isNaN ? ",1\n" : "\(DeviceFiles.date($0, zone: "Z")),\($0)\n" }.joined()
    }
    let whole = (0..<80).map { Double($0) / 10 }
    try set.folder.write(rows(Array(whole[..<20]) + [.nan] + Array(whole[20...])), to: "p1/ankle.csv")
    #expect(#expect(throws: InputError.self) { try set.open() }?.found == "no time")
    var falling = whole
    falling.swapAt(20, 21)
    try set.folder.write(rows(falling), to: "p1/ankle.csv")
    #expect(#expect(throws: InputError.self) { try set.open() }?.expected == "times that do not fall")
    set.tables = "cleaning: {maximumGap: 0.3, longer: split, times: sort}"
    let sorted = try set.open()
    #expect(sorted.samples.ids == ["walk_s1_t1_p0", "sit_s1_t1_p0"])
    #expect(try set.seconds(sorted, 0, "ankle") == whole[..<30].map { Double(Float($0)) })
  }

  @Test("without clocks runs are the same rows in all files, which then have equally many")
  func byRows() throws {
    var set = try DeviceFiles()
    (set.wrist, set.ankle) = ("fields: 3", "fields: 2")
    try set.write("wrist", rate: 20, seconds: 0..<8, labels: activity)
    try set.write("ankle", rate: 20, seconds: 0..<8)
    let source = try set.open()
    #expect(try set.seconds(source, 1, "ankle").count == 80 && set.seconds(source, 1, "wrist").count == 80)
    try set.write("ankle", rate: 10, seconds: 0..<8)
    let error = #expect(throws: InputError.self) { try set.open() }
    #expect(error?.found == "80 rows" && error?.advice.contains("'time' of both files") == true)
  }

  @Test(
    "keys of runs that contradict each other are refused by name",
    arguments: [
      ("skip: [rest]", "modality: hip", "class: modality"),
      ("skip: [rest]", "modality: wrist, disagreement: intersect", "class: disagreement"),
      ("skip: [rest]", "disagreement: vote", "disagreement"),
      ("unit: iso8601}}\n  subject", "unit: iso8601}, label: a}\n  subject", ""),
      ("recordings: runs", "recordings: file", "class: modality"),
      ("subject: {path: person}", "subject: {column: a, modality: wrist}", "subject: modality"),
    ])
  func refused(original: String, replacement: String, key: String) throws {
    var set = try DeviceFiles()
    if key == "class: modality", original.hasPrefix("recordings") { set.labels = "modality: wrist" }
    if key.isEmpty { set.labels = "modality: wrist" }
    let text = set.text.replacing(original, with: replacement)
    #expect(text != set.text)
    let error = #expect(throws: InputError.self) { try Manifest.decode(text, file: "m") }
    #expect(error?.place.contains(key.isEmpty ? "ankle): label" : key) == true, "\(String(describing: error))")
  }
}
