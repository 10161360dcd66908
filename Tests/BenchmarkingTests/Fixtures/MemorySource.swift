import FeatureStore
import Foundation
import LinearAlgebra
import Locks

@testable import Benchmarking
@testable import Datasets

/// Sensors in memory that show one of three movements, and a sentence.
struct MemorySource: RecordingSource {
  static let frames = 20
  let samples: SampleTable
  let modalities = ["first", "second", "third", "text"]
  let readings = Readings()

  /// The recordings that were read, one after the other.
  final class Readings: Sendable {
    let all = Mutex<[String]>([])
  }

  init() throws {
    let keys = (0..<48).map { (label: $0 / 16, subject: 1 + $0 / 4 % 4, trial: 1 + $0 % 4) }
    samples = try SampleTable(
      ids: keys.map { "a\($0.label)_s\($0.subject)_t\($0.trial)" }, labels: keys.map(\.label),
      classNames: ["a", "b", "c"], subjects: keys.map(\.subject), trials: keys.map(\.trial))
  }

  var manifest: Manifest {
    Manifest(
      id: "memory", title: "Memory", version: "1", loader: "none", modalities: [], classes: samples.classNames,
      subjects: [1], trials: 4, absent: nil, companions: nil, samples: samples.count, window: nil, licence: "",
      citation: "", homepage: "", checksums: [], fetch: nil)
  }

  func checksum(of modality: String) throws -> String { "sum of \(modality)" }

  func signal(row: Int, modality: String) throws -> Signal {
    readings.all.withLock { $0.append("\(modality) \(row)") }
    guard modality != "text" else { return .text("a sentence") }
    var values = Matrix<Float>(3, Self.frames)
    for t in 0..<Self.frames {
      for c in 0..<3 {
        let phase = Double(t * (samples.labels[row] + 1)) / 4 + Double(c)
        values[c, t] = Float(sin(phase) + 0.05 * cos(Double(7 * row + 3 * t + c)) + (modality == "first" ? 0 : 2))
      }
    }
    return .series(TimeSeries(values: values, rate: 10, channels: ["x", "y", "z"]))
  }
}
