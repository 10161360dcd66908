import Diagnostics
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import FeatureStore

/// Sequences of frames in feature files.
@Suite("Sequences")
struct SequenceTests {
  private let shape = SequenceShape(frames: 3, channels: ["x", "y"])

  private func features(present: [Bool]? = nil) throws -> FeatureSet {
    let samples = try SampleTable(
      ids: ["a", "b"], labels: [0, 1], classNames: ["walk", "run"], subjects: [1, 2], place: "test")
    let vectors = ModalityFeatures(
      name: "imu", values: .float(Matrix(1, 2, columnMajor: [1, 2])), encoder: "statistics", present: present)
    let frames = ModalityFeatures(
      name: "imu", values: .float(Matrix(6, 2, columnMajor: (0..<12).map { Float($0) })), encoder: "low-pass > frames",
      fittedOn: ["b"], units: "g", present: present, sequence: shape)
    let other = ModalityFeatures(
      name: "video", values: .double(Matrix(4, 2, columnMajor: (0..<8).map { Double($0) / 3 })),
      encoder: "pose > frames",
      sequence: SequenceShape(frames: 2, channels: ["u", "v"], rate: 12.5))
    return try FeatureSet(
      samples: samples, modalities: [vectors, frames, other], origin: FeatureOrigin(dataset: "d", createdBy: "test"))
  }

  @Test("a modality may be vectors, sequences or both, and comes back as it was")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let set = try features(present: [true, false])
    try FeatureFile.write(set, to: folder.file())
    let read = try FeatureFile.read(folder.file())
    #expect(read.modalities.map(\.description) == set.modalities.map(\.description))
    #expect(read.sequences.map(\.description) == set.sequences.map(\.description))
    #expect(read.sequences.map(\.name) == ["imu", "video"])
    guard case .float(let imu) = read.sequences[0].values, case .double(let video) = read.sequences[1].values else {
      Issue.record("another precision")
      return
    }
    #expect(imu.column(1) == (6..<12).map { Float($0) })
    #expect(video.column(1) == (4..<8).map { Double($0) / 3 })
  }

  @Test("rows and pieces of sequences are those of the whole")
  func parts() throws {
    let folder = try TemporaryFolder()
    try FeatureFile.write(try features(), to: folder.file())
    let reader = try FeatureFileReader(folder.file())
    #expect(reader.modalities.map(\.name) == ["imu"])
    #expect(reader.sequences.map(\.sequence) == [shape, SequenceShape(frames: 2, channels: ["u", "v"], rate: 12.5)])
    guard case .float(let swapped) = try reader.features(of: "imu", rows: [1, 0], as: .sequences) else {
      Issue.record("another precision")
      return
    }
    #expect(swapped.column(0) == (6..<12).map { Float($0) })
    var chunks = try reader.chunks(of: "imu", rows: 1, as: .sequences)
    var rows: [Range<Int>] = []
    while let chunk = try chunks.next() {
      #expect(chunk.values.dimension == 6)
      rows.append(chunk.rows)
    }
    #expect(rows == [0..<1, 1..<2])
  }

  @Test("frames that do not have the numbers that their channels ask for are refused")
  func wrongShape() throws {
    var sequence = try features().sequences[0]
    sequence.sequence = SequenceShape(frames: 2, channels: ["x", "y"])
    let samples = try features().samples
    let error = #expect(throws: InputError.self) {
      try FeatureSet(samples: samples, modalities: [sequence], origin: FeatureOrigin(dataset: "d"))
    }
    #expect(error?.place.hasSuffix("/modalities/imu/frames") == true)
    #expect(error?.expected == "2 frames of 2 channels")
  }
}
