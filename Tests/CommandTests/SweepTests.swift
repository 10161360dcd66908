import FeatureStore
import Foundation
import Testing

@Suite("Synthetic data and sweeps on the command line")
struct SweepTests {
  private func inFolder<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  @Test("'synthetic' writes a feature file with the true latents and says its rank")
  func written() throws {
    try inFolder { folder in
      let file = folder.appendingPathComponent("s.h5")
      let output = try HARTransfer.run([
        "synthetic", "--output", file.path, "--samples", "50", "--dimensions", "6", "5", "4", "--latent-dimension", "3",
        "--nuisance-dimension", "1",
      ])
      #expect(output.code == 0 && output.standardOutput.contains("15 features, rank 6, 9 left null vectors"))
      let set = try FeatureFile.read(file)
      #expect(set.samples.count == 50 && set.modalities.map(\.values.dimension) == [6, 5, 4])
      #expect(set.trueLatents?.rows == 3)
    }
  }

  @Test("a sweep has a board a value, and its curves show that perfect alignment is exact without noise alone")
  func curves() throws {
    try inFolder { folder in
      let file = folder.appendingPathComponent("c.yaml")
      try """
      benchmark: small
      dataset: {synthetic: {samples: 160, testSamples: 20, dimensions: [10, 10], sweep: {noise: [1, 0]}}}
      protocols: [{subject-disjoint: {draws: 2}}]
      directions: [modality-1 -> modality-2]
      reduction: {standardise: false}
      alignments: [{perfect: {k: 2}}]
      classifiers: [nearest-centroid]
      """.write(to: file, atomically: true, encoding: .utf8)
      #expect(try HARTransfer.run(["run", file.path, "--results", folder.path]).code == 0)
      let output = try HARTransfer.run([
        "curves", folder.path + "/small", "--over", "noise", "--scores", "cmae", "accuracy", "--format", "json",
      ])
      #expect(output.code == 0)
      let curves = try #require(
        try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [[String: Any]])
      #expect(curves.count == 2 && curves[0]["points"] as? [Double] == [0, 1])
      let series = try #require(curves[0]["series"] as? [[String: Any]])
      let perfect = try #require(series.first { $0["name"] as? String == "perfect" }?["values"] as? [Double])
      #expect(perfect[0] < 1e-10 && perfect[1] > 0.1)
    }
  }
}
