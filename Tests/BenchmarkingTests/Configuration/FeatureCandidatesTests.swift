import Diagnostics
import StrictYAML
import Testing

@testable import Benchmarking

@Suite("Candidates of encoders and reductions in a configuration")
struct FeatureCandidatesTests {
  static func configuration(_ rest: String) throws -> BenchmarkConfiguration {
    try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: test
        dataset: spar
        protocols: [cross-subject]
        alignments: [{ridge-cca: {k: 2}}]
        classifiers: [nearest-centroid]
        \(rest)
        """, file: "t.yaml")
  }

  private static let both = """
    encoders:
      accelerometer: [statistics]
      gyroscope:
        candidates:
          rich: [differences, statistics]
          plain: [statistics]

    """

  @Test("candidates are kept in the order of their names, and the first stands for all")
  func order() throws {
    let level = try Self.configuration(Self.both + "chosenBy: cka").levels[0]
    #expect(level.candidates.chains.keys.sorted() == ["gyroscope"])
    #expect(level.candidates.chains["gyroscope"]?.map(\.name) == ["plain", "rich"])
    #expect(level.encoders["gyroscope"]?.name == "statistics" && level.encoders.count == 2)
    let reductions = try Self.configuration(
      "reduction: {candidates: {whitened: {pca: 3, whiten: true}, plain: {pca: 3}}}\nchosenBy: mutual-neighbours")
    #expect(reductions.levels[0].candidates.reductions.map(\.name) == ["plain", "whitened"])
    #expect(!reductions.reduction.whiten && reductions.levels[0].candidates.chains.isEmpty)
    #expect(try !Self.configuration("reduction: {pca: 3}").levels[0].candidates.areOpen)
  }

  @Test("what chooses is told with all that it fits, defaults too")
  func criteria() throws {
    func choice(_ text: String) throws -> String {
      let criterion = try #require(
        try Self.configuration(Self.both + "chosenBy: " + text).levels[0].candidates.criterion)
      return "\(criterion.name) \(try criterion.choice().parameters)"
    }
    #expect(try !choice("cka").contains("probe"))
    let retrieval = try choice("held-out-retrieval")
    #expect(retrieval.contains("ridge-cca") && retrieval.contains("16") && !retrieval.contains("classifier"))
    #expect(try choice("{held-out-retrieval: {probe: {perfect: {k: 3}}}}").contains("perfect"))
    #expect(try choice("teacher-agreement").contains("nearest-centroid"))
    #expect(try choice("{teacher-agreement: {classifier: lda}}").contains("lda"))
  }

  @Test(
    "what cannot be chosen is refused with its place",
    arguments: [
      (both, "chosenBy", "none, beside candidates"),
      ("chosenBy: cka", "chosenBy", "nothing to choose"),
      (both + "chosenBy: ckb", "chosenBy", "unknown name 'ckb'"),
      (both + "chosenBy: {cka: {probe: none}}", "chosenBy", "'probe'"),
      (both + "chosenBy: {held-out-retrieval: {classifier: lda}}", "chosenBy", "unknown key 'classifier'"),
      (
        both + "chosenBy: {held-out-retrieval: {probe: {ridge-cca: {select: {k: [1, 2], by: cka}}}}}", "chosenBy",
        "'select' in 'ridge-cca'"
      ),
      (both + "chosenBy: teacher-agreement\naxes: {labels: [1, all]}", "chosenBy", "the axis 'labels'"),
      ("reduction: {candidates: {a: {pca: 3}}}\nchosenBy: cka", "reduction", "'a' alone"),
      ("reduction: {candidates: {a: {pca: 3}, b: {pca: 3}}}\nchosenBy: cka", "reduction", "'a' and 'b'"),
      ("reduction: {candidates: {a: {pca: 3}, b: {pca: 4}}, pca: 2}\nchosenBy: cka", "reduction", "unknown key 'pca'"),
      (
        "encoders: {gyroscope: {candidates: {a: [statistics], b: [statistics]}}}\nchosenBy: cka",
        "encoders: gyroscope", "the same"
      ),
      (
        "encoders: {gyroscope: {candidates: {a: [statistics], b: [imu-kinematics, frames]}}}\nchosenBy: cka",
        "encoders: gyroscope", "which gives frames"
      ),
      ("encoders: {gyroscope: {one: [statistics]}}", "gyroscope", "the keys one"),
    ])
  func refused(rest: String, place: String, found: String) throws {
    let error = try #require(throws: InputError.self) { try Self.configuration(rest) }
    #expect("\(error)".contains(place) && "\(error)".contains(found), "\(error)")
  }
}
