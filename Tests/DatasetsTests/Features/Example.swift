import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Datasets

/// Twelve samples of two modalities whose numbers every format holds exactly.
enum Example {
  static let count = 12
  static let ids = (0..<count).map { "a\(1 + $0 % 3)_s\(1 + $0 / 3)_t1" }
  static let labels = (0..<count).map { $0 % 3 }
  static let classes = ["walk", "run", "sit"]
  static let subjects = (0..<count).map { 1 + $0 / 3 }
  /// The order of the rows in the second file.
  static let order = (0..<count).map { ($0 * 5 + 3) % count }

  static func video(_ sample: Int, _ feature: Int) -> Double { Double(sample * 4 + feature) / 8 - 3 }
  static func inertial(_ sample: Int, _ feature: Int) -> Double { Double(sample - feature * 2) / 4 + 0.5 }

  /// What our own schema has of the same numbers.
  static func set(_ precision: FeaturePrecision = .double) throws -> FeatureSet {
    func matrix(_ rows: Int, _ value: (Int, Int) -> Double) -> FeatureMatrix {
      let matrix = Matrix(columns: (0..<count).map { sample in (0..<rows).map { value(sample, $0) } })
      guard precision == .float else { return .double(matrix) }
      return .float(Matrix<Float>(columns: (0..<count).map { sample in (0..<rows).map { Float(value(sample, $0)) } }))
    }
    return try FeatureSet(
      samples: SampleTable(ids: ids, labels: labels, classNames: classes, subjects: subjects),
      modalities: [
        ModalityFeatures(name: "video", values: matrix(4, video), encoder: "net", pretrainedOn: "other data"),
        ModalityFeatures(name: "imu", values: matrix(3, inertial), encoder: "moments", units: "g"),
      ], origin: FeatureOrigin(dataset: "mine"))
  }

  /// A manifest with the given mapping.
  static func manifest(_ features: String, more: String = "") throws -> Manifest {
    try Manifest.decode(
      """
      id: mine
      title: Mine
      version: "1"
      licence: CC0-1.0
      citation: none
      classes: [walk, run, sit]
      \(more)
      features:
      \(features.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
      """, file: "manifest.yaml")
  }

  static let modalities = """
    modalities:
      video: {file: video, array: emb, sampleAxis: 0, encoder: net, pretrainedOn: other data, fittedOn: none}
      imu: {file: imu, array: X, sampleAxis: 1, encoder: moments, fittedOn: none, units: g}
    """

  /// Mapped through our schema's file: what is the same in both is exactly the same.
  static func expectSame(_ mapped: FeatureSet, _ known: FeatureSet, _ location: SourceLocation = #_sourceLocation) {
    #expect(mapped.samples == known.samples, sourceLocation: location)
    #expect(mapped.modalities.map(\.description) == known.modalities.map(\.description), sourceLocation: location)
    for (a, b) in inStep(mapped.modalities, known.modalities) {
      let all = Array(0..<known.samples.count)
      #expect(a.values.columns(all) == b.values.columns(all), sourceLocation: location)
    }
  }
}
