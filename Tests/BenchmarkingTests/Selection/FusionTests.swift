import StrictYAML
import TestSupport
import Testing

@testable import Benchmarking

@Suite("Fusion of clips and frames")
struct FusionTests {
  @Test(
    "of weights that do as well, the one nearest to one half is taken, and of two as near the smaller",
    arguments: [("[0, 0.4, 0.6, 1]", 0.4), ("[0, 1]", 0), ("[0.1, 0.5, 0.9]", 0.5), ("[0.3, 0.6, 0.8]", 0.6)])
  func ties(weights: String, expected: Double) throws {
    let part = "{alignment: {ridge-cca: {k: 3}}, classifier: nearest-centroid}"
    let text = "clips: \(part)\nframes: \(part)\nweights: \(weights)"
    let choice = try StrictYAML.decode(FusionChoice.self, from: text, file: "t.yaml")
    let fixture = try SyntheticFixture()
    let data = try SplitData(fixture.features, split: fixture.split, reduction: .init())
    // Both parts see the same, so that their sum is the same whatever the weight.
    let fusion = Fusion(
      choice: choice, clips: data, frames: data, direction: Direction(source: "modality-1", target: "modality-2"),
      sourceLatents: nil)
    let (weight, report) = try FusionSelector(fusion: fusion)()
    let scores = try report.candidates.map { try #require($0.score) }
    #expect(scores.count == choice.weights.count && Set(scores).count == 1 && scores[0] > 0.5)
    #expect(weight == expected)
  }
}
