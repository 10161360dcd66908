import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Splits
import Testing

@testable import Benchmarking
@testable import Records

/// Clips and frames that speak of different rows, modalities and classes.
@Suite("Clips and frames of different rows")
struct FusedRowsTests {
  private typealias Part = StoredFixture.Part

  /// The records of clips and frames together, where some samples lack some of both.
  private func fused(
    clips: [String: [Int]] = [:], frames: [String: [Int]] = [:],
    protocols: String = "{cross-subject: {overlap: shared}}"
  ) throws -> (records: [TrialRecord], left: [String], split: Split) {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    let names = ["left", "right"]
    try fixture.write("clips.h5", names.map { Part(name: $0, missing: clips[$0] ?? []) })
    try fixture.write("frames.h5", names.map { Part(name: $0, form: .sequences, missing: frames[$0] ?? []) })
    let configuration = try fixture.configuration(
      ["clips.h5", "frames.h5"], protocols: protocols, rest: StoredFixture.both)
    let plan = try Plan(configuration, sources: fixture.runner(configuration).sources)
    return (
      try fixture.run(configuration).filter { $0.trial.level == "clips and frames" }, plan.exclusions,
      plan.parts[0].split
    )
  }

  private func same(_ a: TrialRecord, _ b: TrialRecord) -> Bool {
    a.trial.alignment == b.trial.alignment && a.predictions == b.predictions && a.scores == b.scores
      && a.selection == b.selection && a.unscored == b.unscored && a.error == nil && b.error == nil
  }

