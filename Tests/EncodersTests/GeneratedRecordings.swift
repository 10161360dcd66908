import Diagnostics
import FeatureStore
import LinearAlgebra
import Randomness

@testable import Datasets

/// Recordings in memory.
struct GeneratedSource: RecordingSource {
  let samples: SampleTable
  let modalities: [String]
  /// The signals of each modality, in the order of the samples.
  let signals: [String: [Signal]]
  /// What the manifest says of the modalities.
  var declared: [Modality] = []

  var manifest: Manifest {
    Manifest(
      id: "generated", title: "Generated", version: "1", loader: "none", modalities: declared,
      classes: samples.classNames,
      subjects: [1], trials: 1, absent: nil, companions: nil, samples: samples.count, window: nil, licence: "",
      citation: "", homepage: "", checksums: [], fetch: Fetch(method: .archives, byHand: ""))
  }

  init(_ signals: [String: [Signal]]) throws {
    self.signals = signals
    modalities = signals.keys.sorted()
    let count = signals.values.map(\.count).max() ?? 0
    samples = try SampleTable(
      ids: (0..<count).map { "s\($0)" }, labels: [Int](repeating: 0, count: count), classNames: ["any"],
      subjects: [Int](repeating: 1, count: count))
  }

  func checksum(of modality: String) throws -> String { "" }
  func signal(row: Int, modality: String) throws -> Signal { signals[modality]?[row] ?? .series(series(0, 1)) }
}

/// Names of channels in triples: hip-center-x, -y, -z, head-x, ... and so on.
func channelNames(_ count: Int) -> [String] {
  let bases = ["hip-center", "head"] + (2..<max(2, count)).map { "joint\($0)" }
  return Array(bases.flatMap { base in ["x", "y", "z"].map { "\(base)-\($0)" } }.prefix(count))
}

/// A random walk of each channel.
func series(_ seed: UInt64, _ frames: Int, channels: Int = 6, scale: Float = 1) -> TimeSeries {
  var generator = Seed(base: seed).generator
  var values = Matrix<Float>(channels, frames)
  for c in 0..<channels {
    var value = Float(generator.normal())
    for t in 0..<frames {
      value += Float(generator.normal())
      values[c, t] = scale * value
    }
  }
  return TimeSeries(values: values, rate: 50, channels: channelNames(channels))
}

/// A constant of each channel.
func constantSeries(_ frames: Int, channels: Int = 6) -> TimeSeries {
  var values = Matrix<Float>(channels, frames)
  for t in 0..<frames { for c in 0..<channels { values[c, t] = Float(c) + 0.1 } }
  return TimeSeries(values: values, rate: 50, channels: channelNames(channels))
}

/// A box that wanders and comes nearer, before nothing.
func video(_ seed: UInt64, _ frames: Int, height: Int = 30, width: Int = 40) -> DepthVideo {
  var generator = Seed(base: seed).generator
  var pixels = [UInt16](repeating: 0, count: height * width * frames)
  var (x, y, z) = (width / 2, height / 2, 2_500)
  for t in 0..<frames {
    x = min(max(x + generator.index(below: 5) - 2, 0), width - 8)
    y = min(max(y + generator.index(below: 5) - 2, 0), height - 10)
    z += generator.index(below: 61) - 30
    for c in x..<(x + 8) {
      for r in y..<(y + 10) { pixels[(t * width + c) * height + r] = UInt16(z + 10 * (r - y)) }
    }
  }
  return DepthVideo(height: height, width: width, frames: frames, millimetres: pixels, rate: 30)
}

extension Signal {
  /// The series of a signal that is known to be one.
  var values: Matrix<Float> {
    if case .series(let series) = self { series.values } else { Matrix(0, 0) }
  }
  var channels: [String] {
    if case .series(let series) = self { series.channels } else { [] }
  }
}

extension ModalityFeatures {
  var matrix: Matrix<Float> {
    if case .float(let matrix) = values { matrix } else { Matrix(0, 0) }
  }
}
