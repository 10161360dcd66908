import Datasets
import FeatureStore
import Foundation
import LinearAlgebra
import Randomness
import Testing

@Suite("The affine maps that 'align' writes")
struct AlignMapsTests {
  private static let modalities = ["modality-1", "modality-2"]

  /// A folder with features far from zero, of unlike scale and of either precision.
  private static func withFeatures(float: Bool, _ body: (_ folder: URL, _ set: FeatureSet) throws -> Void) throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let data = try SyntheticDataset {
      ($0.samples, $0.dimensions) = (300, [7, 6])
      ($0.latentDimension, $0.noise) = (3, 0.5)
    }
    let whole = try data.features(seed: Seed(base: 2))
    let modalities = whole.modalities.enumerated().map { place, modality in
      var modality = modality
      let factors = (0..<modality.values.dimension).map { pow(10, Double($0 - 2 * place)) }
      let values = modality.values.columns(Array(0..<300)).scalingRows(by: factors).addingToColumns(factors)
      modality.values = float ? .float(values.asFloat) : .double(values)
      return modality
    }
    let set = try FeatureSet(samples: whole.samples, modalities: modalities, origin: whole.origin)
    try FeatureFile.write(set, to: folder.appendingPathComponent("features.h5"))
    try body(folder, set)
  }

  private static func align(_ folder: URL, _ more: [String]) throws -> [String: Any] {
    let output = try HARTransfer.run(
      ["align", folder.appendingPathComponent("features.h5").path, "--modalities", "modality-1,modality-2"] + more
        + ["--format", "json"])
    #expect(output.code == 0, "\(output.standardError)")
    return try #require(JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any])
  }

  @Test(
    "they give the latents of all samples, in memory and in pieces",
    arguments: [
      ("perfect", "{k: 3}", "{}"), ("perfect", "{k: 2, scaling: standardised}", "{standardise: false}"),
      ("ridge-cca", "{k: 3}", "{pca: 4}"), ("pca-cca", "{k: 2}", "{pca: 5, whiten: true}"), ("none", "{}", "{}"),
    ], [false, true])
  func latents(method: (String, String, String), float: Bool) throws {
    try Self.withFeatures(float: float) { folder, set in
      for memory in ["2G", "1"] {
        let (maps, latents) = (folder.appendingPathComponent("maps.h5"), folder.appendingPathComponent("latents.h5"))
        let object = try Self.align(
          folder,
          ["--method", method.0, "--parameters", method.1, "--reduction", method.2, "--memory", memory]
            + ["--maps", maps.path, "--output", latents.path])
        #expect(object["maps"] as? String == maps.path)
        // Of pieces there is no time without reading.
        #expect((object["computeSeconds"] != nil) == (memory == "2G"))
        let file = try HDF5File(reading: maps)
        let written = try FeatureFile.read(latents)
        for name in Self.modalities {
          let stored = try file.dataset("/\(name)/matrix")
          let values = try stored.read(as: Double.self)
          #expect(
            stored.shape == [try written.modality(name).values.dimension, try set.modality(name).values.dimension])
          let matrix = Matrix(stored.shape[1], stored.shape[0], columnMajor: values).transposed()
          let offset = try file.dataset("/\(name)/offset").read(as: Double.self)
          let features = try set.modality(name).values.columns(Array(0..<300))
          let expected = try written.modality(name).values.columns(Array(0..<300))
          let found = (matrix * features).addingToColumns(offset)
          #expect((found - expected).frobeniusNorm < 1e-9 * expected.frobeniusNorm, "\(method), \(memory): \(name)")
        }
      }
    }
  }

  @Test("of latents that are no affine map there is no file, and it says so")
  func noMaps() throws {
    try Self.withFeatures(float: false) { folder, _ in
      let maps = folder.appendingPathComponent("maps.h5")
      let arguments = ["--method", "kernel-cca", "--parameters", "{k: 2}", "--maps", maps.path]
      #expect(try Self.align(folder, arguments)["maps"] is NSNull)
      let text = try HARTransfer.run(
        ["align", folder.appendingPathComponent("features.h5").path, "--modalities", "modality-1,modality-2"]
          + arguments)
      #expect(text.standardOutput.contains("none: the latents of kernel-cca are no affine map"))
      #expect(!FileManager.default.fileExists(atPath: maps.path))
    }
  }

  @Test("with '--metrics none' nothing is measured; in pieces it is refused")
  func unmeasured() throws {
    try Self.withFeatures(float: false) { folder, _ in
      let arguments = ["--method", "ridge-cca", "--parameters", "{k: 2}", "--metrics", "none"]
      let object = try Self.align(folder, arguments)
      let pairs = try #require(object["pairs"] as? [String: Any])
      #expect(pairs["count"] as? Int == 300 && (pairs["scores"] as? [String: Any])?.isEmpty == true)
      #expect(object["maps"] == nil)
      let command = [
        "align", folder.appendingPathComponent("features.h5").path, "--modalities", "modality-1,modality-2",
      ]
      let text = try HARTransfer.run(command + arguments)
      #expect(text.standardOutput.contains("not measured") && !text.standardOutput.contains("cmae"))
      let pieces = try HARTransfer.run(command + arguments + ["--memory", "1"])
      #expect(pieces.code == 2 && pieces.standardError.contains("--metrics: found none, and"))
    }
  }
}