  @Test("where frames are missing for some rows of any role, the trial is that of clips that lack the same rows")
  func rows() throws {
    let (whole, left, split) = try fused()
    #expect(whole.count == 5 && whole.allSatisfy { $0.error == nil && $0.unscored == nil })
    #expect(!left.contains { $0.hasPrefix("clips and frames:") })
    let roles = split.roles
    let lacking = [
      "right": [roles.test[0], roles.test[5], roles.paired[3]], "left": [roles.labelled[1], roles.test[7]],
    ]
    let (frames, said, _) = try fused(frames: lacking)
    let (clips, _, _) = try fused(clips: lacking)
    let (both, _, _) = try fused(clips: lacking, frames: lacking)
    #expect(frames.count == 5)
    for place in frames.indices {
      #expect(same(frames[place], both[place]) && same(clips[place], both[place]), "\(frames[place].trial.alignment)")
    }
    let combined = try #require(frames.first { $0.trial.alignment.name == "clips-and-frames" })
    #expect(combined.unscored == ["r\(roles.test[0])", "r\(roles.test[5])"])
    #expect(combined.predictions?.ids == roles.test.filter { !lacking["right"]!.contains($0) }.map { "r\($0)" })
    #expect(
      said.contains("clips and frames: 3 samples have the clip or the frames of 'right' alone, and count as without it")
    )
  }

  @Test("clips that lack rows and frames that lack others leave the rows that have both")
  func otherRows() throws {
    let test = try fused().split.roles.test
    let (records, _, _) = try fused(clips: ["right": [test[0]]], frames: ["right": [test[1]]])
    let combined = try #require(records.first { $0.trial.alignment.name == "clips-and-frames" })
    #expect(combined.unscored == ["r\(test[0])", "r\(test[1])"] && combined.error == nil)
  }

  @Test("a modality of one level alone takes no part, and the plan says so")
  func modalities() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    let names = ["left", "right"]
    try fixture.write("clips.h5", (names + ["third"]).map { Part(name: $0, missing: $0 == "third" ? [] : [2]) })
    try fixture.write("frames.h5", names.map { Part(name: $0, form: .sequences) })
    let configuration = try fixture.configuration(["clips.h5", "frames.h5"], rest: StoredFixture.both)
    let plan = try Plan(configuration, sources: fixture.runner(configuration).sources)
    #expect(plan.exclusions.contains("clips and frames: 'third' has no frames"))
    let records = try fixture.run(configuration).filter { $0.trial.level == "clips and frames" }
    #expect(records.count == 5 && records.allSatisfy { $0.error == nil })
    // A direction to it is refused before anything is computed.
    let other = try fixture.configuration(
      ["clips.h5", "frames.h5"], directions: "[left -> third]", rest: StoredFixture.both)
    #expect(throws: InputError.self) { try Plan(other, sources: fixture.runner(other).sources) }
  }

  @Test("a class whose labelled rows one level alone has is never predicted, and the plan says so")
  func classes() throws {
    let split = try fused().split
    let lost = split.roles.labelled.filter { StoredFixture.label($0) == 2 }
    let (records, said, _) = try fused(frames: ["left": lost])
    #expect(said.contains { $0.hasPrefix("clips and frames:") && $0.hasSuffix("for lift: never predicted") })
    let combined = try #require(records.first { $0.trial.alignment.name == "clips-and-frames" })
    #expect(combined.error == nil && combined.predictions?.predicted.contains(2) == false)
    // The others are told apart as before.
    let hits = try #require(combined.predictions)
    #expect(zip(hits.truth, hits.predicted).count { $0 == $1 } > hits.truth.count / 2)
  }

  @Test("where no row is left, trials fail with the reason and the others run")
  func nothingLeft() throws {
    let split = try fused().split
    let (records, said, _) = try fused(frames: ["right": split.roles.test])
    #expect(said.contains { $0.hasSuffix("left -> right: no test row has both forms: its trials fail") })
    let combined = try #require(records.first { $0.trial.alignment.name == "clips-and-frames" })
    #expect(combined.error?.contains("no test row that has right") == true && combined.predictions == nil)
    let own = try #require(records.first { $0.trial.alignment.name == "source-on-source" })
    #expect(own.error?.contains("test row") == true || own.error == nil)
  }

  private func part(_ classes: [Int], _ rows: [[Double]]) -> Fusion.PartScores {
    .init(classes: classes, values: Matrix(columns: rows))
  }

  @Test("scores are added class by class, whichever classes either part knows and in whichever order")
  func scoresOfClasses() throws {
    let clips = part([0, 1, 3], [[1, 2, 4], [3, 1, 0]])
    let frames = part([3, 1, 2, 0], [[1, 5, 9, 2], [0, 1, 9, 5]])
    let scores = try Fusion.Scores(clips: clips, frames: frames, among: [0, 1, 2])
    #expect(scores.classes == [0, 1])
    #expect(scores.clips.column(0) == [-1, 1] && scores.frames.column(0) == [-1, 1])
    #expect(scores.predictions(0.5) == [1, 0] && scores.predictions(0) == [1, 0] && scores.predictions(1) == [1, 0])
  }

  @Test("other rows, no common candidate, and scores that are no numbers are refused, not added")
  func refusedScores() {
    let clips = part([0, 1], [[1, 2], [2, 1]])
    for frames in [
      part([0, 1], [[1, 2]]), part([2, 3], [[1, 2], [2, 1]]), part([0, 1], [[1, .nan], [1, 2]]),
      part([0, 1], [[1, 2], [-.infinity, 2]]),
    ] {
      #expect(throws: InputError.self) { try Fusion.Scores(clips: clips, frames: frames, among: [0, 1]) }
      #expect(throws: InputError.self) { try Fusion.Scores(clips: frames, frames: clips, among: [0, 1]) }
    }
    // What neither is asked about may be anything.
    #expect(throws: Never.self) {
      try Fusion.Scores(
        clips: clips, frames: part([0, 1, 2], [[1, 2, .nan], [2, 1, .infinity]]), among: [0, 1])
    }
  }

  @Test(
    "a unit of the scores changes nothing, however large or small; equal scores say nothing",
    arguments: [
      1e-250, 1e-170, 1, 1e160, 1e300,
    ])
  func units(unit: Double) {
    let plain: [Double] = [1, -2, 4, 0.5]
    let expected = Fusion.standardised(Matrix(columns: [plain])).column(0)
    let scaled = Fusion.standardised(Matrix(columns: [plain.map { $0 * unit }])).column(0)
    for (a, b) in zip(expected, scaled) { #expect(abs(a - b) < 1e-12) }
    #expect(Fusion.standardised(Matrix(columns: [[unit, unit]])).column(0) == [0, 0])
  }
}
