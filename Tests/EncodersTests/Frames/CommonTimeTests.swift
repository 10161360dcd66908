import Datasets
import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import StrictYAML
import Testing

@testable import Encoders

/// Frames by the clock, on recordings whose one channel is the instant at which it was recorded.
@Suite("Common time")
struct CommonTimeTests {
  private let seed = Seed(base: 3)

  /// A recording that says when each of its frames was recorded.
  private func clocked(_ frames: Int, rate: Double, start: Double, says: Double? = nil) -> Signal {
    .series(
      TimeSeries(
        values: Matrix(1, frames, columnMajor: (0..<frames).map { Float(start + Double($0) / rate) }),
        rate: says ?? rate, channels: ["instant"], start: start))
  }

  private func chain(_ text: String) throws -> EncoderChain {
    try StrictYAML.decode(EncoderChain.self, from: "[{\"frames\": {\(text)}}]", file: "chain.yaml")
  }

  /// The frames of every modality by the clock, by their chains.
  private func frames(
    _ source: GeneratedSource, _ chains: [String: EncoderChain]
  ) throws -> [String: Matrix<Float>] {
    let time = try CommonTime(of: chains.mapValues { try $0.clock ?? RecordingClock() }, in: source)
    return try Dictionary(
      uniqueKeysWithValues: chains.map { name, chain in
        (name, try encode(source, modality: name, chain: chain, fittedOn: [], seed: seed, commonTime: time).matrix)
      })
  }

  @Test(
    "frames of modalities with other rates, starts and lengths show the same instants, which relative time does not")
  func sameInstants() throws {
    let source = try GeneratedSource([
      "a": [clocked(101, rate: 50, start: 0), clocked(151, rate: 50, start: 0.7), clocked(60, rate: 50, start: -1)],
      "b": [clocked(61, rate: 20, start: 0.25), clocked(41, rate: 20, start: 0), clocked(40, rate: 20, start: -1.5)],
      "c": [clocked(31, rate: 15, start: 0.5), clocked(99, rate: 15, start: 0.1), clocked(30, rate: 15, start: -1)],
    ])
    let spans = [(0.5, 2.0), (0.7, 2.0), (-1.0, 0.18)]
    let clock = try chain("\"count\": 17, \"time\": \"clock\"")
    let made = try frames(source, ["a": clock, "b": clock, "c": clock])
    for (row, span) in spans.enumerated() {
      for name in ["a", "b", "c"] {
        for i in 0..<17 {
          let instant = span.0 + (span.1 - span.0) * Double(i) / 16
          #expect(abs(Double(try #require(made[name])[i, row]) - instant) < 1e-6, "\(name) \(row) \(i)")
        }
      }
    }
    let relative = try ["a", "b"].map {
      try encode(source, modality: $0, chain: chain("\"count\": 17"), fittedOn: [], seed: seed).matrix
    }
    #expect((0..<3).allSatisfy { abs(relative[0][8, $0] - relative[1][8, $0]) > 0.1 })
  }

