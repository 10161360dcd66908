import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("intervals in files of several devices") struct IntervalsByClockTests {
  private func set(_ intervals: String, unit: String? = "iso8601") throws -> DeviceFiles {
    var set = try DeviceFiles()
    set.recordings = "intervals"
    let ending = unit.map { ", unit: \($0)" } ?? ""
    set.tables = "intervals: {files: \"p{person}/labels.csv\", start: from, end: to\(ending)}"
    try set.write("wrist", rate: 20, seconds: 0..<8)
    try set.write("ankle", rate: 10, seconds: 0..<6)
    try set.folder.write("from,to,activity\n" + intervals, to: "p1/labels.csv")
    return set
  }

  private func dates(_ first: Double, _ last: Double, _ activity: String) -> String {
    "\(DeviceFiles.date(first)),\(DeviceFiles.date(last)),\(activity)\n"
  }

  @Test("intervals of dates are looked for in the columns of time of each device")
  func dates() throws {
    let set = try set(dates(1, 2, "walk") + dates(2.5, 3.5, "rest") + dates(3, 5, "sit"))
    let source = try set.open()
    #expect(source.samples.ids == ["walk_s1_t1", "sit_s1_t1"])
    for (modality, rate) in [("wrist", 20.0), ("ankle", 10)] {
      let found = try set.seconds(source, 1, modality)
      #expect(found.count == Int(2 * rate) + 1 && abs(found[0] - 3) < 1e-5 && abs(found[found.count - 1] - 5) < 1e-5)
    }
  }

  @Test("an interval without a row of some device is left out and counted by class, person and modality")
  func empty() throws {
    let set = try set(dates(1, 2, "walk") + dates(6.5, 7.5, "sit") + dates(900, 901, "sit"))
    let source = try set.open()
    #expect(source.samples.ids == ["walk_s1_t1"])
    let left = try #require(source.preparation.leftOut)
    #expect(left.map(\.reason) == ["no row of ankle in the interval", "no row of wrist and ankle in the interval"])
    #expect(left.allSatisfy { $0.classes == ["sit": 1] && $0.subjects == ["1": 1] && $0.isLoss })
    #expect(source.skipped.map(\.file) == ["p1/labels.csv: row 2", "p1/labels.csv: row 3"])
    #expect(try set.open(using: ["wrist"]).samples.ids == ["walk_s1_t1", "sit_s1_t1"])
    let error = #expect(throws: InputError.self) { try self.set(dates(900, 901, "sit")).open() }
    #expect(error?.found.contains("no row of wrist and ankle") == true)
  }

  @Test("without a unit, start and end are row numbers; those beyond the file hold nothing")
  func rowNumbers() throws {
    let set = try set("0,19,walk\n10.5,30,sit\n1e300,1e301,sit\n-5,2,walk\n", unit: nil)
    let source = try set.open()
    #expect(source.samples.ids == ["walk_s1_t1", "sit_s1_t1", "walk_s1_t2"])
    #expect(try set.seconds(source, 2, "wrist") == [0, 0.05, 0.1].map { Double(Float($0)) })
    #expect(source.preparation.leftOut?.map(\.count) == [1])
  }

  @Test(
    "an interval that ends before it begins, has no time, or is of another clock is refused with its row",
    arguments: [
      ("2018-11-08 12:00:02,2018-11-08 12:00:01,walk\n", "before the end", "line 2"),
      ("2018-11-08 12:00:02,,walk\n", "a time in every row", "line 2"),
      ("2018-11-08 12:00:02,soon,walk\n", "a date and a time", "line 2"),
      ("2018-11-08T12:00:01Z,2018-11-08T12:00:02Z,walk\n", "of zone +00:00", "ankle.csv"),
    ])
  func refused(row: String, expected: String, place: String) throws {
    let error = #expect(throws: InputError.self) { try set(row).open() }
    #expect(error?.expected.contains(expected) == true, "\(String(describing: error))")
  }

  @Test("times of intervals need a clock of every device and no positions")
  func contradictions() throws {
    for (wrist, unit, key) in [
      ("time: {column: time, unit: iso8601}, position: 1", "s", "intervals: unit"),
      ("fields: 2", "s", "intervals: unit"),
      ("time: {column: time, unit: iso8601, fromStart: true}", "s", "intervals: unit"),
      ("time: {column: time, unit: iso8601}", "kg", "time: unit"),
    ] {
      var set = try set(dates(1, 2, "walk"), unit: unit)
      set.wrist = wrist
      #expect(#expect(throws: InputError.self) { try set.open() }?.place.contains(key) == true, "\(wrist)")
    }
  }
}
