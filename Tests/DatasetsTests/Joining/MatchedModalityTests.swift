import Diagnostics
import Foundation
import LinearAlgebra
import Testing

@testable import Datasets

/// What of another data set's modality is converted, and what is refused.
@Suite("Modalities of two data sets")
struct MatchedModalityTests {
  private static func modality(
    _ channels: [String] = ["acceleration-x", "acceleration-y"], units: [String] = ["g"], rate: Double = 50,
    worn: [Limb]? = [.rightForearm], _ change: (inout Modality) -> Void = { _ in }
  ) -> Modality {
    var result = Modality(
      name: "watch", title: "t", rate: rate, channels: channels, units: units, placement: "wrist", worn: worn)
    change(&result)
    return result
  }

  private static func series(_ channels: [String], _ frames: [[Float]], rate: Double, start: Double = 0) -> Signal {
    .series(TimeSeries(values: Matrix(columns: frames), rate: rate, channels: channels, start: start))
  }

  private static func values(_ signal: Signal) throws -> TimeSeries {
    guard case .series(let series) = signal else { throw InputError("signal", found: "none", expected: "a series") }
    return series
  }

  @Test("channels are taken by name, and units of one quantity are converted")
  func conversion() throws {
    let other = Self.modality(["acceleration-y", "acceleration-x"], units: ["mg", "g"])
    let match = try MatchedModality(Self.modality(), other, of: "other", placement: .same)
    #expect(match.conversions == ["channels brought to the order of the data set", "mg to g"])
    let signal = Self.series(["acceleration-y", "acceleration-x"], [[1500, 2], [-250, 3]], rate: 50)
    let converted = try Self.values(match.converted(signal, place: "here"))
    #expect(converted.channels == ["acceleration-x", "acceleration-y"])
    #expect(abs(converted.values[0, 0] - 2) < 1e-6 && abs(converted.values[1, 0] - 1.5) < 1e-6)
    #expect(abs(converted.values[1, 1] + 0.25) < 1e-6)
    let turn = try MatchedModality(
      Self.modality(["angular-rate-x"], units: ["rad/s"]), Self.modality(["angular-rate-x"], units: ["deg/s"]),
      of: "other", placement: .same)
    let rate = try Self.values(turn.converted(Self.series(["angular-rate-x"], [[180]], rate: 50), place: "here"))
    #expect(abs(Double(rate.values[0, 0]) - .pi) < 1e-6)
  }

  @Test("a modality that is the same is taken as it is, to the bit")
  func identity() throws {
    let match = try MatchedModality(Self.modality(), Self.modality(), of: "other", placement: .same)
    #expect(match.conversions.isEmpty)
    let signal = Self.series(["acceleration-x", "acceleration-y"], [[0.1, 0.2], [0.3, 1e-9]], rate: 50, start: 2)
    #expect(try Self.values(match.converted(signal, place: "")) == Self.values(signal))
  }

  @Test("a slow wave is the same at another rate, over the same time", arguments: [20.0, 100, 200, 49.9])
  func rates(_ rate: Double) throws {
    let match = try MatchedModality(
      Self.modality(["acceleration-x"], rate: rate), Self.modality(["acceleration-x"]), of: "other", placement: .same)
    #expect(match.conversions == ["50 Hz to \(rate.formatted()) Hz"])
    func wave(_ time: Double) -> Double { sin(2 * .pi * 0.5 * time) }
    let signal = Self.series(["acceleration-x"], (0..<201).map { [Float(wave(Double($0) / 50))] }, rate: 50, start: 1.5)
    let converted = try Self.values(match.converted(signal, place: ""))
    #expect(converted.rate == rate && converted.start == 1.5)
    let frames = converted.values.columns
    #expect(frames == Int((4 * rate + 1e-6).rounded(.down)) + 1)
    for frame in 0..<frames {
      #expect(abs(Double(converted.values[0, frame]) - wave(Double(frame) / rate)) < 0.03, "\(frame)")
    }
    let length = try #require(match.converted(signal.length))
    #expect(length.frames == frames && length.rate == rate && length.start == 1.5)
  }

  @Test("what is another thing is refused by its key")
  func refusals() throws {
    let cases: [(key: String, found: String, Modality)] = [
      ("channels", "acceleration-z", Self.modality(["acceleration-x", "acceleration-z"])),
      ("channels", "acceleration-y", Self.modality(["acceleration-x"])),
      ("units of 'acceleration-x'", "rad/s", Self.modality(units: ["rad/s"])),
      ("units of 'acceleration-x'", "unstated", Self.modality(units: ["unstated"])),
      ("worn", "right-thigh", Self.modality(worn: [.rightThigh])), ("worn", "not stated", Self.modality(worn: nil)),
      ("frames", "a grid", Self.modality { $0.shape = [1, 2] }),
      ("frames", "clouds of points", Self.modality { $0.points = ["acceleration-x", "acceleration-y"] }),
    ]
    for (key, found, other) in cases {
      let fault = #expect(throws: InputError.self) {
        try MatchedModality(Self.modality(), other, of: "other", placement: .same)
      }
      let error = try #require(fault)
      #expect(error.place == "pairs of other: modality 'watch': \(key)" && error.found.contains(found), "\(error)")
      #expect(!error.advice.isEmpty)
    }
    // Two that are not stated are not known to be the same.
    let unstated = Self.modality(units: ["unstated"])
    #expect(throws: InputError.self) { try MatchedModality(unstated, unstated, of: "other", placement: .same) }
    let nowhere = Self.modality(worn: nil)
    #expect(throws: InputError.self) { try MatchedModality(nowhere, nowhere, of: "other", placement: .same) }
  }

  @Test("placements are not compared where that is asked for, which is said; a camera is worn on no limb")
  func placements() throws {
    let match = try MatchedModality(
      Self.modality(), Self.modality(worn: [.rightThigh]), of: "other", placement: .any)
    #expect(match.conversions == ["placements not compared ('wrist' there, 'wrist' here)"])
    let camera = Self.modality(["hip-x", "hip-y"], units: ["m"], worn: nil)
    #expect(try MatchedModality(camera, camera, of: "other", placement: .same).conversions.isEmpty)
  }

  @Test("grids and points must be alike in shape, unit and rate")
  func grids() throws {
    func grid(_ shape: [Int], rate: Double = 15, unit: String = "Pa") -> Modality {
      Self.modality(["a", "b"], units: [unit], rate: rate, worn: nil) {
        ($0.shape, $0.axes) = (shape, ["row", "column"])
      }
    }
    #expect(try MatchedModality(grid([1, 2]), grid([1, 2]), of: "other", placement: .same).conversions.isEmpty)
    for other in [grid([2, 1]), grid([1, 2], rate: 30), grid([1, 2], unit: "kPa")] {
      #expect(throws: InputError.self) { try MatchedModality(grid([1, 2]), other, of: "other", placement: .same) }
    }
  }
}
