import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import StrictYAML
import TestSupport
import Testing

@testable import Datasets
@testable import Encoders

@Suite("Kinematics of wearable sensors")
struct IMUKinematicsTests {
  struct Fixture: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
      let order: Int
      let cutoff: Double
      let numerator: [Double]
      let denominator: [Double]
      let values: [Double]
      let filtered: [Double]
      let gradient: [Double]
      var testDescription: String { "order \(order), \(cutoff), \(values.count) frames" }
    }
    let cases: [Case]

    static func load() throws -> Fixture {
      try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: fixture("lowpass")))
    }
  }

  private static let axes = ["acceleration-x", "acceleration-y", "acceleration-z"]
  private static let units = LIMUBERTTests.units

  private func run(
    _ series: TimeSeries, _ text: String = "{}", units: [String: String] = units
  ) throws -> (values: Matrix<Float>, channels: [String]) {
    let stage = try StrictYAML.decode(IMUKinematics.self, from: text, file: "test")
    let result = try stage.fit([], in: StageContext(units: units)).apply(.series(series))
    return (result.values, result.channels)
  }

  /// The same readings with the factors of acceleration and of angular rate.
  private func scaled(_ series: TimeSeries, _ acceleration: Float, _ rate: Float = 1) -> TimeSeries {
    var other = series
    other.values = series.values.scalingRows(
      by: [acceleration, acceleration, acceleration, rate, rate, rate])
    return other
  }

  @Test(
    "coefficients, filtered values and gradients are scipy's and numpy's", arguments: try nonEmpty(Fixture.load().cases)
  )
  func peer(fixture: Fixture.Case) {
    let filter = Butterworth(order: fixture.order, cutoff: fixture.cutoff)
    for (found, expected) in [
      (filter.numerator, fixture.numerator), (filter.denominator, fixture.denominator),
      (filter(fixture.values), fixture.filtered),
      (FittedIMUKinematics.gradient(fixture.values, rate: 50), fixture.gradient),
    ] {
      #expect(found.count == expected.count)
      for (x, y) in inStep(found, expected) { #expect(abs(x - y) <= 1e-10 * max(1, abs(y))) }
    }
  }

  @Test("a constant comes out exactly, at any length", arguments: [1, 2, 5, 9, 10, 40])
  func constant(frames: Int) {
    for order in 1...4 {
      let values = [Double](repeating: 0.1 + 9.3, count: frames)
      #expect(Butterworth(order: order, cutoff: 0.012)(values) == values)
    }
  }

  @Test("an oscillation at the cut-off keeps half of its height, and its phase", arguments: 1...4)
  func cutoff(order: Int) {
    let wave = (0..<4_000).map { sin(.pi * 0.1 * Double($0)) }
    let found = Butterworth(order: order, cutoff: 0.1)(wave)
    for t in 1_500..<2_500 { #expect(abs(found[t] - wave[t] / 2) < 1e-9) }
  }

  @Test("six axes give 15 channels, acceleration alone 8, and a magnetometer is only filtered")
  func channels() throws {
    let scene = wearable(1, 60)
    let six = try run(scene)
    #expect(
      six.channels == InertialChannels.names
        + ["acceleration-derivative", "angular-rate-derivative"].flatMap { base in
          ["x", "y", "z"].map { "\(base)-\($0)" }
        }
        + ["acceleration-magnitude", "angular-rate-magnitude", "acceleration-derivative-magnitude"])
    let three = TimeSeries(values: scene.values.rows(0..<3), rate: 50, channels: Self.axes)
    let alone = try run(three)
    #expect(alone.channels == six.channels.filter { $0.hasPrefix("acceleration") })
    for (row, channel) in alone.channels.enumerated() {
      #expect(alone.values.row(row) == six.values.row(six.channels.firstIndex(of: channel) ?? 0))
    }
    let field = TimeSeries(
      values: .stackedVertically([three.values, 40 * three.values, three.values.rows(0..<1)]), rate: 50,
      channels: Self.axes + ["magnetic-x", "magnetic-y", "magnetic-z", "heart"])
    var units = Self.units
    for axis in ["x", "y", "z"] { units["magnetic-\(axis)"] = "uT" }
    let nine = try run(field, units: units)
    #expect(nine.channels == field.channels + alone.channels.dropFirst(3))
    #expect(nine.values.row(6) == nine.values.row(0))
    for (x, y) in inStep(nine.values.row(3), nine.values.row(0)) { #expect(abs(x - 40 * y) < 1e-4) }
  }

  @Test("derivatives are those of the filtered axes, norms those of what is given")
  func relations() throws {
    let (values, channels) = try run(wearable(2, 80))
    func row(_ name: String) throws -> [Double] {
      values.row(try #require(channels.firstIndex(of: name))).map { Double($0) }
    }
    for base in ["acceleration", "angular-rate"] {
      var squares = [Double](repeating: 0, count: 80)
      for axis in ["x", "y", "z"] {
        let filtered = try row("\(base)-\(axis)")
        let derivative = try row("\(base)-derivative-\(axis)")
        for t in 1..<79 { #expect(abs(derivative[t] - 25 * (filtered[t + 1] - filtered[t - 1])) < 1e-4) }
        #expect(abs(derivative[0] - 50 * (filtered[1] - filtered[0])) < 1e-4)
        for t in 0..<80 { squares[t] += filtered[t] * filtered[t] }
      }
      for (x, y) in inStep(try row("\(base)-magnitude"), squares) { #expect(abs(x - y.squareRoot()) < 1e-5) }
    }
  }

  @Test(
    "the same movement in other units gives the same numbers",
    arguments: [("m/s^2", "rad/s", Float(9.80665), Float.pi / 180), ("mg", "mdeg/s", 1_000, 1_000)])
  func otherUnits(acceleration: String, rate: String, a: Float, r: Float) throws {
    let plain = wearable(3, 70)
    let expected = try run(plain)
    let found = try run(scaled(plain, a, r), units: Self.units.mapValues { $0 == "g" ? acceleration : rate })
    #expect(found.channels == expected.channels)
    for c in 0..<15 {
      for t in 0..<70 { #expect(abs(found.values[c, t] - expected.values[c, t]) < 1e-4) }
    }
  }

  @Test("at rest gravity is the reading's direction, and nothing is left without it")
  func restingSplit() throws {
    var series = wearable(4, 90)
    for t in 0..<90 { for (c, value) in [0.6, 0, -0.8, 0, 0, 0].enumerated() { series.values[c, t] = Float(value) } }
    let (values, channels) = try run(series, "{gravity: split}")
    #expect(channels.count == 21 && channels[15] == "acceleration-gravity-x" && channels[20] == "acceleration-linear-z")
    for t in 0..<90 {
      for (c, value) in [0.6, 0, -0.8, 0, 0, 0].enumerated() { #expect(abs(values[15 + c, t] - Float(value)) < 1e-6) }
    }
  }

  @Test("gravity and the rest add up to the filtered acceleration; a fast shake is in the rest")
  func shake() throws {
    var series = wearable(5, 1_000)
    for t in 0..<1_000 {
      for c in 0..<6 { series.values[c, t] = 0 }
      series.values[2, t] = 1
      // 1.5 Hz, half of the low-pass's cut-off of 3 Hz and five times gravity's.
      series.values[0, t] = Float(0.5 * sin(2 * .pi * 1.5 * Double(t) / 50))
    }
    let (values, _) = try run(series, "{gravity: split}")
    // Far from the ends: gravity's low-pass forgets at 1.3 a second.
    for t in 300..<700 {
      #expect(values[17, t] > 0.999 && abs(values[15, t]) < 0.01, "upwards")
      #expect(abs(values[18, t] - values[0, t]) < 0.01 && abs(values[20, t]) < 1e-3)
    }
    #expect(throws: InputError.self) {
      var slow = series
      slow.rate = 0.5
      _ = try run(slow, "{gravity: split}")
    }
    #expect(throws: InputError.self) {
      let rate = TimeSeries(
        values: series.values.rows(3..<6), rate: 50, channels: Array(InertialChannels.names.suffix(3)))
      _ = try run(rate, "{gravity: split}")
    }
  }

  @Test("m/s^2 declared as g, and g declared as m/s^2, are refused with what they look like")
  func wrongUnit() throws {
    let plain = wearable(6, 60)
    let large = #expect(throws: InputError.self) { try run(scaled(plain, 9.80665)) }
    #expect(large?.advice.contains("numbers in m/s^2") == true && large?.advice.contains("absent") == false)
    let milli = #expect(throws: InputError.self) { try run(scaled(plain, 1_000)) }
    #expect(milli?.advice.contains("numbers in mg") == true)
    let metric = Self.units.mapValues { $0 == "g" ? "m/s^2" : $0 }
    let small = #expect(throws: InputError.self) { try run(plain, units: metric) }
    #expect(small?.advice.contains("numbers in g") == true && small?.advice.contains("gravity: absent") == true)
    #expect(throws: Never.self) { try run(scaled(plain, 9.80665), units: metric) }
  }

  @Test("acceleration without gravity is refused unless it is declared")
  func linear() throws {
    var plain = wearable(7, 60)
    for t in 0..<60 { for c in 0..<3 { plain.values[c, t] = 0.1 * sin(Float(t + c)) } }
    let error = #expect(throws: InputError.self) { try run(plain) }
    #expect(error?.advice.contains("gravity was removed") == true && error?.advice.contains("numbers in") == false)
    #expect(throws: Never.self) { try run(plain, "{gravity: absent}") }
    #expect(throws: InputError.self) { try run(plain, "{gravity: split}") }
  }

  @Test("units that are missing, mixed or of nothing that a sensor measures are refused")
  func refusals() throws {
    let scene = wearable(8, 40)
    #expect(throws: InputError.self) { try IMUKinematics().fit([.series(scene)]) }
    #expect(throws: InputError.self) { try run(scene, units: Self.units.mapValues { _ in "unstated" }) }
    #expect(throws: InputError.self) { try run(scene, units: Self.units.mapValues { _ in "furlong" }) }
    var mixed = Self.units
    mixed["acceleration-y"] = "m/s^2"
    let error = #expect(throws: InputError.self) { try run(scene, units: mixed) }
    #expect(error?.found == "units g, m/s^2, g")
    mixed["acceleration-y"] = nil
    #expect(throws: InputError.self) { try run(scene, units: mixed) }
    var timeless = scene
    timeless.rate = 0
    #expect(throws: InputError.self) { try run(timeless) }
  }

  @Test("its units are those of what it gives")
  func unitsAfter() throws {
    let stage = try StrictYAML.decode(IMUKinematics.self, from: "{gravity: split}", file: "test")
    let units = try stage.units(after: Self.units.mapValues { $0 == "g" ? "mg" : $0 })
    let given = try run(wearable(9, 30), "{gravity: split}").channels
    #expect(Set(units.keys).isSubset(of: given) && units.count == 14)
    #expect(units["acceleration-x"] == "g" && units["angular-rate-magnitude"] == "rad/s")
    for (channel, unit) in units { #expect(throws: Never.self) { try MeasurementUnit.named(unit, place: channel) } }
  }

  @Test("`encode` tells it the units that the manifest declares")
  func encoding() throws {
    var source = try GeneratedSource(["imu": (0..<3).map { .series(wearable(UInt64($0), 50)) }])
    let chain = try EncoderChain([IMUKinematics(), Resample { $0.frames = 20 }, StandardiseChannels()], Statistics())
    func features() throws -> Matrix<Float> {
      try encode(source, modality: "imu", chain: chain, fittedOn: [0, 1], seed: Seed(base: 0)).matrix
    }
    let error = #expect(throws: InputError.self) { try features() }
    #expect(error?.place.contains("modality 'imu'") == true)
    source.declared = [
      Modality(
        name: "imu", title: "", rate: 50, channels: InertialChannels.names,
        units: ["g", "g", "g", "deg/s", "deg/s", "deg/s"], placement: "")
    ]
    #expect(try features().columns == 3)
  }
}
