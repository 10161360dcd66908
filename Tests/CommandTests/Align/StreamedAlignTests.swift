import Datasets
import FeatureStore
import Foundation
import LinearAlgebra
import Randomness
import Testing

@Suite("The command 'align' on files above '--memory'")
struct StreamedAlignTests {
  /// A feature file of either precision; of every fifth sample one modality may be missing.
  private static func withFile(
    float: Bool = false, incomplete: Bool = false, _ body: (_ folder: URL, _ file: String) throws -> Void
  ) throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let data = try SyntheticDataset {
      ($0.samples, $0.dimensions) = (2400, [7, 6])
      ($0.latentDimension, $0.noise) = (3, 0.5)
    }
    let whole = try data.features(seed: Seed(base: 4))
    let all = Array(0..<whole.samples.count)
    let modalities = whole.modalities.enumerated().map { place, modality in
      var modality = modality
      if incomplete, place == 1 {
        let present = all.map { $0 % 5 != 2 }
        modality.values = .double(modality.values.columns(all).scalingColumns(by: present.map { $0 ? 1 : 0 }))
        modality.present = present
      }
      if float { modality.values = .float(modality.values.columns(all).asFloat) }
      return modality
    }
    let file = folder.appendingPathComponent("features.h5")
    try FeatureFile.write(
      FeatureSet(
        samples: whole.samples, modalities: modalities, origin: whole.origin, trueLatents: whole.trueLatents),
      to: file)
    try body(folder, file.path)
  }

  private static let modalities = ["--modalities", "modality-2,modality-1"]

  private static func json(_ arguments: [String]) throws -> [String: Any] {
    let output = try HARTransfer.run(["align"] + arguments + ["--format", "json"])
    #expect(output.code == 0, "\(output.standardError)")
    return try #require(JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any])
  }

  private static func scores(_ object: [String: Any], _ part: String) throws -> [String: Double] {
    let scores = try #require((object[part] as? [String: Any])?["scores"] as? [String: Any])
    return scores.compactMapValues { $0 as? Double }
  }

  @Test(
    "scores, counts and written latents are those of the features in memory",
    arguments: [
      ("perfect", "{k: 3}", "{}"), ("ridge-cca", "{k: 3}", "{pca: 4}"), ("procrustes", "{}", "{}"),
      ("reduced-rank-ridge", "{k: 2}", "{standardise: false}"),
    ], [(false, false), (true, false), (false, true)])
  func asInMemory(method: (String, String, String), form: (float: Bool, incomplete: Bool)) throws {
    try Self.withFile(float: form.float, incomplete: form.incomplete) { folder, file in
      let files = ["memory.h5", "pieces.h5"].map { folder.appendingPathComponent($0) }
      let arguments =
        [file] + Self.modalities + ["--method", method.0, "--parameters", method.1, "--reduction", method.2]
        + ["--protocol", "cross-subject"]
      let known = try Self.json(arguments + ["--output", files[0].path])
      let own = try Self.json(arguments + ["--output", files[1].path, "--memory", "1k"])
      #expect(known["reading"] == nil)
      let reading = try #require(own["reading"] as? [String: Any])
      #expect(reading["featureBytes"] as? Int == 2400 * 13 * 8 && reading["memory"] as? Int == 1000)
      #expect((1...3).contains(try #require(reading["passes"] as? Int)))
      #expect(reading["pieceSamples"] as? Int == (own["pairs"] as? [String: Any])?["count"] as? Int)
      for key in ["latentDimension", "incompleteSamples"] { #expect(own[key] as? Int == known[key] as? Int) }
      for key in ["split", "protocol"] { #expect(own[key] as? String == known[key] as? String) }
      for part in ["pairs", "test"] {
        let (mine, other) = (try Self.scores(own, part), try Self.scores(known, part))
        #expect(Set(mine.keys) == Set(other.keys) && mine["recallAt1Back"] != nil && mine["cmae"] != nil)
        for (name, value) in other { #expect(abs((mine[name] ?? .nan) - value) <= 1e-9 * value, "\(part) \(name)") }
        let counts = [own, known].map { ($0[part] as? [String: Any])?["count"] as? Int }
        #expect(counts[0] == counts[1] && counts[0] != nil)
      }
      let (a, b) = (try FeatureFile.read(files[0]), try FeatureFile.read(files[1]))
      #expect(a.samples == b.samples && a.origin == b.origin && a.trueLatents == b.trueLatents)
      #expect(a.modalities.map(\.description) == b.modalities.map(\.description))
      let all = Array(0..<2400)
      for (mine, other) in zip(b.modalities, a.modalities) {
        let known = other.values.columns(all)
        #expect((mine.values.columns(all) - known).frobeniusNorm <= 1e-9 * known.frobeniusNorm)
      }
    }
  }

  @Test("the text says how the file was read and why, and the same run gives the same bytes")
  func said() throws {
    try Self.withFile { folder, file in
      let arguments = ["align", file] + Self.modalities + ["--method", "perfect", "--parameters", "{k: 2}"]
      let text = try HARTransfer.run(arguments + ["--memory", "100k"])
      #expect(text.code == 0, "\(text.standardError)")
      let said = text.standardOutput.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(said.contains("250k of features are above --memory 100k") && said.contains("and once more to measure"))
      #expect(said.contains("exact within"))
      let files = ["a.h5", "b.h5"].map { folder.appendingPathComponent($0) }
      for file in files { _ = try HARTransfer.run(arguments + ["--memory", "1k", "--output", file.path]) }
      #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
    }
  }

  @Test(
    "what cannot be done in pieces is refused, with the methods that can and what to do",
    arguments: [
      (["--method", "kernel-cca", "--parameters", "{k: 2}"], ["ridge-cca", "perfect", "raise '--memory'"]),
      (["--method", "ridge-cca", "--parameters", "{k: 2}", "--translate"], ["raise --memory"]),
      (["--method", "ridge-cca", "--parameters", "{k: 70}"], ["at most 6"]),
      (["--method", "ridge-cca", "--memory", "much"], ["a number of bytes"]),
      (["--method", "ridge-cca", "--memory", "0x10k"], ["a number of bytes"]),
      (["--method", "ridge-cca", "--split", "a"], ["without a protocol"]),
    ])
  func refusals(arguments: [String], messages: [String]) throws {
    try Self.withFile { folder, file in
      let output = folder.appendingPathComponent("latents.h5")
      let memory = arguments.contains("--memory") ? [] : ["--memory", "1k"]
      let result = try HARTransfer.run(
        ["align", file] + Self.modalities + arguments + memory + ["--output", output.path])
      #expect(result.code == 2 && result.standardOutput.isEmpty)
      for message in messages { #expect(result.standardError.contains(message), "\(result.standardError)") }
      #expect(!FileManager.default.fileExists(atPath: output.path))
    }
  }
}
