import Datasets
import Foundation
import LinearAlgebra
import Randomness
import TestSupport
import Testing

@testable import Encoders

@Suite("catch22")
struct Catch22Tests {
  struct Fixture: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
      let name: String
      let input: [Double]
      let features: [String]
      let masked: [String]
      let output: [Double]
      var testDescription: String { name }
    }
    let cases: [Case]

    static func load() throws -> Fixture {
      try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: fixture("catch22")))
    }
  }

  @Test(
    "every feature is pycatch22's to 1e-8, in its order",
    arguments: try nonEmpty(Fixture.load().cases.filter { $0.name != "constant" }))
  func peer(fixture: Fixture.Case) throws {
    let encoder = try Catch22 { $0.catch24 = true }
    #expect(encoder.featureNames == fixture.features)
    let found = encoder.features(of: fixture.input)
    #expect(found.count == fixture.output.count)
    for (name, pair) in inStep(fixture.features, Array(inStep(found, fixture.output))) {
      // What is 0 but for rounding has no relative difference.
      let limit = max(1e-8 * abs(pair.1), 1e-14)
      #expect(abs(pair.0 - pair.1) <= limit, "\(name): \(pair.0), not \(pair.1)")
    }
  }

  @Test("a constant channel is all 0 but for its mean, where pycatch22 masks every feature")
  func constant() throws {
    let fixture = try #require(try Fixture.load().cases.first { $0.name == "constant" })
    #expect(fixture.masked == Catch22().featureNames)
    let found = try Catch22 { $0.catch24 = true }.features(of: fixture.input)
    #expect(found == [Double](repeating: 0, count: 22) + [2.5, 0])
  }

  @Test("fewer frames than three are all 0, and three are finite", arguments: [0, 1, 2, 3])
  func fewest(frames: Int) {
    let found = Catch22().features(of: [1, 5, 2].prefix(frames).map { $0 })
    #expect(found.count == 22)
    #expect(found.allSatisfy { $0.isFinite })
    #expect(found.allSatisfy { $0 == 0 } == (frames < 3))
  }

  @Test("a straight line has finite features, and forecasts of it leave nothing")
  func line() {
    let found = Catch22().features(of: (0..<100).map { 3 * Double($0) })
    let named = Dictionary(uniqueKeysWithValues: inStep(Catch22().featureNames, found))
    #expect(found.allSatisfy { $0.isFinite })
    #expect(named["FC_LocalSimple_mean1_taurat"] == 0)
    #expect(named["IN_AutoMutualInfoStats_40_gaussian_fmmi"] == 40, "no lag tells less than another")
    #expect(abs(named["FC_LocalSimple_mean3_stde"] ?? 1) < 1e-12)
  }

  @Test("scale and offset change nothing but the two moments", arguments: [24, 100, 181])
  func invariance(frames: Int) throws {
    let plain = series(8, frames).values.row(0).map { Double($0) }
    let moved = Catch22().features(of: plain.map { 4 * $0 - 8 })
    for (a, b) in inStep(Catch22().features(of: plain), moved) { #expect(abs(a - b) < 1e-8) }
  }

  @Test("channels come one after another, each with its moments where they are asked for")
  func layout() throws {
    let recording = series(9, 60, channels: 3)
    let signal = Signal.series(recording)
    let plain = try Catch22().fit([signal], seed: Seed(base: 0)).encode(signal)
    let more = try Catch22 { $0.catch24 = true }.fit([signal], seed: Seed(base: 0)).encode(signal)
    #expect(plain.count == 66 && more.count == 72)
    for c in 0..<3 {
      #expect(Array(more[(24 * c)..<(24 * c + 22)]) == Array(plain[(22 * c)..<(22 * c + 22)]))
      let row = recording.values.row(c)
      #expect(abs(more[24 * c + 22] - row.reduce(0, +) / 60) < 1e-4)
    }
  }

  @Test("the Fourier transform is the sum of its definition")
  func fourier() {
    let values = series(10, 16, channels: 1).values.row(0).map { Double($0) }
    var transform = FourierTransform(16)
    let real = transform.real(of: values)
    let power = transform.power(of: values)
    for k in 0..<16 {
      var (re, im) = (0.0, 0.0)
      for (t, value) in values.enumerated() {
        re += value * cos(2 * .pi * Double(k * t) / 16)
        im -= value * sin(2 * .pi * Double(k * t) / 16)
      }
      #expect(abs(real[k] - re) < 1e-10 && abs(power[k] - re * re - im * im) < 1e-8)
    }
  }

  @Test("thinning out keeps a slow wave and takes a fast one away")
  func decimation() {
    let wave = { (period: Double) in (0..<400).map { sin(2 * .pi * Double($0) / period) } }
    let (slow, fast) = (Decimation(5)(wave(100)), Decimation(5)(wave(4)))
    #expect(slow.count == 80 && fast.count == 80)
    // Ten new frames from either end the filter sees the whole of its reach.
    for i in 10..<70 {
      #expect(abs(slow[i] - sin(2 * .pi * Double(5 * i) / 100)) < 1e-2)
      #expect(abs(fast[i]) < 1e-2)
    }
  }

  @Test("a wave has its period where the autocorrelation and the periodicity look for it")
  func wave() throws {
    let values = (0..<200).map { sin(2 * .pi * Double($0) / 20) }
    let wave = try #require(CanonicalSeries(values))
    #expect(wave.firstMinimum == 10)
    #expect(wave.periodicity == 20)
    // Half of the power lies at the bin next to one twentieth of a turn a frame.
    #expect(abs(wave.spectrum.median - 2 * .pi / 20) < 2 * .pi / 256)
  }
}
