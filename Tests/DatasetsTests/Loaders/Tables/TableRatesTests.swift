import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("the rate of a file comes from its times") struct TableRatesTests {
  /// A tone that 20 frames a second cannot hold.
  private func tone(_ time: Double) -> Double { sin(2 * .pi * 17 * time) }

  private func largest(_ series: TimeSeries) -> Float {
    let inner = 20..<(series.values.columns - 20)
    return inner.map { abs(series.values[0, $0]) }.max() ?? .infinity
  }

  @Test("what the manifest's rate cannot hold is taken away where times alone say that there are more frames")
  func aliased() throws {
    let set = try TwoSensors()
    for sensor in ["a", "g"] { try set.write(sensor, "s1_squat_1", rate: 100, count: 1000, tone) }
    let source = try set.open()
    for modality in ["accelerometer", "gyroscope"] {
      let series = try set.series(source, 0, modality)
      #expect(series.values.columns == 200 && series.rate == 20 && largest(series) < 0.01)
    }
    let found = try #require(source.preparation.rates)
    #expect(found.map(\.modality) == ["accelerometer", "gyroscope"] && found[0].manifest == 20)
    #expect(abs(found[0].greatest - 100) < 0.1 && found[0].recordings == 1 && found[0].of == 1)
  }

  @Test("devices of different rates are each read by their own")
  func devices() throws {
    let set = try TwoSensors()
    let devices: [(String, Double)] = [("s1_squat_1", 100), ("s2_squat_1", 50), ("s3_squat_1", 20), ("s4_squat_1", 10)]
    for (name, rate) in devices {
      for sensor in ["a", "g"] {
        try set.write(sensor, name, rate: rate, count: Int(rate) * 10 + 1) { rate > 20 ? tone($0) : $0 }
      }
    }
    let source = try set.open()
    for row in 0..<2 { #expect(try largest(set.series(source, row, "accelerometer")) < 0.01) }
    for row in 2..<4 {
      let series = try set.series(source, row, "accelerometer")
      #expect(
        series.values.columns == 201 && (0..<201).allSatisfy { abs(series.values[0, $0] - Float($0) / 20) < 1e-5 })
    }
    #expect(source.preparation.rates?.first?.recordings == 3)
  }

  @Test("jitter, rounding, lost frames and a clock that is a little off are no contradiction", arguments: 0..<4)
  func realistic(kind: Int) throws {
    var set = try TwoSensors()
    set.rates = (100, 100)
    set.accelerometer = "time: {column: t, unit: s}, rate: 100"
    set.tables = "cleaning: {maximumGap: 0.5, longer: refuse}"
    var random = Congruential(state: 7)
    var times: [Double] = []
    for frame in 0..<1000 {
      let exact = Double(frame) / (kind == 3 ? 99.8 : 100)
      switch kind {
      case 0: times.append(exact + 0.004 * random.unit())
      case 1: times.append((exact * 1.037 * 1000).rounded() / 1000)
      case 2: if random.unit() < 0.6 { times.append(exact) }
      default: times.append(exact)
      }
    }
    for sensor in ["a", "g"] {
      try set.write(sensor, "s1_squat_1", times: times.map { "\($0)" }, values: times)
    }
    let source = try set.open()
    #expect(source.preparation.rates == nil)
    let series = try set.series(source, 0, "accelerometer")
    let start = Float(times[0])
    #expect((0..<900).allSatisfy { abs(series.values[0, $0] - start - Float($0) / 100) < 1e-4 })
  }

  @Test("a stated rate of the file that its times contradict is refused by modality, and left out on request")
  func contradiction() throws {
    var set = try TwoSensors()
    set.accelerometer = "time: {column: t, unit: s}, rate: 20"
    for sensor in ["a", "g"] {
      try set.write(sensor, "s1_squat_1", rate: 100, count: 500)
      try set.write(sensor, "s2_squat_1", rate: 20, count: 100)
    }
    let error = #expect(throws: InputError.self) { try set.open() }
    #expect(error?.place.contains("'accelerometer'") == true && error?.place.contains("s1_squat_1.csv") == true)
    #expect(error?.found == "100 Hz by its times" && error?.expected.contains("20 Hz") == true)
    #expect(try set.open(skipBad: true).samples.subjects == [2])
  }

  @Test("a unit of time that cannot be right, and times in bursts, are refused")
  func impossible() throws {
    var set = try TwoSensors()
    set.tables = "cleaning: {maximumGap: 5000, longer: refuse}"
    for sensor in ["a", "g"] {
      try set.write(
        sensor, "s1_squat_1", times: (0..<200).map { "\($0 * 50)" }, values: (0..<200).map(Double.init))
    }
    #expect(#expect(throws: InputError.self) { try set.open() }?.advice.contains("unit of 'time'") == true)
    // Ten rows a millisecond apart, then a pause: 30 rows a second, which neither the step nor the
    // manifest says.
    let times = (0..<400).map { (row: Int) -> Double in Double(row / 10) / 3 + Double(row % 10) / 1000 }
    set.tables = "cleaning: {maximumGap: 1, longer: refuse}"
    for sensor in ["a", "g"] { try set.write(sensor, "s1_squat_1", times: times.map { "\($0)" }, values: times) }
    #expect(#expect(throws: InputError.self) { try set.open() }?.found.contains("rows a second") == true)
    set.accelerometer += ", rate: 30"
    set.gyroscope += ", rate: 30"
    #expect(try set.open().samples.count == 1)
  }

  @Test("of a file with several recordings the rate is that of the whole file")
  func runs() throws {
    let folder = try TemporaryFolder()
    var rows = "t,x,c\n"
    for frame in 0..<600 {
      let time = Double(frame) / 100
      let label = frame < 5 ? "curl" : "squat"
      rows += "\(time),\(tone(time)),\(label)\n"
    }
    try folder.write(rows, to: "s1.csv")
    var set = try TwoSensors()
    set.manifest = ""
    let text = set.text.replacing("recordings: file", with: "recordings: runs")
      .replacing("class: {path: move}", with: "class: {column: c}")
      .replacing("trial: {path: rep}", with: "trial: {counted: recordings}")
      .replacing("a/s{person}_{move}_{rep}.csv", with: "s{person}.csv")
      .replacing("g/s{person}_{move}_{rep}.csv", with: "s{person}.csv")
    let source = try TablesLoader().load(Manifest.decode(text, file: "m"), from: folder.url, skipBad: false)
    #expect(source.samples.count == 2)
    #expect(try largest(set.series(source, 1, "gyroscope")) < 0.01)
  }
}

/// A few reproducible numbers from 0 to below 1.
private struct Congruential {
  var state: UInt64

  mutating func unit() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}
