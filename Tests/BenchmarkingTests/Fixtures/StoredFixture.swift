import FeatureStore
import Foundation
import LinearAlgebra
import Randomness
import StrictYAML
import Testing

@testable import Benchmarking
@testable import Records

/// Feature files in a folder: views of one mixture of four classes by six persons, as vectors and
/// as frames.
struct StoredFixture {
  /// One modality of a file.
  struct Part {
    var name: String
    var form = FeatureForm.vectors
    /// Added to the first number of the first sample.
    var change: Float = 0
    /// Samples that lack it.
    var missing: [Int] = []
  }

  static let count = 96
  static let classes = ["reach", "turn", "lift", "rest"]
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("stored-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  /// The class of a sample.
  static func label(_ row: Int) -> Int { row % classes.count }

  /// Writes a file.
  /// - Parameter order: the classes in the order in which the file names them.
  func write(_ name: String, _ parts: [Part], order: [String] = classes) throws {
    try FeatureFile.write(Self.features(parts, order: order), to: url(name))
  }

  /// The features.
  static func features(_ parts: [Part], order: [String] = classes) throws -> FeatureSet {
    let rows = 0..<count
    let samples = try SampleTable(
      ids: rows.map { "r\($0)" }, labels: rows.map { order.firstIndex(of: classes[label($0)])! }, classNames: order,
      subjects: rows.map { 1 + $0 / 4 % 6 })
    let modalities = parts.map { part -> ModalityFeatures in
      let shape = part.form == .sequences ? SequenceShape(frames: 8, channels: ["a", "b", "c", "d"]) : nil
      var values = Matrix<Float>(columns: rows.map { Self.numbers($0, of: part.name, shape) })
      values[0, 0] += part.change
      for row in part.missing { for i in 0..<values.rows { values[i, row] = 0 } }
      return ModalityFeatures(
        name: part.name, values: .float(values), encoder: "made",
        present: part.missing.isEmpty ? nil : rows.map { !part.missing.contains($0) }, sequence: shape)
    }
    return try FeatureSet(samples: samples, modalities: modalities, origin: FeatureOrigin(dataset: "stored"))
  }

  private static func numbers(_ row: Int, of name: String, _ shape: SequenceShape?) -> [Float] {
    var own = Seed(base: 3).deriving("class", "\(label(row))").generator
    var noise = Seed(base: 4).deriving("row", "\(row)").generator
    let latent = (0..<3).map { _ in 2 * own.normal() + 0.4 * noise.normal() }
    var mixing = Seed(base: 5).deriving(name).generator
    var rest = Seed(base: 6).deriving(name, "\(row)").generator
    let weights = (0..<4).map { _ in (0..<3).map { _ in mixing.normal() } }
    return (0..<(shape?.frames ?? 1)).flatMap { frame in
      weights.map { weights in
        let wave = shape == nil ? 1 : 1 + 0.3 * sin(Double(frame))
        return Float(wave * zip(weights, latent).reduce(0) { $0 + $1.0 * $1.1 } + 0.1 * rest.normal())
      }
    }
  }

  static let both = """
    frames:
      alignments: [{ridge-cca: {k: 2}}]
      classifiers: [nearest-centroid]
    combinations:
      - clips: {alignment: {ridge-cca: {k: 2}}, classifier: nearest-centroid}
        frames: {alignment: {ridge-cca: {k: 2}}, classifier: nearest-centroid}
        weights: [0, 0.5, 1]
    """

  /// A benchmark of the files.
  func configuration(
    _ files: [String], directions: String = "[left -> right]", protocols: String = "{cross-subject: {overlap: shared}}",
    alignment: String = "{ridge-cca: {k: 2}}", rest: String = ""
  ) throws -> BenchmarkConfiguration {
    try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: stored
        dataset: {features: {files: [\(files.map { url($0).path }.joined(separator: ", "))]}}
        protocols: [\(protocols)]
        directions: \(directions)
        alignments: [\(alignment)]
        classifiers: [nearest-centroid]
        \(rest)
        """, file: "stored.yaml")
  }

  func runner(_ configuration: BenchmarkConfiguration) throws -> BenchmarkRunner {
    try BenchmarkRunner(configuration, results: url("results"), cache: url("cache"))
  }

  /// The keys of the trials by level.
  func keys(_ configuration: BenchmarkConfiguration) throws -> [String: Set<String>] {
    let plan = try Plan(configuration, sources: runner(configuration).sources)
    return Dictionary(grouping: plan.trials, by: \.description.level.rawValue).mapValues { Set($0.map(\.key)) }
  }

  /// The records of a run, in the order of its plan.
  func run(_ configuration: BenchmarkConfiguration) throws -> [TrialRecord] {
    let runner = try runner(configuration)
    _ = try runner.run()
    return try runner.store.plan().map { planned in
      let found = try runner.store.record(planned.key)
      return try #require(found)
    }
  }
}
