import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Randomness

@testable import Datasets
@testable import Encoders

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

/// The joints of a Kinect v1 and where they are in a person who stands upright, in metres: x to
/// their right, y up.
let kinectPose: [(name: String, place: SIMD3<Double>)] = {
  var pose: [(name: String, place: SIMD3<Double>)] = [
    ("head", [0, 1.7, 0]), ("shoulder-center", [0, 1.45, 0]), ("spine", [0, 1.1, 0.02]), ("hip-center", [0, 1, 0]),
  ]
  let side: [(name: String, place: SIMD3<Double>)] = [
    ("shoulder", [0.2, 1.4, 0]), ("elbow", [0.3, 1.15, 0.05]), ("wrist", [0.32, 0.95, -0.1]),
    ("hand", [0.32, 0.88, -0.12]), ("hip", [0.1, 0.95, 0]), ("knee", [0.12, 0.5, -0.03]),
    ("ankle", [0.12, 0.1, 0.02]), ("foot", [0.13, 0.02, -0.1]),
  ]
  for joint in side { pose.append(("left-" + joint.name, joint.place * SIMD3<Double>(-1, 1, 1))) }
  for joint in side { pose.append(("right-" + joint.name, joint.place)) }
  return pose
}()

/// The names of their channels.
let kinectChannels = kinectPose.flatMap { joint in ["x", "y", "z"].map { "\(joint.name)-\($0)" } }

/// The unit of each of them, the same for all.
func kinectUnits(_ unit: String) -> [String: String] {
  Dictionary(uniqueKeysWithValues: kinectChannels.map { ($0, unit) })
}

/// What a sensor on a limb that moves about reads, in g and deg/s, at 50 Hz.
func wearable(_ seed: UInt64, _ frames: Int) -> TimeSeries {
  var generator = Seed(base: seed).generator
  var (up, turn) = (SIMD3<Double>(0.6, 0, 0.8), SIMD3<Double>.zero)
  let columns = (0..<frames).map { _ in
    turn = 0.95 * turn + 0.3 * SIMD3(generator.normal(), generator.normal(), generator.normal())
    up -= 0.02 * cross(turn, up)
    up /= length(up)
    let force = up + 0.1 * SIMD3(generator.normal(), generator.normal(), generator.normal())
    return (0..<3).map { Float(force[$0]) } + (0..<3).map { Float(turn[$0] * 180 / .pi) }
  }
  return TimeSeries(values: Matrix(columns: columns), rate: 50, channels: InertialChannels.names)
}

/// A point turned about the vertical through the origin, in radians.
func turned(_ p: SIMD3<Double>, _ angle: Double) -> SIMD3<Double> {
  let (cosine, sine) = (cos(angle), sin(angle))
  let x = cosine * p.x + sine * p.z
  let z = cosine * p.z - sine * p.x
  return SIMD3<Double>(x, p.y, z)
}

/// A skeleton whose joints are where `place` puts them, given the standing pose and the time in
/// seconds.
func skeleton(
  _ frames: Int, rate: Double = 30, place: (_ pose: SIMD3<Double>, _ seconds: Double) -> SIMD3<Double>
) -> TimeSeries {
  let columns = (0..<frames).map { t in
    kinectPose.flatMap { joint in
      let at = place(joint.place, Double(t) / rate)
      return [Float(at.x), Float(at.y), Float(at.z)]
    }
  }
  return TimeSeries(values: Matrix(columns: columns), rate: rate, channels: kinectChannels)
}

/// A skeleton whose joints wander a little about the standing pose.
func skeleton(_ seed: UInt64, _ frames: Int) -> TimeSeries {
  var generator = Seed(base: seed).generator
  var wander = kinectPose.map { _ in SIMD3<Double>.zero }
  let columns = (0..<frames).map { _ in
    kinectPose.indices.flatMap { j in
      wander[j] = 0.9 * wander[j] + 0.02 * SIMD3(generator.normal(), generator.normal(), generator.normal())
      let at = kinectPose[j].place + wander[j]
      return [Float(at.x), Float(at.y), Float(at.z)]
    }
  }
  return TimeSeries(values: Matrix(columns: columns), rate: 30, channels: kinectChannels)
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

/// A warm spot that wanders over a cold grid.
func grid(_ seed: UInt64, _ frames: Int, shape: [Int] = [12, 16]) -> GridSeries {
  var generator = Seed(base: seed).generator
  let cells = shape.reduce(1, *)
  var place = cells / 2
  let values = Matrix<Float>(cells, frames) { result in
    for frame in 0..<frames {
      place = min(max(place + generator.index(below: 5) - 2, 0), cells - 1)
      for cell in 0..<cells { result[frame * cells + cell] = 1 / Float(1 + abs(cell - place)) }
    }
  }
  return GridSeries(values: values, shape: shape, axes: shape.indices.map { "axis-\($0)" }, rate: 15)
}

/// Clouds of up to six points, some frames empty.
func cloud(_ seed: UInt64, _ frames: Int) -> PointSeries {
  var generator = Seed(base: seed).generator
  let attributes = ["x", "y", "z", "doppler", "intensity"]
  var (values, offsets): ([Float], [Int]) = ([], [0])
  for frame in 0..<frames {
    let count = generator.index(below: 7)
    for _ in 0..<count {
      values += attributes.map { _ in Float(generator.index(below: 2_001)) / 1_000 - 1 + 0.01 * Float(frame) }
    }
    offsets.append(offsets[frame] + count)
  }
  return PointSeries(values: values, attributes: attributes, offsets: offsets, rate: 10)
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
