import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Testing

@testable import Benchmarking

@Suite("Names from files stay within their folder") struct NamesOfFilesTests {
  @Test(
    "a feature file whose data set is named like a path is not written elsewhere",
    arguments: ["../victim", "a/b", ".."])
  func encode(_ name: String) throws {
    let home = RecordStoreTests.folder()
    defer { try? FileManager.default.removeItem(at: home) }
    let count = 12
    let values = Matrix<Float>(2, count) { target in
      for index in 0..<(2 * count) { target.initializeElement(at: index, to: Float(index % 5)) }
    }
    let set = try FeatureSet(
      samples: SampleTable(
        ids: (0..<count).map { "s\($0)" }, labels: (0..<count).map { $0 % 2 }, classNames: ["a", "b"],
        subjects: (0..<count).map { $0 / 3 }),
      modalities: ["x", "y"].map { ModalityFeatures(name: $0, values: .float(values), encoder: "e") },
      origin: FeatureOrigin(dataset: name))
    let file = home.appendingPathComponent("in/features.h5")
    try FeatureFile.write(set, to: file)
    let text = """
      benchmark: b
      dataset: {features: {files: ["\(file.path)"]}}
      protocols: [{cross-subject: {overlap: disjoint}}]
      alignments: [{perfect: {k: 2}}]
      classifiers: [nearest-centroid]
      """
    let configuration = home.appendingPathComponent("b.yaml")
    try Data(text.utf8).write(to: configuration)
    let runner = try BenchmarkRunner(
      BenchmarkConfiguration(contentsOf: configuration), results: home.appendingPathComponent("results"),
      cache: home.appendingPathComponent("cache"))
    let output = home.appendingPathComponent("out/deep")
    let error = #expect(throws: InputError.self) { try runner.writeFeatures(to: output) }
    #expect(error?.found == "'\(name)'")
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).sorted() == ["b.yaml", "in"])
  }

  @Test("a plan whose keys are paths is refused")
  func keys() throws {
    let home = RecordStoreTests.folder()
    defer { try? FileManager.default.removeItem(at: home) }
    let nothing = TrialDescription.Choice(name: "x")
    let trial = TrialDescription(
      benchmark: "b", dataset: "d", datasetVersion: "1", protocol: nothing, split: "1", source: "s", target: "t",
      encoderSource: nothing, encoderTarget: nothing, reduction: .null, alignment: nothing, classifier: nothing, seed: 0
    )
    let store = RecordStore(folder: home)
    for key in ["../../secret", "/etc/passwd", ""] {
      try store.writePlan([PlannedTrial(key: key, trial: trial)])
      let error = #expect(throws: InputError.self) { try store.plan() }
      #expect(error?.found == "'\(key)'")
    }
  }
}
