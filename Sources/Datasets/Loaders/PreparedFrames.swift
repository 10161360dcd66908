import Diagnostics
import FeatureStore
import LinearAlgebra

/// One modality of an open `recordings.h5`: all recordings one after the other, and where each
/// begins.
struct PreparedFrames: Sendable {
  let modality: Modality
  /// The numbers: a row a frame, or a row a point.
  private let dataset: HDF5Dataset
  /// Where each recording begins, counted in frames.
  private let offsets: [Int]
  /// Where each frame begins, counted in points; nil where a row is a frame.
  private let frameOffsets: [Int]?
  /// When the first frame of each recording was recorded, in seconds.
  let starts: [Double]
  /// Which recordings this modality has.
  let present: [Bool]

  /// Where the frames of a recording lie.
  func range(_ recording: Int) -> Range<Int> { offsets[recording]..<offsets[recording + 1] }

  /// Opens the modality's group and compares it with the manifest. Numbers are read later, but for
  /// offsets.
  /// - Throws: `InputError` that names the object of the file.
  init(of modality: Modality, in file: HDF5File, recordings: Int) throws {
    self.modality = modality
    let group = PreparedGroup(file: file, name: modality.name, recordings: recordings)
    let isCloud = modality.form == .points
    dataset = try group.numbers(isCloud ? "points" : "frames", of: modality)
    try group.requireNames(of: modality)
    frameOffsets = isCloud ? try group.offsets("frame_offsets", count: nil, end: dataset.shape[0], of: "points") : nil
    offsets = try group.offsets(
      "offsets", count: recordings + 1, end: frameOffsets.map { $0.count - 1 } ?? dataset.shape[0], of: "frames")
    starts = try group.starts()
    present = try group.present(offsets: offsets)
  }

  /// The signal of some frames, the first of which was recorded at `start`.
  /// - Throws: `InputError` where they cannot be read or a number is not finite.
  func signal(_ frames: Range<Int>, start: Double) throws -> Signal {
    guard let frameOffsets else {
      let values = try Matrix<Float>(modality.channels.count, frames.count) { try dataset.read(rows: frames, into: $0) }
      try values.withUnsafeElements { try requireFinite($0, from: frames.lowerBound) }
      return modality.signal(
        TimeSeries(values: values, rate: modality.rate, channels: modality.channels, start: start))
    }
    let points = frameOffsets[frames.lowerBound]..<frameOffsets[frames.upperBound]
    let values = try dataset.read(rows: points, as: Float.self)
    try values.withUnsafeBufferPointer { try requireFinite($0, from: points.lowerBound) }
    return .points(
      PointSeries(
        values: values, attributes: modality.channels,
        offsets: frameOffsets[frames.lowerBound...frames.upperBound].map { $0 - points.lowerBound },
        rate: modality.rate, start: start))
  }

  private func requireFinite(_ values: UnsafeBufferPointer<Float>, from row: Int) throws {
    guard let bad = values.firstIndex(where: { !$0.isFinite }) else { return }
    throw InputError(
      dataset.place, found: "\(values[bad]) in row \(row + bad / modality.channels.count)", expected: "finite numbers",
      advice: "Mend the file, or leave the sample out with --skip-bad.")
  }
}
