import Diagnostics
import StrictYAML
import Testing

@testable import Benchmarking

private func decode(_ text: String) throws -> BenchmarkConfiguration {
  try StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "test.yaml")
}

private let minimal = """
  benchmark: test
  dataset: spar
  protocols: [cross-subject]
  alignments:
    - perfect: {k: [16, 32], scaling: [raw, centred]}
    - ridge-cca
  classifiers: [gaussian-mixture]
  """

@Suite("Configuration")
struct ConfigurationTests {
  @Test("grids are expanded, and 'none' is always among the alignments")
  func alignments() throws {
    let configuration = try decode(minimal)
    #expect(configuration.alignments.map(\.name) == ["none", "perfect", "perfect", "perfect", "perfect", "ridge-cca"])
    #expect(try decode(minimal.replacing("- ridge-cca", with: "- none")).alignments.count == 5)
  }

  @Test(
    "what is misspelt is refused with its line and the nearest known name",
    arguments: [
      ("benchmark: test", "benchmrk: test", "2"), ("- ridge-cca", "- ridge-cac", "6"), ("scaling:", "scalin:", "5"),
      ("[gaussian-mixture]", "[gausian-mixture]", "7"),
      ("[gaussian-mixture]", "[gaussian-mixture]\nkeep: [latent]", "8"),
      ("[cross-subject]", "[cross-subjet]", "3"),
    ])
  func misspelt(right: String, wrong: String, line: String) throws {
    let error = try #require(throws: InputError.self) { try decode(minimal.replacing(right, with: wrong)) }
    #expect(error.place.hasPrefix("test.yaml:"))
    if !wrong.hasPrefix("benchmrk") {
      #expect(error.place.hasPrefix("test.yaml:\(line):"))
      #expect(error.advice.contains("Did you mean"))
    }
  }

  @Test("values out of range are refused")
  func ranges() {
    for (right, wrong) in [
      ("k: [16, 32]", "k: [16, 0]"), ("benchmark: test", "benchmark: a/b"),
      ("protocols: [cross-subject]", "protocols: []"),
      ("classifiers: [gaussian-mixture]", "classifiers: []"),
    ] {
      #expect(throws: InputError.self) { try decode(minimal.replacing(right, with: wrong)) }
    }
  }

  @Test("directions are all, or a list of existing pairs")
  func directions() throws {
    #expect(try Directions.all.resolved(among: ["a", "b", "c"]).count == 6)
    let listed = try decode(minimal + "\ndirections: [accelerometer -> gyroscope]").directions
    #expect(
      try listed.resolved(among: ["accelerometer", "gyroscope"]) == [
        Direction(source: "accelerometer", target: "gyroscope")
      ])
    #expect(throws: InputError.self) { try listed.resolved(among: ["acceleromete", "gyroscope"]) }
    #expect(throws: InputError.self) { try decode(minimal + "\ndirections: [a b]") }
    #expect(throws: InputError.self) { try decode(minimal + "\ndirections: some") }
    let same = try decode(minimal + "\ndirections: [a -> a]").directions
    #expect(throws: InputError.self) { try same.resolved(among: ["a"]) }
  }

  @Test("several sources are one direction, whatever their order; a source twice, or as the target, is refused")
  func severalSources() throws {
    let known = ["a", "b", "c", "d+e"]
    func resolved(_ text: String) throws -> [Direction] {
      try decode(minimal + "\ndirections: [\(text)]").directions.resolved(among: known)
    }
    let both = Direction(sources: ["a", "b"], target: "c")
    #expect(try resolved("a + b -> c") == [both] && resolved("b+a -> c") == [both])
    #expect(both.source == "a + b" && both.hasSeveralSources)
    #expect(try resolved("a + b + c -> d+e") == [Direction(sources: ["a", "b", "c"], target: "d+e")])
    #expect(try resolved("d+e -> a") == [Direction(source: "d+e", target: "a")])
    for wrong in ["a + a -> c", "a + c -> c", "a + -> c", "+ a -> c", "a + x -> c"] {
      #expect(throws: InputError.self, "\(wrong)") { try resolved(wrong) }
    }
    #expect(try decode(minimal).sourceLatents == .each)
    #expect(try decode(minimal + "\nsourceLatents: mean").sourceLatents == .mean)
    #expect(throws: InputError.self) { try decode(minimal + "\nsourceLatents: sum") }
  }

  @Test("feature files and synthetic data are read with their parameters")
  func datasets() throws {
    guard
      case .features(let files) = try decode(minimal.replacing("spar", with: "{features: {files: [a.h5, b.h5]}}"))
        .dataset
    else {
      Issue.record("no feature files")
      return
    }
    #expect(files == ["a.h5", "b.h5"])
    guard
      case .synthetic(let sweep) = try decode(minimal.replacing("spar", with: "{synthetic: {noise: 0.5}}")).dataset
    else {
      Issue.record("no synthetic data")
      return
    }
    #expect(sweep.datasets.map(\.noise) == [0.5] && sweep.datasets.map(\.samples) == [2000])
  }
}
