import CHDF5
import CHDF5Shims
import Foundation
import LinearAlgebra
import Testing

@testable import FeatureStore

@Suite("A feature file holds a feature set")
struct RoundTripTests {
  @Test("what is written is read back, in both precisions, with every table and attribute", arguments: [0, 1, 9])
  func everything(compression: Int) throws {
    let folder = try TemporaryFolder()
    let set = try exampleSet()
    try FeatureFile.write(set, to: folder.file(), compression: compression)
    #expect(equal(try FeatureFile.read(folder.file()), set))
  }

  @Test("tables that were left out stay nil")
  func optionalTables() throws {
    let folder = try TemporaryFolder()
    let samples = try SampleTable(ids: ["a", "b"], labels: [0, 0], classNames: ["sit"], subjects: [1, -1])
    let modality = ModalityFeatures(name: "imu", values: .float(numbered(2, 2)), encoder: "mean")
    let set = try FeatureSet(samples: samples, modalities: [modality], origin: FeatureOrigin(dataset: "x"))
    try FeatureFile.write(set, to: folder.file())
    let read = try FeatureFile.read(folder.file())
    #expect(equal(read, set))
    #expect(read.samples.trials == nil && read.samples.sessions == nil && read.trueLatents == nil)
    #expect(read.modalities[0].fittedOn == nil && read.modalities[0].present == nil)
  }

  @Test("modalities keep their order; without the attribute it is the order of the alphabet")
  func order() throws {
    let folder = try TemporaryFolder()
    try FeatureFile.write(try exampleSet(), to: folder.file())
    #expect(try FeatureFile.read(folder.file()).modalities.map(\.name) == ["skeleton", "inertial"])
    withHDF5 {
      let file = H5Fopen(folder.file().path, 1, 0)  // 1: read and write
      #expect(H5Adelete_by_name(file, "/modalities", "modalities", 0) >= 0)
      H5Fclose(file)
    }
    #expect(try FeatureFile.read(folder.file()).modalities.map(\.name) == ["inertial", "skeleton"])
  }

  @Test("ids, class names, modality names and attributes may be any text but NUL")
  func unicode() throws {
    let folder = try TemporaryFolder()
    let ids = ["", " leading", "trailing ", "größe", "歩く", "👩🏽‍🔬", "line\nbreak", "a/b: 'c'"]
    let samples = try SampleTable(
      ids: ids, labels: ids.map { _ in 0 }, classNames: ["идти"], subjects: ids.map { _ in 1 })
    let modality = ModalityFeatures(
      name: "capteur inertiel – poignet", values: .double(numbered(1, ids.count)), encoder: "é",
      fittedOn: ids.reversed(),
      units: "m/s²")
    let set = try FeatureSet(
      samples: samples, modalities: [modality], origin: FeatureOrigin(dataset: "x", citation: "Müller 等"))
    try FeatureFile.write(set, to: folder.file())
    #expect(equal(try FeatureFile.read(folder.file()), set))
  }

  @Test("lists of ids and parameters of more than 64 KB are kept whole")
  func large() throws {
    let folder = try TemporaryFolder()
    let n = 5000
    let samples = try sampleTable(n, ids: (0..<n).map { "recording-number-\($0)" })
    let modality = ModalityFeatures(
      name: "imu", values: .float(numbered(2, n)), encoder: "minirocket",
      encoderParameters: "{\"biases\":\"\(String(repeating: "0.125,", count: 30_000))\"}",
      fittedOn: samples.ids.reversed())
    let set = try FeatureSet(samples: samples, modalities: [modality], origin: FeatureOrigin(dataset: "x"))
    try FeatureFile.write(set, to: folder.file())
    #expect(equal(try FeatureFile.read(folder.file()), set))
  }

  @Test("an encoder that was fitted on no sample is not one that was not fitted")
  func fittedOnNothing() throws {
    let folder = try TemporaryFolder()
    let modality = ModalityFeatures(name: "imu", values: .float(numbered(2, 3)), encoder: "x", fittedOn: [])
    let set = try FeatureSet(
      samples: try sampleTable(3), modalities: [modality], origin: FeatureOrigin(dataset: "x"))
    try FeatureFile.write(set, to: folder.file())
    #expect(try FeatureFile.read(folder.file()).modalities[0].fittedOn == [])
  }

  @Test("row i of the [n, d] data set is column i of the d x n matrix, byte for byte")
  func noTransposition() throws {
    let folder = try TemporaryFolder()
    let set = try exampleSet(4)
    try FeatureFile.write(set, to: folder.file())
    var extents: [hsize_t] = [0, 0]
    var raw = [Float](repeating: 0, count: 20)
    withHDF5 {
      let file = H5Fopen(folder.file().path, 0, 0)
      let dataset = H5Dopen2(file, "/modalities/skeleton/features", 0)
      let space = H5Dget_space(dataset)
      H5Sget_simple_extent_dims(space, &extents, nil)
      #expect(H5Dread(dataset, hdf5_native_float(), 0, 0, 0, &raw) >= 0)
      H5Sclose(space)
      H5Dclose(dataset)
      H5Fclose(file)
    }
    #expect(extents == [4, 5])
    #expect(raw == (0..<4).flatMap { j in (0..<5).map { Float(1000 * j + $0) } })
    guard case .float(let matrix) = set.modalities[0].values else { throw CancellationError() }
    for i in 0..<4 { #expect(Array(raw[(5 * i)..<(5 * i + 5)]) == matrix.column(i)) }
  }

  @Test(
    "a chunk is whole rows of at most 1 MB, or part of a row that is larger",
    arguments: [
      (10, 3, 4, [10, 3]), (100_000, 1024, 4, [256, 1024]), (100, 262_144, 4, [1, 262_144]),
      (100, 262_145, 4, [1, 262_144]), (100, 300_000, 8, [1, 131_072]),
    ])
  func chunks(count: Int, dimension: Int, bytes: Int, expected: [Int]) {
    let chunk = FeatureFile.chunk(count: count, dimension: dimension, elementBytes: bytes)
    #expect(chunk == expected)
    #expect(chunk[0] * chunk[1] * bytes <= 1 << 20)
  }

  @Test("rows larger than a chunk survive", arguments: [0, 3])
  func hugeRows(compression: Int) throws {
    let folder = try TemporaryFolder()
    let modality = ModalityFeatures(name: "video", values: .double(numbered(150_000, 3)), encoder: "pixels")
    let set = try FeatureSet(samples: try sampleTable(3), modalities: [modality], origin: FeatureOrigin(dataset: "x"))
    try FeatureFile.write(set, to: folder.file(), compression: compression)
    #expect(equal(try FeatureFile.read(folder.file()), set))
    let reader = try FeatureFileReader(folder.file())
    #expect(equal(try reader.features(of: "video", rows: [2]), .double(numbered(150_000, 3).selectingColumns([2]))))
  }
}
