import Datasets
import FeatureStore
import Foundation
import Randomness
import Testing

@Suite("Features of others, end to end")
struct MappedFeaturesTests {
  private static let classes = ["left", "right"]

  /// A folder with `sets/mine/manifest.yaml` and `sets/mine/data/all.h5`: synthetic features under
  /// other names, one of the two arrays with its samples along the second axis, labels as text.
  private static func withDataset(_ body: (_ folder: URL, _ known: FeatureSet) throws -> Void) throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let known = try SyntheticDataset {
      ($0.samples, $0.dimensions) = (80, [6, 5])
      ($0.latentDimension, $0.noise) = (3, 0.5)
    }
    .features(seed: Seed(base: 1))
    let own = folder.appendingPathComponent("sets/mine")
    try FileManager.default.createDirectory(
      at: own.appendingPathComponent("data"), withIntermediateDirectories: true)
    let all = Array(0..<80)
    let (first, second) = (known.modalities[0].values.columns(all), known.modalities[1].values.columns(all))
    try HDF5File.create(own.appendingPathComponent("data/all.h5")) { file in
      try file.createGroup("/emb")
      try file.write(all.flatMap { sample in (0..<6).map { first[$0, sample] } }, shape: [80, 6], to: "/emb/mean")
      try file.write((0..<5).flatMap { row in all.map { second[row, $0] } }, shape: [5, 80], to: "/imu")
      try file.write(known.samples.ids, to: "/clip")
      try file.write(known.samples.labels.map { classes[$0] }, to: "/action")
      try file.write(known.samples.subjects.map { Int64($0) }, to: "/person")
    }
    try """
    id: mine
    title: Mine
    version: "1"
    licence: CC0-1.0
    citation: none
    classes: [left, right]
    features:
      file: all.h5
      modalities:
        video: {array: /emb/mean, encoder: net, fittedOn: none}
        imu: {array: /imu, sampleAxis: 1, encoder: moments, fittedOn: none}
      ids: /clip
      labels: /action
      subjects: /person
    """.write(to: own.appendingPathComponent("manifest.yaml"), atomically: true, encoding: .utf8)
    try body(folder, known)
  }

  private static let methods = """
    seed: 3
    protocols: [cross-subject: {overlap: shared}]
    directions: ["video -> imu"]
    alignments: [ridge-cca: {k: 2}]
    classifiers: [nearest-centroid]
    """

  private static func run(_ configuration: String, _ folder: URL) throws -> HARTransfer.Output {
    let file = folder.appendingPathComponent("own.yaml")
    try configuration.write(to: file, atomically: true, encoding: .utf8)
    return try HARTransfer.run(
      "run", file.path, "--results", folder.path, "--datasets", folder.appendingPathComponent("sets").path, "--cache",
      folder.appendingPathComponent("cache").path, "--format", "json")
  }

  @Test("a manifest over a foreign file leads to the rows that the same features in our own file lead to")
  func leaderboard() throws {
    try Self.withDataset { folder, known in
      let output = try Self.run("benchmark: mapped\ndataset: mine\n\(Self.methods)", folder)
      #expect(output.code == 0, "\(output.standardError)")
      let row = try #require(Rows(output.standardOutput).all("ridge-cca", "video", "imu", ["k": 2]).first)
      #expect(row["dataset"] as? String == "mine" && row["encoderSource"] as? String == "net")

      // Splits are drawn by the data set's id, so the file says the same.
      var modalities = known.modalities
      (modalities[0].name, modalities[1].name) = ("video", "imu")
      let file = folder.appendingPathComponent("ours.h5")
      try FeatureFile.write(
        FeatureSet(
          samples: SampleTable(
            ids: known.samples.ids, labels: known.samples.labels, classNames: Self.classes,
            subjects: known.samples.subjects), modalities: modalities,
          origin: FeatureOrigin(dataset: "mine", datasetVersion: "1")), to: file)
      let ours = try Self.run(
        "benchmark: ours\ndataset: {features: {files: [\"\(file.path)\"]}}\n\(Self.methods)", folder)
      #expect(ours.code == 0, "\(ours.standardError)")
      let other = try #require(Rows(ours.standardOutput).all("ridge-cca", "video", "imu", ["k": 2]).first)
      for score in ["accuracy", "macroF1", "cmae", "recallAt1"] {
        #expect(try #require(row[score] as? Double) == other[score] as? Double)
      }
    }
  }

  @Test("encoders for features are refused; align takes the data set's id; encode writes our own file")
  func otherCommands() throws {
    try Self.withDataset { folder, _ in
      let refused = try Self.run(
        "benchmark: mapped\ndataset: mine\nencoders: {imu: [statistics]}\n\(Self.methods)", folder)
      #expect(refused.code == 2 && refused.standardError.contains("maps features"), "\(refused.standardError)")
      let sets = folder.appendingPathComponent("sets").path
      let aligned = try HARTransfer.run(
        "align", "mine", "--datasets", sets, "--modalities", "video,imu", "--method", "ridge-cca", "--parameters",
        "{k: 2}")
      #expect(aligned.code == 0 && aligned.standardOutput.contains("80 pairs"), "\(aligned.standardError)")
      let listed = try HARTransfer.run("datasets", "list", "--datasets", sets)
      #expect(listed.standardOutput.contains("80 samples"), "\(listed.standardOutput)")
      let file = folder.appendingPathComponent("own.yaml")
      try "benchmark: mapped\ndataset: mine\n\(Self.methods)".write(to: file, atomically: true, encoding: .utf8)
      let encoded = try HARTransfer.run(
        "encode", file.path, "--datasets", sets, "--output", folder.appendingPathComponent("out").path)
      #expect(encoded.code == 0, "\(encoded.standardError)")
      #expect(try FeatureFile.read(folder.appendingPathComponent("out/mine.h5")).samples.count == 80)
    }
  }

  @Test("inspect shows any file and proposes a manifest that runs")
  func inspection() throws {
    try Self.withDataset { folder, _ in
      let file = folder.appendingPathComponent("sets/mine/data/all.h5").path
      let shown = try HARTransfer.run("inspect", file)
      #expect(shown.code == 0 && shown.standardOutput.contains("/emb/mean  [80, 6]  float64"))
      #expect(shown.standardOutput.contains("samples by class (/action) and subject (/person)"))
      let json = try HARTransfer.run("inspect", file, "--format", "json")
      let object = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any]
      #expect((object?["arrays"] as? [Any])?.count == 5)
      let proposed = try HARTransfer.run("inspect", file, "--propose-manifest")
      #expect(proposed.code == 0, "\(proposed.standardError)")
      let manifest = proposed.standardOutput.replacing("id: all", with: "id: mine").replacing("TODO", with: "none")
      try manifest.write(
        to: folder.appendingPathComponent("sets/mine/manifest.yaml"), atomically: true, encoding: .utf8)
      let output = try Self.run(
        "benchmark: proposed\ndataset: mine\n\(Self.methods.replacing("directions: [\"video -> imu\"]\n", with: ""))",
        folder)
      #expect(output.code == 0, "\(output.standardError)")
    }
  }
}
