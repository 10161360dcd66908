import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("times as dates") struct DateTimeTests {
  @Test(
    "a date and a time are read, with or without a fraction and a zone",
    arguments: [
      ("1970-01-01 00:00:00", 0, nil), ("1970-01-01T00:00:00Z", 0, 0), ("1969-12-31 23:59:59.5", -500_000_000, nil),
      ("2018-11-08 11:34:51.474000", 1_541_676_891_474_000_000, nil),
      ("2018-11-08T11:34:51.474000001Z", 1_541_676_891_474_000_001, 0),
      ("2018-11-08T12:34:51,474+01:00", 1_541_676_891_474_000_000, 60),
      ("2018-11-08 06:04:51.474-0530", 1_541_676_891_474_000_000, -330),
      ("2018-11-08 12:34:51 +01", 1_541_676_891_000_000_000, 60),
      ("2018-11-08t11:34z", 1_541_676_840_000_000_000, 0),
      ("2000-02-29 23:59:59.9999999999", 951_868_799_999_999_999, nil),
    ] as [(String, Int64, Int?)])
  func read(text: String, nanoseconds: Int64, zone: Int?) {
    let found = DateTime(text)
    #expect(found?.nanoseconds == nanoseconds && found?.zone == zone, "\(text): \(String(describing: found))")
  }

  @Test(
    "anything else is none",
    arguments: [
      "2018-11-08", "2018-11-08T", "11:34:51", "2018-13-08 11:34:51", "2018-02-29 11:34:51", "1900-02-29 11:34:51",
      "2018-11-31 11:34:51", "2018-11-00 11:34:51", "2018-11-08 24:00:00", "2018-11-08 11:60:51", "2018-11-08 11:34:60",
      "2018-11-08 11:34:51.", "2018-11-08 11:34:51 CET", "2018-11-08 11:34:51+1", "2018-11-08 11:34:51+01:0",
      "2018-11-08  11:34:51", "08.11.2018 11:34:51", "2018/11/08 11:34:51", "1541676891.474", "", "1500-01-01 00:00:00",
      "2018-11-08 11:34:51+24:00", "2018-11-08 11:34:51 ", "２018-11-08 11:34:51",
    ])
  func refused(text: String) { #expect(DateTime(text) == nil) }

  @Test("days are those of the calendar")
  func calendar() throws {
    let formatter = ISO8601DateFormatter()
    for day in stride(from: -100_000, through: 100_000, by: 997) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400 + 3_723)
      let found = try #require(DateTime(formatter.string(from: date)))
      #expect(found.nanoseconds == Int64(day * 86_400 + 3_723) * 1_000_000_000)
    }
  }

  /// The last digit and the fraction of seconds of 40 rows, 50 ms apart.
  private let seconds = (0..<40).map { (row: Int) -> String in "\(row / 20)." + String(format: "%03d", row % 20 * 50) }

  private func set(_ times: [String], gyroscope: [String]? = nil, tables: String = "") throws -> TwoSensors {
    var set = try TwoSensors()
    set.tables = tables
    set.accelerometer = "time: {column: t, unit: iso8601}"
    set.gyroscope = set.accelerometer
    try set.write("a", "s1_squat_1", times: times, values: times.indices.map(Double.init))
    let others = gyroscope ?? times
    try set.write("g", "s1_squat_1", times: others, values: others.indices.map(Double.init))
    return set
  }

  @Test("times are exact to a microsecond, across midnight, with fractions in some rows only")
  func exact() throws {
    // Steps of 50 ms from 23:59:59 on: whole seconds are written without a fraction.
    let times = (0..<60).map { frame -> String in
      let (second, part) = (59 + frame / 20, frame % 20 * 50)
      let clock = second < 60 ? "2018-12-31 23:59:59" : "2019-01-01 00:00:0\(second - 60)"
      return clock + (part == 0 ? "" : String(format: ".%03d", part))
    }
    let set = try set(times)
    let source = try set.open()
    let found = try set.series(source, 0, "accelerometer")
    #expect(found.values.columns == 60 && (0..<60).allSatisfy { found.values[0, $0] == Float($0) })
    // One frame of the second sensor is 30 us late: a straight line sees it.
    var late = times
    late[10] = "2018-12-31 23:59:59.500030"
    let other = try self.set(times, gyroscope: late)
    let description = try other.open() as? TablesSource
    #expect(description != nil)
    let seconds = try TimeColumn(column: .number(1), unit: DateTime.unit).times(
      of: DelimitedText(other.folder.url.appendingPathComponent("g/s1_squat_1.csv")), rows: nil, missing: [])
    let first = try #require(seconds.firstDate)
    #expect(abs(seconds.seconds(since: first)[10] - 0.500030) < 1e-12)
    #expect(abs(seconds.seconds(since: first)[59] - 2.95) < 1e-12)
  }

  @Test("sensors with a zone of their own are brought to their common time")
  func zones() throws {
    let utc = seconds.map { "2020-03-29T00:59:5\($0)Z" }
    let local = seconds.map { "2020-03-29T01:59:5\($0)+01:00" }
    let set = try set(utc, gyroscope: local)
    let source = try set.open()
    #expect(try set.series(source, 0, "gyroscope").values.columns == 40 && source.preparation.cut == nil)
    let bare = local.map { $0.replacing("+01:00", with: "") }
    let mixed = try self.set(utc, gyroscope: bare)
    let error = #expect(throws: InputError.self) { try mixed.open() }
    #expect(error?.place.contains("'gyroscope'") == true && error?.found == "times without a zone")
  }

  @Test(
    "a date alone, a second zone, a missing time and a time that falls are refused with the row",
    arguments: [
      ("2018-11-08", "'2018-11-08'", "a date and a time"), ("", "no time in column t", "a time in every row"),
      ("2018-11-08 11:34:51.10Z", "of zone +00:00", "without a zone"),
      ("2018-11-08 11:34:50", "a time", "times that rise"),
    ])
  func faults(text: String, found: String, expected: String) throws {
    var times = seconds.map { "2018-11-08 11:34:5\($0)" }
    times[2] = text
    let error = #expect(throws: InputError.self) { try set(times).open() }
    #expect(error?.place.contains("line 4") == true, "\(String(describing: error))")
    #expect(error?.found.contains(found) == true && error?.expected.contains(expected) == true)
  }

  @Test("a missing time in numbers is said to be missing, with its row")
  func missing() throws {
    let set = try TwoSensors()
    for sensor in ["a", "g"] {
      try set.write(
        sensor, "s1_squat_1", times: (0..<40).map { $0 == 7 ? "NaN" : "\(Double($0) / 20)" },
        values: (0..<40).map(Double.init))
    }
    let error = #expect(throws: InputError.self) { try set.open() }
    #expect(error?.found == "no time in column t" && error?.place.hasSuffix("line 9") == true)
  }

  @Test("an unknown unit of time is answered with those there are")
  func unit() throws {
    var set = try TwoSensors()
    set.gyroscope = "time: {column: t, unit: iso-8601}"
    let error = #expect(throws: InputError.self) { try set.open() }
    #expect(error?.place.contains("time: unit") == true && error?.expected.contains("iso8601") == true)
  }
}
