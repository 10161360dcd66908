import Diagnostics
import FeatureStore
import Files
import Foundation
import LinearAlgebra
import Testing

/// A sealed feature file tells what it is, and whether it is what was written.
@Suite struct SealTests {
  private func features() throws -> FeatureSet {
    let samples = try SampleTable(
      ids: ["a", "b", "c"], labels: [0, 1, 0], classNames: ["x", "y"], subjects: [1, 1, 2])
    let values = Matrix<Float>(columns: [[1, 2], [3, 4], [5, 6]])
    return try FeatureSet(
      samples: samples, modalities: [ModalityFeatures(name: "m", values: .float(values), encoder: "none")],
      origin: FeatureOrigin(dataset: "d"))
  }

  @Test("a sealed file is a feature file, equal sets give equal bytes, and every byte is under the seal")
  func sealed() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("seals-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let (url, other) = (folder.appendingPathComponent("a.h5"), folder.appendingPathComponent("b.h5"))
    for file in [url, other] { try FeatureFile.write(features(), to: file, seal: (key: "k", note: "2")) }
    let bytes = try Data(contentsOf: url)
    #expect(try bytes == Data(contentsOf: other))
    #expect(try FeatureFile.read(url).samples == features().samples)
    let seal = try #require(FileSeal(of: url))
    #expect(seal.key == "k" && seal.note == "2")
    #expect(try seal.fault(of: url, key: "k") == nil && seal.damage(of: url) == nil)
    #expect(seal.fault(of: url, key: "other") != nil)
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1
      try damaged.write(to: other)
      let found = FileSeal(of: other)
      #expect(try place < FileSeal.size ? found == nil : found?.damage(of: other) != nil, "byte \(place)")
    }
    try bytes.dropLast().write(to: other)
    #expect(FileSeal(of: other)?.fault(of: other, key: "k") != nil)
    // Without a seal a file is what it was.
    try FeatureFile.write(features(), to: other)
    #expect(FileSeal(of: other) == nil)
    #expect(try Data(contentsOf: other).prefix(8) == Data([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]))
  }
}
