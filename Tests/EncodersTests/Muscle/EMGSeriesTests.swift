import Datasets
import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import Testing

@testable import Encoders

@Suite("Electromyography as slow time series")
struct EMGSeriesTests {
  private func read(_ rows: [[Float]], rate: Double = 200, _ change: (inout EMGSeries) -> Void = { _ in }) throws
    -> TimeSeries
  {
    var stage = EMGSeries()
    change(&stage)
    try stage.check()
    let columns = (rows.first ?? []).indices.map { frame in rows.map { $0[frame] } }
    let names = rows.indices.map { "muscle-\($0 + 1)" }
    let given = TimeSeries(values: Matrix(columns: columns), rate: rate, channels: names, start: 3)
    guard case .series(let series) = try stage.fit([]).apply(.series(given)) else { throw Unexpected() }
    try Signal.series(series).requireFinite()
    return series
  }

  private struct Unexpected: Error {}

  private func noise(_ seed: UInt64, _ count: Int) -> [Float] {
    var generator = Seed(base: seed).generator
    return (0..<count).map { _ in Float(generator.normal()) }
  }

  private func values(_ series: TimeSeries, _ feature: MuscleFeature) throws -> [Float] {
    series.values.row(try #require(series.channels.firstIndex(of: "muscle-1-\(feature.rawValue)")))
  }

  @Test("a short signal gives the numbers worked out by hand")
  func byHand() throws {
    // One window over all five samples: its middle is the third at one frame a second.
    let series = try read([[1, -2, 0, 3, 1]], rate: 1) {
      ($0.window, $0.step) = (20, 20)
      $0.features = MuscleFeature.allCases.filter { $0 != .envelope }
    }
    let expected: [MuscleFeature: Double] = [
      .meanAbsoluteValue: 7.0 / 5, .rootMeanSquare: 3.0.squareRoot(), .waveformLength: (3.0 + 2 + 3 + 2) / 4,
      // 1 to -2, and -2 over 0 to 3.
      .zeroCrossings: 2.0 / 4,
      // -2 is below, 3 above both neighbours.
      .slopeSignChanges: 2.0 / 4, .logVariance: log(15.0 / 5 - 0.36),
    ]
    for (feature, value) in expected {
      #expect(try abs(Double(values(series, feature)[0]) - value) < 1e-6, "\(feature)")
    }
  }

  @Test("amplitudes grow with the signal, counts do not, and the log variance moves by a constant")
  func scaling() throws {
    let given = noise(1, 400)
    let (one, three) = try (read([given]), read([given.map { 3 * $0 }]))
    for feature in MuscleFeature.allCases {
      for (a, b) in zip(try values(one, feature), try values(three, feature)) {
        switch feature {
        case .envelope, .meanAbsoluteValue, .rootMeanSquare, .waveformLength: #expect(abs(b - 3 * a) < 1e-3 * abs(b))
        case .zeroCrossings, .slopeSignChanges: #expect(a == b)
        case .logVariance: #expect(abs(b - a - Float(log(9.0))) < 1e-4)
        }
      }
    }
  }

  @Test("a threshold that grows with the signal counts the same")
  func threshold() throws {
    let given = noise(2, 400)
    let one = try read([given]) { $0.threshold = 1.5 }
    let two = try read([given.map { 2 * $0 }]) { $0.threshold = 3 }
    let none = try read([given])
    for feature in [MuscleFeature.zeroCrossings, .slopeSignChanges] {
      #expect(try values(one, feature) == values(two, feature))
      let (fewer, all) = try (values(one, feature).reduce(0, +), values(none, feature).reduce(0, +))
      #expect(fewer > 0 && fewer < all)
    }
  }

  @Test("the sign of the electrodes does not matter")
  func sign() throws {
    let given = noise(3, 400)
    #expect(try read([given]).values == read([given.map { -$0 }]).values)
  }

  @Test("the envelope of a tone is its mean absolute value, and rises with its size")
  func tone() throws {
    let tone = (0..<800).map { Float(sin(2 * .pi * 60 * Double($0) / 200 + 0.3)) * ($0 < 400 ? 1 : 4) }
    let envelope = try values(read([tone]), .envelope)
    #expect(abs(envelope[20] - 2 / .pi) < 0.05 && abs(envelope[60] - 8 / .pi) < 0.2)
  }

  @Test("the envelope is that of a Butterworth low-pass of the rectified signal")
  func lowPass() throws {
    let given = noise(4, 401)
    let filtered = Butterworth(order: 3, cutoff: 0.08)(given.map { Double(abs($0)) })
    let series = try read([given]) { ($0.cutoff, $0.order, $0.step) = (8, 3, 0.01) }
    #expect(try values(series, .envelope) == stride(from: 0, to: 401, by: 2).map { Float(filtered[$0]) })
  }

  @Test("windows lie a step apart, begin with the recording, and keep its start", arguments: [1, 2, 39, 40, 41, 400])
  func windows(frames: Int) throws {
    let series = try read([noise(5, frames), noise(6, frames)])
    #expect(series.values.columns == (frames - 1) / 10 + 1 && series.rate == 20 && series.start == 3)
    #expect(series.channels.count == 14 && series.channels[7] == "muscle-2-envelope")
  }

  @Test("a channel moves its own features alone")
  func channels() throws {
    let (a, b) = (noise(7, 200), noise(8, 200))
    let (both, alone) = try (read([a, b]), read([a]))
    #expect(both.channels.prefix(7) == alone.channels[...])
    for feature in MuscleFeature.allCases { #expect(try values(both, feature) == values(alone, feature)) }
  }

  @Test("silence is finite: nothing, and the logarithm of the floor")
  func silence() throws {
    let series = try read([[Float](repeating: 0, count: 100)]) { $0.floor = 0.25 }
    for feature in MuscleFeature.allCases {
      let expected: Float = feature == .logVariance ? Float(log(0.25)) : 0
      #expect(try values(series, feature).allSatisfy { $0 == expected })
    }
  }

  @Test(
    "a cut-off beyond half the rate and lists without a feature are refused; without an envelope no cut-off matters")
  func refused() throws {
    let error = #expect(throws: InputError.self) { try read([noise(1, 50)], rate: 8) }
    #expect(error?.place == "'emg-series': cutoff" && error?.expected.contains("8.0 Hz") == true)
    _ = try read([noise(1, 50)], rate: 8) { $0.features = [.rootMeanSquare] }
    for features in [[], [MuscleFeature.envelope, .envelope]] {
      #expect(
        #expect(throws: InputError.self) { try read([noise(1, 50)]) { $0.features = features } }?.place == "features")
    }
  }

  @Test("units of amplitudes stay, those of counts have no name")
  func units() {
    let units = EMGSeries().units(after: ["muscle-1": "mV"])
    #expect(
      units == [
        "muscle-1-envelope": "mV", "muscle-1-mean-absolute-value": "mV", "muscle-1-root-mean-square": "mV",
      ])
  }
}
