import Datasets
import FeatureStore
import Foundation
import LinearAlgebra
import Randomness
import Testing

@Suite("The command 'align'")
struct AlignTests {
  /// A folder with `features.h5`: two modalities that are linear images of one latent, without
  /// noise unless asked for.
  private static func withFeatures(noise: Double = 0, _ body: (_ folder: URL, _ file: String) throws -> Void) throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("features.h5")
    let data = try SyntheticDataset {
      ($0.samples, $0.dimensions) = (80, [6, 5])
      ($0.latentDimension, $0.noise) = (3, noise)
    }
    try FeatureFile.write(data.features(seed: Seed(base: 1)), to: file)
    try body(folder, file.path)
  }

  private static let modalities = ["--modalities", "modality-1,modality-2"]

  private static func align(_ arguments: String...) throws -> HARTransfer.Output {
    try HARTransfer.run(["align"] + arguments)
  }

  private static func json(_ output: HARTransfer.Output) throws -> [String: Any] {
    #expect(output.code == 0, "\(output.standardError)")
    return try #require(JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any])
  }

  private static func score(_ object: [String: Any], _ part: String, _ name: String) throws -> Double {
    let scores = try #require((object[part] as? [String: Any])?["scores"] as? [String: Any])
    return try #require(scores[name] as? Double)
  }

  @Test("exact data: no error on test pairs, every partner found, and R² is 1 both ways")
  func exact() throws {
    try Self.withFeatures { folder, file in
      let output = folder.appendingPathComponent("latents.h5")
      let object = try Self.json(
        Self.align(
          file, "--modalities", "modality-1,modality-2", "--method", "ridge-cca", "--parameters", "{k: 3, ridge: 0}",
          "--protocol", "cross-subject", "--translate", "--output", output.path, "--format", "json"))
      for part in ["pairs", "test"] {
        #expect(try Self.score(object, part, "cmae") < 1e-10)
        #expect(try Self.score(object, part, "cmaeNormalised") < 1e-20)
        #expect(try Self.score(object, part, "recallAt1") == 1)
        #expect(try Self.score(object, part, "recallAt1Back") == 1)
        #expect((object[part] as? [String: Any])?["count"] as? Int == 40)
      }
      let translations = try #require(object["translations"] as? [[String: Any]])
      #expect(translations.compactMap { $0["to"] as? String } == ["modality-2", "modality-1"])
      for translation in translations {
        for name in ["weighted", "median"] {
          let value = try #require((translation["test"] as? [String: Any])?[name] as? Double)
          #expect(abs(value - 1) < 1e-12)
        }
      }

      let known = try FeatureFile.read(URL(fileURLWithPath: file))
      let written = try FeatureFile.read(output)
      #expect(
        written.modalities.map(\.name) == [
          "modality-1", "modality-2", "modality-2-from-modality-1", "modality-1-from-modality-2",
        ])
      #expect(written.samples == known.samples)
      let all = Array(0..<80)
      for (name, original) in [
        ("modality-2-from-modality-1", "modality-2"), ("modality-1-from-modality-2", "modality-1"),
      ] {
        let difference = try written.modality(name).values.columns(all) - known.modality(original).values.columns(all)
        #expect(difference.frobeniusNorm < 1e-9)
      }
      let latents = try written.modality("modality-1")
      #expect(latents.values.dimension == 3 && latents.encoder == "synthetic > ridge-cca")
      #expect(latents.encoderParameters.contains("\"alignment\":{\"correlationPower\":0,\"k\":3,\"ridge\":0}"))
      let odd = known.samples.ids.indices.filter { known.samples.subjects[$0] % 2 == 1 }.map { known.samples.ids[$0] }
      #expect(latents.fittedOn == odd)
      #expect(try HARTransfer.run("inspect", output.path).code == 0)
    }
  }

  @Test("without a protocol all rows are pairs, and it says that there are no test pairs")
  func allPairs() throws {
    try Self.withFeatures(noise: 1) { _, file in
      let output = try Self.align(
        file, "--modalities", "modality-1, modality-2", "--method", "ridge-cca", "--parameters", "{k: 2}",
        "--reduction",
        "{pca: 2}", "--translate")
      #expect(output.code == 0, "\(output.standardError)")
      #expect(output.standardOutput.contains("80 pairs") && output.standardOutput.contains("no test pairs"))
      #expect(output.standardOutput.contains("modality-2 from modality-1: R² of its 5 features"))
      let object = try Self.json(
        Self.align(
          file, "--modalities", "modality-1,modality-2", "--method", "none", "--format", "json"))
      #expect(object["test"] == nil && object["protocol"] == nil)
    }
  }

  @Test(
    "of many samples 'perfect' says what it can have lost against the exact solution, of few there is nothing to say")
  func exactness() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for (samples, isBounded) in [(2500, true), (500, false)] {
      let file = folder.appendingPathComponent("\(samples).h5").path
      let made = try HARTransfer.run(
        "synthetic", "--output", file, "--samples", "\(samples)", "--dimensions", "6", "5", "--noise", "0.3")
      #expect(made.code == 0, "\(made.standardError)")
      let arguments = ["--modalities", "modality-1,modality-2", "--method", "perfect", "--parameters", "{k: 2}"]
      let text = try HARTransfer.run(["align", file] + arguments)
      #expect(text.standardOutput.contains("exact within  the least error up to") == isBounded)
      let object = try Self.json(HARTransfer.run(["align", file] + arguments + ["--format", "json"]))
      let bounds = object["exactness"] as? [String: Any]
      #expect((bounds != nil) == isBounded)
      guard let bounds else { continue }
      #expect(try #require(bounds["sine"] as? Double) < 1e-6 && #require(bounds["excess"] as? Double) < 1.000001)
    }
  }

  @Test(
    "it measures what a benchmark's trial of the same description measures", arguments: ["ridge-cca", "procrustes"])
  func sameAsTrial(method: String) throws {
    try Self.withFeatures(noise: 1) { folder, file in
      let configuration = folder.appendingPathComponent("same.yaml")
      let text = """
        benchmark: same
        dataset: {features: {files: ["\(file)"]}}
        seed: 3
        protocols: [random-40-40-10-10]
        directions: ["modality-2 -> modality-1"]
        reduction: {pca: 3}
        alignments: [ridge-cca: {k: 2}, procrustes]
        classifiers: [nearest-centroid]
        """
      try text.write(to: configuration, atomically: true, encoding: .utf8)
      let run = try HARTransfer.run("run", configuration.path, "--results", folder.path, "--format", "json")
      #expect(run.code == 0, "\(run.standardError)")
      let records = try FileManager.default.contentsOfDirectory(
        at: folder.appendingPathComponent("same/records"), includingPropertiesForKeys: nil)
      let record = try #require(
        records.lazy.compactMap { try? JSONSerialization.jsonObject(with: Data(contentsOf: $0)) as? [String: Any] }
          .first { record in
            let trial = record["trial"] as? [String: Any]
            return (trial?["alignment"] as? [String: Any])?["name"] as? String == method
          })
      let split = try #require((record["trial"] as? [String: Any])?["split"] as? String)
      let parameters = method == "ridge-cca" ? "{k: 2}" : "{}"
      let object = try Self.json(
        Self.align(
          file, "--modalities", "modality-2,modality-1", "--method", method, "--parameters", parameters, "--reduction",
          "{pca: 3}", "--protocol", "random-40-40-10-10", "--split", split, "--seed", "3", "--format", "json"))
      let scores = try #require(record["scores"] as? [String: Any])
      for name in ["cmae", "cmaeSquared", "cmaeFrobenius", "cmaeNormalised", "recallAt1"] {
        #expect(try Self.score(object, "test", name) == scores[name] as? Double)
        guard name != "recallAt1" else { continue }
        #expect(try Self.score(object, "pairs", name) == scores[name + "Train"] as? Double)
      }
    }
  }

  @Test("a named split is the one that is used; the first is the default, and the same run gives the same bytes")
  func splits() throws {
    try Self.withFeatures(noise: 1) { folder, file in
      func run(_ more: String...) throws -> [String: Any] {
        try Self.json(
          HARTransfer.run(
            ["align", file] + Self.modalities
              + ["--method", "ridge-cca", "--parameters", "{k: 2}", "--protocol", "leave-one-subject-out"] + more
              + ["--format", "json"]))
      }
      let names = try ["3", "1"].map { subject in
        try #require(run("--split", "subject-\(subject)")["split"] as? String)
      }
      #expect(names == ["subject-3", "subject-1"])
      let files = ["a.h5", "b.h5"].map { folder.appendingPathComponent($0) }
      for file in files { #expect(try run("--output", file.path)["split"] as? String == "subject-1") }
      #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
    }
  }

  @Test("samples that lack a modality are no pairs, and are still missing in what is written")
  func incomplete() throws {
    try Self.withFeatures { folder, file in
      let whole = try FeatureFile.read(URL(fileURLWithPath: file))
      let present = (0..<80).map { $0 % 4 != 1 }
      var modalities = whole.modalities
      modalities[1].values = .double(
        modalities[1].values.columns(Array(0..<80)).scalingColumns(by: present.map { $0 ? 1 : 0 }))
      modalities[1].present = present
      let partial = folder.appendingPathComponent("partial.h5")
      try FeatureFile.write(
        FeatureSet(samples: whole.samples, modalities: modalities, origin: whole.origin), to: partial)
      let output = folder.appendingPathComponent("latents.h5")
      let object = try Self.json(
        HARTransfer.run(
          ["align", partial.path] + Self.modalities + ["--method", "ridge-cca", "--parameters", "{k: 3, ridge: 0}"]
            + ["--translate", "--output", output.path, "--format", "json"]))
      #expect(object["incompleteSamples"] as? Int == 20 && (object["pairs"] as? [String: Any])?["count"] as? Int == 60)
      #expect(try Self.score(object, "pairs", "cmae") < 1e-10)
      let written = try FeatureFile.read(output)
      #expect(try written.modality("modality-2").present == present)
      #expect(try written.modality("modality-1-from-modality-2").present == present)
      #expect(try written.modality("modality-2-from-modality-1").present == nil)
      // What is missing is predicted from the modality that is there.
      let all = Array(0..<80)
      let predicted = try written.modality("modality-2-from-modality-1").values.columns(all)
      #expect((predicted - whole.modalities[1].values.columns(all)).frobeniusNorm < 1e-9)
    }
  }

  @Test("latents fitted on a split's pairs are refused for a split that tests those rows")
  func leakage() throws {
    try Self.withFeatures(noise: 1) { folder, file in
      let latents = folder.appendingPathComponent("latents.h5").path
      let first = try HARTransfer.run(
        ["align", file] + Self.modalities + ["--method", "ridge-cca", "--parameters", "{k: 3}", "--output", latents])
      #expect(first.code == 0, "\(first.standardError)")
      let second = try HARTransfer.run(
        ["align", latents] + Self.modalities
          + ["--method", "ridge-cca", "--parameters", "{k: 2}", "--protocol", "cross-subject"])
      #expect(second.code == 2 && second.standardError.contains("fitted_on"))
    }
  }

  @Test(
    "refused inputs end with exit code 2 and say what was expected",
    arguments: [
      (["--modalities", "modality-1,modality-3", "--method", "cca"], "Did you mean 'modality-1'?"),
      (["--modalities", "modality-1,modality-1", "--method", "cca"], "two different modalities"),
      (["--modalities", "modality-1", "--method", "cca"], "two names with a comma"),
      (modalities + ["--method", "ccca"], "Did you mean 'cca'?"),
      (modalities + ["--method", "cca", "--parameters", "{k: 0}"], "--parameters:1:1: k"),
      (modalities + ["--method", "cca", "--parameters", "{kk: 3}"], "unknown key 'kk'"),
      (modalities + ["--method", "cca"], "at most 3"),
      (modalities + ["--method", "cca", "--parameters", "{k: 2}", "--reduction", "{pca: 0}"], "pca"),
      (modalities + ["--method", "cca", "--parameters", "{k: 2}", "--protocol", "cros-subject"], "'cross-subject'"),
      (modalities + ["--method", "cca", "--parameters", "{k: 2}", "--split", "subject-1"], "without a protocol"),
      (
        modalities + ["--method", "cca", "--parameters", "{k: 2}", "--protocol", "leave-one-subject-out"]
          + ["--split", "subject-11"], "Did you mean 'subject-1'?"
      ),
      (modalities + ["--method", "csa", "--parameters", "{k: 2}", "--translate"], "translation: csa"),
    ])
  func refusals(arguments: [String], message: String) throws {
    try Self.withFeatures { folder, file in
      let latents = folder.appendingPathComponent("latents.h5")
      let output = try HARTransfer.run(["align", file] + arguments + ["--output", latents.path])
      #expect(output.code == 2 && output.standardOutput.isEmpty)
      #expect(output.standardError.contains(message), "\(output.standardError)")
      #expect(!FileManager.default.fileExists(atPath: latents.path))
    }
  }
}
