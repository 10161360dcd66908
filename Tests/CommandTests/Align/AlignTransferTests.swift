import Datasets
import FeatureStore
import Foundation
import LinearAlgebra
import Randomness
import Testing

@Suite("The option '--classifier' of 'align'")
struct AlignTransferTests {
  /// A feature file whose second modality some samples may lack.
  private static func withFile(incomplete: Bool = false, _ body: (_ file: String) throws -> Void) throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let data = try SyntheticDataset {
      ($0.samples, $0.dimensions) = (1600, [7, 6])
      ($0.latentDimension, $0.noise) = (3, 0.8)
    }
    let whole = try data.features(seed: Seed(base: 6))
    let modalities = whole.modalities.enumerated().map { place, modality in
      var modality = modality
      if incomplete, place == 1 {
        let present = (0..<1600).map { $0 % 7 != 2 }
        modality.values = .double(
          modality.values.columns(Array(0..<1600)).scalingColumns(by: present.map { $0 ? 1 : 0 }))
        modality.present = present
      }
      return modality
    }
    let file = folder.appendingPathComponent("features.h5")
    try FeatureFile.write(
      FeatureSet(samples: whole.samples, modalities: modalities, origin: whole.origin), to: file)
    try body(file.path)
  }

  private static func align(_ file: String, _ more: [String]) throws -> HARTransfer.Output {
    try HARTransfer.run(
      ["align", file, "--modalities", "modality-1,modality-2", "--protocol", "cross-subject"] + more)
  }

  private static func transfer(_ file: String, _ more: [String]) throws -> [String: Any] {
    let output = try align(file, more + ["--format", "json"])
    #expect(output.code == 0, "\(output.standardError)")
    let object = try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: Any]
    return try #require(object?["transfer"] as? [String: Any])
  }

  @Test(
    "scores are the same with features in memory and in pieces",
    arguments: [
      ("procrustes", "lda"), ("ridge-cca", "{gaussian-mixture: {components: 2, restarts: 2}}"),
      ("ridge-cca", "{gaussian-mixture: {transfer: push-forward}}"),
      ("perfect", "{gaussian-mixture: {transfer: subspace, covariance: full}}"), ("procrustes", "nearest-centroid"),
      ("procrustes", "ridge-classifier"), ("ridge-cca", "{gaussian-mixture: {transfer: unsupervised}}"),
    ], [false, true])
  func asInMemory(methods: (String, String), incomplete: Bool) throws {
    try Self.withFile(incomplete: incomplete) { file in
      let options =
        ["--method", methods.0, "--classifier", methods.1]
        + (methods.0 == "procrustes" ? [] : ["--parameters", "{k: 3}"])
      let known = try Self.transfer(file, options)
      let own = try Self.transfer(file, options + ["--memory", "1k"])
      #expect(known["passes"] == nil && (own["passes"] as? Int ?? 0) >= 1)
      #expect(known["count"] as? Int == own["count"] as? Int && (known["count"] as? Int ?? 0) > 500)
      let (scores, expected) = (own["scores"] as? [String: Double], known["scores"] as? [String: Double])
      #expect(scores == expected)
      #expect(scores?.keys.sorted() == ["accuracy", "balancedAccuracy", "cohensKappa", "macroF1"])
      #expect((scores?["accuracy"] ?? 0) > 0.3)
    }
  }

  @Test("the text names classifier, modalities and readings")
  func said() throws {
    try Self.withFile { file in
      let output = try Self.align(file, ["--method", "procrustes", "--classifier", "lda", "--memory", "1k"])
      #expect(output.code == 0, "\(output.standardError)")
      let said = output.standardOutput.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(said.contains("accuracy") && said.contains("macroF1"))
      #expect(said.contains("learned from latents of the labelled rows of modality-1, read 2 times"))
    }
  }

  @Test(
    "what cannot be is refused before anything is fitted",
    arguments: [
      (["--classifier", "knn", "--memory", "1k"], ["a classifier that passes suffice for", "gaussian-mixture, lda"]),
      (["--classifier", "ldaa"], ["ldaa", "lda"]), (["--classifier", "{lda: {shrink: 1}}"], ["shrinkage"]),
    ])
  func refused(options: [String], messages: [String]) throws {
    try Self.withFile { file in
      let output = try Self.align(file, ["--method", "procrustes"] + options)
      #expect(output.code == 2 && output.standardOutput.isEmpty)
      for message in messages { #expect(output.standardError.contains(message), "\(output.standardError)") }
      let bare = try HARTransfer.run(
        ["align", file, "--modalities", "modality-1,modality-2", "--method", "procrustes", "--classifier", "lda"])
      #expect(bare.code == 2 && bare.standardError.contains("no --protocol"))
    }
  }
}
