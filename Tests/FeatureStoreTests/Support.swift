import Diagnostics
import Foundation
import LinearAlgebra

@testable import FeatureStore

/// A folder that is removed with its last owner.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("feature-store-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String = "features.h5") -> URL { url.appendingPathComponent(name) }

  /// Everything in the folder, hidden files too.
  var contents: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() } }
}

/// A d x n matrix whose elements tell their own place: element (i, j) is 1000 j + i.
func numbered<T: BLASScalar>(_ rows: Int, _ columns: Int, _: T.Type = T.self) -> Matrix<T> {
  Matrix(rows, columns) { target in
    for j in 0..<columns { for i in 0..<rows { target.initializeElement(at: j * rows + i, to: T(1000 * j + i)) } }
  }
}

/// n samples of three classes with every table.
func sampleTable(_ n: Int, ids: [String]? = nil) throws -> SampleTable {
  try SampleTable(
    ids: ids ?? (0..<n).map { "clip-\($0)" }, labels: (0..<n).map { $0 % 3 }, classNames: ["sit", "stand", "walk"],
    subjects: (0..<n).map { $0 / 4 + 1 }, trials: (0..<n).map { $0 % 4 }, sessions: (0..<n).map { $0 % 2 })
}

/// A set with a modality of each precision, in an order that is not alphabetical.
func exampleSet(_ n: Int = 12) throws -> FeatureSet {
  let samples = try sampleTable(n)
  return try FeatureSet(
    samples: samples,
    modalities: [
      ModalityFeatures(
        name: "skeleton", values: .float(numbered(5, n)), encoder: "minirocket > pca", encoderParameters: #"{"k":5}"#,
        fittedOn: [samples.ids[2], samples.ids[0]], units: "1"),
      ModalityFeatures(
        name: "inertial", values: .double(numbered(3, n)), encoder: "limu-bert", pretrainedOn: "HHAR",
        present: (0..<n).map { $0 != 1 }),
    ],
    origin: FeatureOrigin(
      dataset: "example", datasetVersion: "1.0", createdBy: "a test", licence: "MIT",
      citation: "Nobody, \"Nothing\", 2025"),
    trueLatents: numbered(2, n))
}

/// A feature file written object by object, so that a test can leave one out or write another in
/// its place.
///
/// Four samples and one modality of two features, named `imu`.
struct HandMadeFile {
  typealias Writer = (HDF5File) throws -> Void

  private var objects: [(name: String, write: Writer)] = [
    ("schema", { try $0.setAttribute("schema", of: "/", to: "hartransfer-features/1") }),
    ("dataset", { try $0.setAttribute("dataset", of: "/", to: "hand-made") }),
    ("sample_ids", { try $0.write(["a", "b", "c", "d"], to: "/sample_ids") }),
    ("class_names", { try $0.write(["sit", "walk"], to: "/class_names") }),
    ("labels", { try $0.write([0, 1, 0, 1] as [Int32], to: "/labels") }),
    ("subjects", { try $0.write([1, 1, 2, 2] as [Int32], to: "/subjects") }),
    ("modalities", { try $0.createGroup("/modalities") }),
    ("imu", { try $0.createGroup("/modalities/imu") }),
    ("features", { try $0.write([0, 1, 2, 3, 4, 5, 6, 7] as [Float], shape: [4, 2], to: Self.features) }),
    ("encoder", { try $0.setAttribute("encoder", of: Self.features, to: "mean") }),
    ("fitted_on", { try $0.setAttribute("fitted_on", of: Self.features, to: "none") }),
  ]

  /// Where the features lie.
  static let features = "/modalities/imu/features"

  /// Replaces one of the objects above, leaves it out (nil), or adds a new one at the end.
  func with(_ name: String, _ write: Writer?) -> HandMadeFile {
    var copy = self
    if let place = copy.objects.firstIndex(where: { $0.name == name }) {
      if let write { copy.objects[place].write = write } else { copy.objects.remove(at: place) }
    } else if let write {
      copy.objects.append((name, write))
    }
    return copy
  }

  func write(to url: URL) throws {
    try HDF5File.create(url) { file in for object in objects { try object.write(file) } }
  }
}

/// Whether two sets are equal in everything, bit for bit in their numbers.
func equal(_ a: FeatureSet, _ b: FeatureSet) -> Bool {
  a.samples == b.samples && a.origin == b.origin && a.trueLatents == b.trueLatents
    && a.modalities.map(\.description) == b.modalities.map(\.description)
    && zip(a.modalities, b.modalities).allSatisfy { equal($0.values, $1.values) }
}

/// Whether two feature matrices are equal, in precision too.
func equal(_ a: FeatureMatrix, _ b: FeatureMatrix) -> Bool {
  switch (a, b) {
  case (.float(let a), .float(let b)): a == b
  case (.double(let a), .double(let b)): a == b
  default: false
  }
}
