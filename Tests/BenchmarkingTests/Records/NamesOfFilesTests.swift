import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Testing

@testable import Benchmarking
@testable import Records

@Suite("Names from files stay within their folder") struct NamesOfFilesTests {
  private static func folder() -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("hartransfer-names-\(UUID().uuidString)")
  }

  /// A runner of a small feature file, written to `file`, of a data set of that name.
  private func runner(dataset: String, file: URL, home: URL) throws -> BenchmarkRunner {
    let count = 12
    let values = Matrix<Float>(2, count) { target in
      for index in 0..<(2 * count) { target.initializeElement(at: index, to: Float(index % 5)) }
    }
    let set = try FeatureSet(
      samples: SampleTable(
        ids: (0..<count).map { "s\($0)" }, labels: (0..<count).map { $0 % 2 }, classNames: ["a", "b"],
        subjects: (0..<count).map { $0 / 3 }),
      modalities: ["x", "y"].map { ModalityFeatures(name: $0, values: .float(values), encoder: "e") },
      origin: FeatureOrigin(dataset: dataset))
    try FeatureFile.write(set, to: file)
    let text = """
      benchmark: b
      dataset: {features: {files: ["\(file.path)"]}}
      protocols: [{cross-subject: {overlap: shared}}]
      alignments: [{perfect: {k: 2}}]
      classifiers: [nearest-centroid]
      """
    let configuration = home.appendingPathComponent("b.yaml")
    try Data(text.utf8).write(to: configuration)
    return try BenchmarkRunner(
      BenchmarkConfiguration(contentsOf: configuration), results: home.appendingPathComponent("results"),
      cache: home.appendingPathComponent("cache"))
  }

  @Test(
    "a feature file whose data set is named like a path is not written elsewhere",
    arguments: ["../victim", "a/b", ".."])
  func encode(_ name: String) throws {
    let home = Self.folder()
    defer { try? FileManager.default.removeItem(at: home) }
    let runner = try runner(dataset: name, file: home.appendingPathComponent("in/features.h5"), home: home)
    let output = home.appendingPathComponent("out/deep")
    let error = #expect(throws: InputError.self) { try runner.writeFeatures(to: output) }
    #expect(error?.found == "'\(name)'")
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).sorted() == ["b.yaml", "in"])
  }

  @Test("features are not written over the file that they come from")
  func overwriting() throws {
    let home = Self.folder()
    defer { try? FileManager.default.removeItem(at: home) }
    let file = home.appendingPathComponent("mine.h5")
    let runner = try runner(dataset: "mine", file: file, home: home)
    let before = try Data(contentsOf: file)
    let error = #expect(throws: InputError.self) { try runner.writeFeatures(to: home) }
    #expect(error?.found == "a file of the features that are read")
    #expect(try Data(contentsOf: file) == before)
    #expect(try runner.writeFeatures(to: home.appendingPathComponent("out")).map(\.lastPathComponent) == ["mine.h5"])
  }

  @Test("a plan whose keys are paths is refused")
  func keys() throws {
    let home = Self.folder()
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
