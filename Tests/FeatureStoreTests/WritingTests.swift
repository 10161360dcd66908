import Diagnostics
import Files
import Foundation
import LinearAlgebra
import Testing

@testable import FeatureStore

@Suite("A feature file is whole, and fixed by its contents")
struct WritingTests {
  @Test("equal sets give equal bytes, also a second later", arguments: [0, 4])
  func deterministic(compression: Int) async throws {
    let folder = try TemporaryFolder()
    try FeatureFile.write(try exampleSet(300), to: folder.file("a.h5"), compression: compression)
    // Object times count in seconds: were they stored, this wait would show them.
    try await Task.sleep(for: .milliseconds(1100))
    try FeatureFile.write(try exampleSet(300), to: folder.file("b.h5"), compression: compression)
    #expect(try Checksum.ofFile(folder.file("a.h5")) == Checksum.ofFile(folder.file("b.h5")))
  }

  @Test("the bytes do not depend on what the process wrote before, nor on other threads")
  func independent() async throws {
    let folder = try TemporaryFolder()
    try FeatureFile.write(try exampleSet(), to: folder.file("first.h5"))
    let expected = try Checksum.ofFile(folder.file("first.h5"))
    let urls = (0..<8).map { folder.file("\($0).h5") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, url) in urls.enumerated() {
        group.addTask { try FeatureFile.write(try exampleSet(index % 2 == 0 ? 12 : 12 + index), to: url) }
      }
      try await group.waitForAll()
    }
    for (index, url) in urls.enumerated() { #expect((try Checksum.ofFile(url) == expected) == (index % 2 == 0)) }
  }

  @Test("a read file, written again, has the same bytes")
  func fixedPoint() throws {
    let folder = try TemporaryFolder()
    try FeatureFile.write(try exampleSet(), to: folder.file("a.h5"))
    try FeatureFile.write(try FeatureFile.read(folder.file("a.h5")), to: folder.file("b.h5"))
    #expect(try Checksum.ofFile(folder.file("a.h5")) == Checksum.ofFile(folder.file("b.h5")))
  }

  @Test("the format is version 2 of the superblock: HDF5 1.8 and later can read it")
  func format() throws {
    let folder = try TemporaryFolder()
    try FeatureFile.write(try exampleSet(), to: folder.file())
    let bytes = try Data(contentsOf: folder.file())
    #expect(Array(bytes.prefix(9)) == [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 2])
  }

  @Test("a write that fails leaves no file and no temporary file")
  func failing() throws {
    let folder = try TemporaryFolder()
    let samples = try SampleTable(ids: ["a", "b"], labels: [0, 0], classNames: ["si\0t"], subjects: [1, 1])
    let modality = ModalityFeatures(name: "imu", values: .float(numbered(2, 2)), encoder: "mean")
    let set = try FeatureSet(samples: samples, modalities: [modality], origin: FeatureOrigin(dataset: "x"))
    let error = #expect(throws: InputError.self) { try FeatureFile.write(set, to: folder.file()) }
    #expect(error?.place.hasSuffix("features.h5: /class_names: row 0") == true)
    #expect(error?.found == "the character NUL in 'si\\0t'")
    #expect(try folder.contents == [])
  }

  @Test("a write that fails leaves the file that was there as it was")
  func failingOver() throws {
    let folder = try TemporaryFolder()
    try FeatureFile.write(try exampleSet(), to: folder.file())
    let before = try Checksum.ofFile(folder.file())
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try HDF5File.create(folder.file()) { file in
        try file.write([1] as [Int32], to: "/labels")
        throw Stop()
      }
    }
    #expect(try Checksum.ofFile(folder.file()) == before)
    #expect(try folder.contents == ["features.h5"])
  }

  @Test("what cannot be stored is refused by its name")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let set = try exampleSet()
    let level = #expect(throws: InputError.self) { try FeatureFile.write(set, to: folder.file(), compression: 10) }
    #expect(level?.expected == "a gzip level from 0 (off) to 9")
    let none = try FeatureSet(samples: set.samples, modalities: [], origin: set.origin)
    #expect(throws: InputError.self) { try FeatureFile.write(none, to: folder.file()) }
    let wide = try SampleTable(ids: ["a"], labels: [0], classNames: ["sit"], subjects: [1 << 40])
    let modality = ModalityFeatures(name: "imu", values: .float(numbered(2, 1)), encoder: "mean")
    let large = try FeatureSet(samples: wide, modalities: [modality], origin: set.origin)
    let number = #expect(throws: InputError.self) { try FeatureFile.write(large, to: folder.file()) }
    #expect(number?.place.hasSuffix("/subjects") == true)
    #expect(number?.found == "\(1 << 40) in row 0")
    for name in ["", ".", "..", "a/b", "a\0b"] {
      let named = ModalityFeatures(name: name, values: .float(numbered(2, 12)), encoder: "mean")
      #expect(throws: InputError.self) { try FeatureSet(samples: set.samples, modalities: [named], origin: set.origin) }
    }
    #expect(try folder.contents == [])
  }

  @Test("a folder in the way is an error")
  func folderInTheWay() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(at: folder.file(), withIntermediateDirectories: false)
    #expect(throws: (any Error).self) { try FeatureFile.write(try exampleSet(), to: folder.file()) }
    #expect(try folder.contents == ["features.h5"])
  }
}
