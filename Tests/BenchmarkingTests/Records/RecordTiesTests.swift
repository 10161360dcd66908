import FeatureStore
import Foundation
import Testing

@testable import Benchmarking

/// A record is found again only where everything that shaped it is what it was.
@Suite("What records of stored features are tied to")
struct RecordTiesTests {
  private typealias Part = StoredFixture.Part

  @Test("of two files that hold one modality, as vectors and as frames, each changes the trials that see it")
  func forms() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    let configuration = try fixture.configuration(["clips.h5", "frames.h5"], rest: StoredFixture.both)
    func keys(clips: Float, frames: Float) throws -> [String: Set<String>] {
      for (file, form, change) in [("clips.h5", FeatureForm.vectors, clips), ("frames.h5", .sequences, frames)] {
        try fixture.write(
          file, [Part(name: "left", form: form, change: change), Part(name: "right", form: form)])
      }
      return try fixture.keys(configuration)
    }
    let (old, clips, frames) = (
      try keys(clips: 0, frames: 0), try keys(clips: 1, frames: 0), try keys(clips: 0, frames: 1)
    )
    #expect(old.keys.sorted() == ["clips", "clips and frames", "frames"] && old.values.allSatisfy { !$0.isEmpty })
    func changed(_ level: String, _ new: [String: Set<String>]) throws -> Bool {
      try #require(old[level]).isDisjoint(with: #require(new[level]))
    }
    #expect(try changed("clips", clips) && changed("clips and frames", clips) && changed("frames", frames))
    #expect(try changed("clips and frames", frames))
    #expect(old["frames"] == clips["frames"] && old["clips"] == frames["clips"])
    // The same files under other names, and behind links, are the same.
    try FileManager.default.moveItem(at: fixture.url("frames.h5"), to: fixture.url("elsewhere.h5"))
    try FileManager.default.createSymbolicLink(
      at: fixture.url("frames.h5"), withDestinationURL: fixture.url("elsewhere.h5"))
    #expect(try fixture.keys(configuration) == frames)
    try fixture.write("elsewhere.h5", ["left", "right"].map { Part(name: $0, form: .sequences, change: 2) })
    #expect(try changed("frames", fixture.keys(configuration)))
  }

  @Test("the order of classes, which the first file gives, is tied to trials of modalities of other files")
  func tableOfFirstFile() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    try fixture.write("pair.h5", [Part(name: "left"), Part(name: "right")])
    func keys(_ order: [String]) throws -> [String: Set<String>] {
      try fixture.write("first.h5", [Part(name: "other")], order: order)
      return try fixture.keys(fixture.configuration(["first.h5", "pair.h5"]))
    }
    #expect(try keys(StoredFixture.classes) != keys(StoredFixture.classes.reversed()))
  }

  @Test("which samples a third modality has is tied to trials whose samples lack one, since it says what is a pair")
  func presenceOfOthers() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    func keys(lacking: [Int], other: [Int], change: Float = 0) throws -> [String: Set<String>] {
      try fixture.write("pair.h5", [Part(name: "left", missing: lacking), Part(name: "right")])
      try fixture.write("other.h5", [Part(name: "other", change: change, missing: other)])
      return try fixture.keys(fixture.configuration(["pair.h5", "other.h5"]))
    }
    let lacking = try keys(lacking: [1, 2], other: [2])
    #expect(try lacking != keys(lacking: [1, 2], other: [1, 2]))
    // Its numbers are no concern of theirs, nor is anything of it where nothing is lacking.
    #expect(try lacking == keys(lacking: [1, 2], other: [2], change: 1))
    #expect(try keys(lacking: [], other: [2]) == keys(lacking: [], other: []))
  }

  @Test("a record is not reused where a file of frames changed under the same name")
  func reuse() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    let names = ["left", "right"]
    try fixture.write("clips.h5", names.map { Part(name: $0) })
    let configuration = try fixture.configuration(["frames.h5", "clips.h5"], rest: StoredFixture.both)
    for change in [0, 5] as [Float] {
      try fixture.write("frames.h5", names.map { Part(name: $0, form: .sequences, change: change) })
      let summary = try fixture.runner(configuration).run()
      // Trials of clips alone are what they were.
      let clips = try #require(fixture.keys(configuration)["clips"]).count
      #expect(summary.reused == (change == 0 ? 0 : clips) && summary.failed == 0)
    }
  }

  @Test("what an included file says is tied as if it stood in the configuration itself")
  func included() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    try fixture.write("pair.h5", [Part(name: "left"), Part(name: "right")])
    let main = fixture.url("main.yaml")
    try """
    benchmark: stored
    include: part.yaml
    dataset: {features: {files: [\(fixture.url("pair.h5").path)]}}
    protocols: [{cross-subject: {overlap: shared}}]
    """.write(to: main, atomically: true, encoding: .utf8)
    func keys(_ ridge: Double, seed: Int = 0) throws -> [String: Set<String>] {
      try """
      seed: \(seed)
      directions: [left -> right]
      alignments: [{ridge-cca: {k: 2, ridge: \(ridge)}}]
      classifiers: [nearest-centroid]
      """.write(to: fixture.url("part.yaml"), atomically: true, encoding: .utf8)
      return try fixture.keys(BenchmarkConfiguration(contentsOf: main))
    }
    #expect(try keys(0.1) != keys(0.2) && keys(0.1, seed: 1) != keys(0.1))
    // A default that is written out is the default.
    #expect(
      try fixture.keys(fixture.configuration(["pair.h5"]))
        == fixture.keys(fixture.configuration(["pair.h5"], rest: "reduction: {standardise: true}\nseed: 0")))
  }
}