  @Test("recordings that say nothing of a start begin together, and the longer one is cut")
  func together() throws {
    let source = try GeneratedSource([
      "a": [clocked(11, rate: 10, start: 0)], "b": [clocked(41, rate: 20, start: 0)],
    ])
    let clock = try chain("\"count\": 3, \"time\": \"clock\"")
    let made = try frames(source, ["a": clock, "b": clock])
    for name in ["a", "b"] { #expect(try #require(made[name]).column(0) == [0, 0.5, 1]) }
  }

  @Test("a rate and a start of the encoder stand for those of the recordings")
  func told() throws {
    // Recorded at 19 frames a second from .5 s on, and said to be at 30 from 0 on.
    let wrong = TimeSeries(
      values: Matrix(1, 39, columnMajor: (0..<39).map { Float(0.5 + Double($0) / 19) }), rate: 30, channels: ["instant"]
    )
    let source = try GeneratedSource(["a": [clocked(101, rate: 50, start: 0)], "b": [.series(wrong)]])
    let clock = try chain("\"count\": 9, \"time\": \"clock\"")
    let made = try frames(
      source, ["a": clock, "b": chain("\"count\": 9, \"time\": \"clock\", \"rate\": 19, \"start\": 0.5")])
    for i in 0..<9 {
      let instant = 0.5 + 1.5 * Double(i) / 8
      for name in ["a", "b"] { #expect(abs(Double(try #require(made[name])[i, 0]) - instant) < 1e-6) }
    }
  }

  @Test("what a stage is told of the rate counts, unless frames were resampled before; two rates are refused")
  func stages() throws {
    func clock(_ text: String) throws -> RecordingClock? {
      try JSONDecoder().decode(EncoderChain.self, from: Data("[\(text)]".utf8)).clock
    }
    let limbs = "{\"limb-kinematics\": {\"rate\": 19}}"
    #expect(try clock("\(limbs), {\"frames\": {\"time\": \"clock\"}}") == RecordingClock(rate: 19))
    #expect(try clock("\(limbs), {\"frames\": {\"time\": \"clock\", \"rate\": 19}}") == RecordingClock(rate: 19))
    #expect(try clock("\(limbs), {\"resample\": {\"frames\": 9}}, {\"frames\": {\"time\": \"clock\"}}")?.rate == 19)
    #expect(try clock("{\"resample\": {\"frames\": 9}}, \(limbs), {\"frames\": {\"time\": \"clock\"}}")?.rate == nil)
    #expect(try clock("\(limbs), frames".replacing(" frames", with: " \"frames\"")) == nil)
    let error = try #require(throws: InputError.self) {
      try clock("\(limbs), {\"frames\": {\"time\": \"clock\", \"rate\": 30}}")
    }
    #expect(error.found == "a rate of 19.0 in 'limb-kinematics' and of 30.0 in 'frames'")
  }

  @Test("a stage that changes the number of frames does not change the time that they take")
  func resampled() throws {
    let source = try GeneratedSource([
      "a": [clocked(101, rate: 50, start: 0)], "b": [clocked(61, rate: 20, start: 0.5)],
    ])
    let clock = try chain("\"count\": 9, \"time\": \"clock\"")
    let longer = try EncoderChain([Resample { $0.frames = 257 }], clock.encoder)
    let (plain, resampled) = (
      try frames(source, ["a": clock, "b": clock]), try frames(source, ["a": longer, "b": clock])
    )
    for i in 0..<9 { #expect(abs(plain["a"]![i, 0] - resampled["a"]![i, 0]) < 1e-6) }
  }

  @Test("where all modalities begin and end together, time by the clock is relative time to the bit")
  func equal() throws {
    let signals = (0..<4).map { Signal.series(series(UInt64($0), 50 + 7 * $0)) }
    let source = try GeneratedSource(["a": signals, "b": signals])
    let clock = try chain("\"count\": 33, \"time\": \"clock\"")
    let made = try frames(source, ["a": clock, "b": clock])
    let relative = try encode(source, modality: "a", chain: chain("\"count\": 33"), fittedOn: [], seed: seed)
    #expect(made["a"] == relative.matrix && made["b"] == relative.matrix)
  }

  @Test("videos of depth have a clock too")
  func depth() throws {
    let video = video(1, 31)
    let source = try GeneratedSource(["camera": [.depth(video)], "imu": [clocked(26, rate: 50, start: 0.1)]])
    let time = try CommonTime(of: ["camera": RecordingClock(), "imu": RecordingClock()], in: source)
    let part = try #require(time.part(row: 0, of: "camera"))
    #expect(abs(part.lowerBound - 0.1) < 1e-15 && abs(part.upperBound - 0.6) < 1e-15)
    #expect(time.part(row: 0, of: "imu") == 0...1 && time.part(row: 0, of: "other") == nil)
  }

  @Test("the default is written as it always was, and a clock with what it is told")
  func form() throws {
    #expect(try EncoderChain([], Frames()).canonicalJSON() == "[{\"frames\":{\"count\":64}}]")
    #expect(try chain("\"time\": \"relative\"") == EncoderChain([], Frames()))
    let told = try chain("\"time\": \"clock\", \"rate\": 19, \"start\": -0.25, \"modalities\": [\"a\", \"b\"]")
    #expect(
      try told.canonicalJSON()
        == "[{\"frames\":{\"count\":64,\"modalities\":[\"a\",\"b\"],\"rate\":19,\"start\":-0.25,\"time\":\"clock\"}}]")
    #expect(try JSONDecoder().decode(EncoderChain.self, from: Data(told.canonicalJSON().utf8)) == told)
  }

  @Test(
    "parameters that mean nothing are refused",
    arguments: [
      ("\"time\": \"true\"", "relative, clock"), ("\"rate\": 19", "time: clock"), ("\"start\": 1", "time: clock"),
      ("\"time\": \"relative\", \"modalities\": [\"a\"]", "time: clock"),
      ("\"time\": \"clock\", \"rate\": 0", "above 0"), ("\"time\": \"clock\", \"rate\": 20000", "10000"),
      ("\"time\": \"clock\", \"modalities\": []", "names"),
      ("\"time\": \"clock\", \"modalities\": [\"b\", \"a\"]", "order"),
      ("\"time\": \"clock\", \"modalities\": [\"a\", \"a\"]", "different"),
    ])
  func parameters(text: String, told: String) throws {
    let error = try #require(throws: InputError.self) { try chain(text) }
    #expect("\(error)".contains(told), "\(error)")
  }

  @Test("recordings without a rate, without a second frame or without a common time are refused by sample")
  func refused() throws {
    let good = clocked(40, rate: 20, start: 0)
    let bad: [(Signal, String)] = [
      (clocked(40, rate: 20, start: 0, says: 0), "rate of 0.0 Hz"),
      (clocked(40, rate: 20, start: 0, says: .nan), "rate of nan Hz"),
      (clocked(40, rate: 20, start: 0, says: -20), "rate of -20.0 Hz"),
      (clocked(40, rate: 20, start: .infinity), "start at inf s"),
      (clocked(1, rate: 20, start: 0), "1 frames"), (clocked(40, rate: 20, start: 5), "a from 0.0 to 1.95 s"),
      // They only touch.
      (clocked(40, rate: 20, start: 1.95), "b from 1.95"), (.text("none"), "a text"),
    ]
    for (signal, told) in bad {
      let source = try GeneratedSource(["a": [good, good], "b": [good, signal]])
      let error = try #require(throws: InputError.self) {
        try CommonTime(of: ["a": RecordingClock(), "b": RecordingClock()], in: source)
      }
      #expect(error.place.hasPrefix("sample 's1'") && "\(error)".contains(told), "\(error)")
    }
  }

  @Test("one modality alone has no common time")
  func alone() throws {
    let source = try GeneratedSource(["a": [clocked(40, rate: 20, start: 0)]])
    #expect(throws: InputError.self) {
      try encode(source, modality: "a", chain: chain("\"time\": \"clock\""), fittedOn: [], seed: seed)
    }
  }
}
