import Diagnostics
import FeatureStore
import Foundation
import TestSupport
import Testing

@testable import Benchmarking
@testable import Records

/// A target whose clock is late, on the pairs alone and throughout, with the shift of frames
/// estimated and not.
@Suite("Runs with a late clock")
struct ClockOffsetTests {
  private static let late = [Condition(.clockOffset, 0.25), Condition(.clockOffset, 0.5), Condition(.timeShift, 0.5)]

  private func run(_ maximumShift: Int) throws -> [TrialRecord] {
    let fixture = try ClockFixture([.init(name: "wrist", rate: 40), .init(name: "belt", rate: 20)])
    defer { fixture.remove() }
    // Four seconds on 33 frames are eight frames a second.
    return try fixture.run(
      fixture.configuration(
        encoders: ["wrist: [{frames: {count: 33}}]", "belt: [{frames: {count: 33}}]"],
        level: "maximumShift: \(maximumShift)", directions: "wrist -> belt, belt -> wrist",
        rest: "axes: {clockOffset: [0, 0.25, 0.5], timeShift: [0.5]}"))
  }

  @Test("the offset is found on the pairs to the frame, and what it did to the alignment is undone")
  func found() throws {
    let (estimated, taken) = (try run(6), try run(0))
    for direction in ["wrist -> belt", "belt -> wrist"] {
      let best = try estimated.of("ridge-cca", direction)
      #expect(best.latent?.frameShift == 0)
      for (condition, frames) in inStep(Self.late, [2, 4, 4]) {
        // What begins late is found that much earlier in its recording.
        let record = try estimated.of("ridge-cca", direction, condition)
        #expect(record.latent?.frameShift == -frames, "\(direction) \(condition)")
        #expect(try taken.of("ridge-cca", direction, condition).latent?.frameShift == nil)
      }
      let condition = Self.late[1]
      let (with, without) = (
        try estimated.of("ridge-cca", direction, condition), try taken.of("ridge-cca", direction, condition)
      )
      // All but the last half second of four, which is held; frames that begin late find a frame
      // four later.
      #expect(try best.score("recallAt1Frames") > 0.99 && with.score("recallAt1Frames") > 0.85)
      #expect(try without.score("recallAt1Frames") < 0.3)
      #expect(try with.score("accuracy") >= best.score("accuracy") - 0.03)
      #expect(try with.score("cmaeNormalisedFrames") < 0.5 * without.score("cmaeNormalisedFrames"))
    }
  }

  @Test("of three modalities the late one is found, and the other two are left where they are")
  func three() throws {
    let fixture = try ClockFixture([
      .init(name: "wrist", rate: 40), .init(name: "belt", rate: 20), .init(name: "shoe", rate: 20),
    ])
    defer { fixture.remove() }
    let direction = "wrist + belt -> shoe"
    let records = try fixture.run(
      fixture.configuration(
        encoders: ["wrist", "belt", "shoe"].map { "\($0): [{frames: {count: 33}}]" }, level: "maximumShift: 6",
        directions: direction, alignments: "{gcca: {k: 3}}", rest: "axes: {clockOffset: [0, 0.5]}"))
    let (onTime, late) = (
      try records.of("gcca", direction), try records.of("gcca", direction, Condition(.clockOffset, 0.5))
    )
    #expect(onTime.latent?.frameShift == 0 && late.latent?.frameShift == -4)
    #expect(try late.score("recallAt1Frames") > 0.8 && late.score("accuracy") > 0.9)
  }
}
