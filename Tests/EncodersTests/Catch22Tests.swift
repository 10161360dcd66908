import Datasets
import Foundation
import LinearAlgebra
import Randomness
import Testing

@testable import Encoders

@Suite("catch22")
struct Catch22Tests {
  struct Fixture: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
      let name: String
      let input: [Double]
      let features: [String]
      let output: [Double]
      var testDescription: String { name }
    }
    let cases: [Case]

    static func load() throws -> Fixture {
      let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Fixtures/catch22.json")
      return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }
  }

  @Test("every feature is pycatch22's to 1e-8", arguments: try Fixture.load().cases)
  func peer(fixture: Fixture.Case) {
    let found =
      Catch22.features(of: fixture.input)
      + [CanonicalSeries.mean(fixture.input), CanonicalSeries.deviation(fixture.input)]
    #expect(found.count == fixture.output.count)
    for (name, pair) in zip(fixture.features, zip(found, fixture.output)) {
      #expect(abs(pair.0 - pair.1) <= 1e-8 * max(1, abs(pair.1)), "\(name)")
    }
  }

  @Test("scale and offset change nothing but the two moments", arguments: [24, 100, 181])
  func invariance(frames: Int) throws {
    let plain = series(8, frames).values.row(0).map { Double($0) }
    let moved = Catch22.features(of: plain.map { 4 * $0 - 8 })
    for (a, b) in zip(Catch22.features(of: plain), moved) { #expect(abs(a - b) < 1e-8) }
  }

  @Test("channels come one after another, each with its moments where they are asked for")
  func layout() throws {
    let recording = series(9, 60, channels: 3)
    let signal = Signal.series(recording)
    let plain = try Catch22().fit([signal], seed: Seed(base: 0)).encode(signal)
    let more = try Catch22(moments: true).fit([signal], seed: Seed(base: 0)).encode(signal)
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

  @Test("a wave has its period where the autocorrelation and the periodicity look for it")
  func wave() throws {
    let values = (0..<200).map { sin(2 * .pi * Double($0) / 20) }
    let wave = try #require(CanonicalSeries(values))
    #expect(wave.firstMinimum == 10)
    #expect(wave.periodicity == 19, "a lag of 20, counted from 1 on")
    // Half of the power lies at the bin next to one twentieth of a turn a frame.
    #expect(abs(wave.spectrum.centroid - 2 * .pi / 20) < 2 * .pi / 256)
  }
}
