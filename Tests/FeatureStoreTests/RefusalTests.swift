import Diagnostics
import Foundation
import LinearAlgebra
import Testing

@testable import FeatureStore

/// One way to spoil a file, and what the message must hold.
struct Refusal: Sendable, CustomTestStringConvertible {
  let object: String
  let found: String
  let expected: String
  let advice: String
  let name: String
  let write: (@Sendable (HDF5File) throws -> Void)?
  var testDescription: String { "\(object): \(found)" }

  init(
    _ object: String, found: String, expected: String, advice: String = "", in name: String,
    _ write: (@Sendable (HDF5File) throws -> Void)?
  ) {
    self.object = object
    self.found = found
    self.expected = expected
    self.advice = advice
    self.name = name
    self.write = write
  }
}

private let features = HandMadeFile.features
private let numbers: [Float] = [0, 1, 2, 3, 4, 5, 6, 7]

private let refusals: [Refusal] = [
  // The schema and the origin
  Refusal(
    "/: attribute 'schema'", found: "no such attribute", expected: "'hartransfer-features/1'", advice: "encode",
    in: "schema",
    nil),
  Refusal(
    "/: attribute 'schema'", found: "'hartransfer-features/2'", expected: "'hartransfer-features/1'", advice: "encode",
    in: "schema"
  ) { try $0.setAttribute("schema", of: "/", to: "hartransfer-features/2") },
  Refusal("/: attribute 'schema'", found: "float64", expected: "strings", in: "schema") {
    try $0.setAttribute("schema", of: "/", to: 1)
  },
  Refusal("/: attribute 'schema'", found: "2 strings", expected: "one string", in: "schema") {
    try $0.setAttribute("schema", of: "/", to: ["a", "b"])
  },
  Refusal("/: attribute 'dataset'", found: "no such attribute", expected: "a string", advice: "id", in: "dataset", nil),
  // Missing objects
  Refusal("/sample_ids", found: "no such object", expected: "a data set", advice: "Known: ", in: "sample_ids", nil),
  Refusal("/labels", found: "no such object", expected: "a data set", advice: "Did you mean 'labls'?", in: "labels") {
    try $0.write([0, 1, 0, 1] as [Int32], to: "/labls")
  },
  Refusal("/class_names", found: "no such object", expected: "a data set", in: "class_names", nil),
  Refusal("/subjects", found: "no such object", expected: "a data set", in: "subjects", nil),
  Refusal(features, found: "no such object", expected: "a data set", in: "features") { _ in },
  Refusal("/labels", found: "a group", expected: "a data set", in: "labels") { try $0.createGroup("/labels") },
  // Type and rank
  Refusal("/labels", found: "float32", expected: "int32", advice: "Write it as int32", in: "labels") {
    try $0.write([0, 1, 0, 1] as [Float], to: "/labels")
  },
  Refusal("/labels", found: "fixed-length strings", expected: "int32", in: "labels") {
    try $0.write(["0", "1"], to: "/labels")
  },
  Refusal("/labels", found: "shape [2, 2]", expected: "one extent of int32", in: "labels") {
    try $0.write([0, 1, 0, 1] as [Int32], shape: [2, 2], to: "/labels")
  },
  Refusal("/subjects", found: "4294967296 at element 2", expected: "numbers that fit int32", in: "subjects") {
    try $0.write([1, 1, 1 << 32, 2] as [Int64], to: "/subjects")
  },
  Refusal("/sample_ids", found: "int32", expected: "strings", in: "sample_ids") {
    try $0.write([0, 1, 2, 3] as [Int32], to: "/sample_ids")
  },
  Refusal(features, found: "int32", expected: "float32 or float64", advice: "float32", in: "features") {
    try $0.write([0, 1, 2, 3, 4, 5, 6, 7] as [Int32], shape: [4, 2], to: features)
  },
  Refusal(features, found: "shape [8]", expected: "two extents", advice: "one row a sample", in: "features") {
    try $0.write(numbers, to: features)
  },
  Refusal(features, found: "shape [2, 2, 2]", expected: "two extents", in: "features") {
    try $0.write(numbers, shape: [2, 2, 2], to: features)
  },
  Refusal("/true_latents", found: "shape [4] of float64", expected: "shape [4, k] of float64", in: "true_latents") {
    try $0.write([0, 1, 2, 3] as [Double], to: "/true_latents")
  },
  // Counts
  Refusal("/labels", found: "3 rows", expected: "4 rows, as /sample_ids has", advice: "one row a sample", in: "labels")
  {
    try $0.write([0, 1, 0] as [Int32], to: "/labels")
  },
  Refusal("/subjects", found: "5 rows", expected: "4 rows", in: "subjects") {
    try $0.write([1, 1, 2, 2, 3] as [Int32], to: "/subjects")
  },
  Refusal("/trials", found: "0 rows", expected: "4 rows", in: "trials") { try $0.write([] as [Int32], to: "/trials") },
  Refusal("/sessions", found: "1 rows", expected: "4 rows", in: "sessions") {
    try $0.write([1] as [Int32], to: "/sessions")
  },
  Refusal(features, found: "2 samples", expected: "4 samples, as /sample_ids has", in: "features") {
    try $0.write(numbers, shape: [2, 4], to: features)
  },
  Refusal("/true_latents", found: "shape [2, 4]", expected: "shape [4, k]", in: "true_latents") {
    try $0.write([0, 1, 2, 3, 4, 5, 6, 7] as [Double], shape: [2, 4], to: "/true_latents")
  },
  // Values
  Refusal(
    "/sample_ids", found: "'b' in rows 1 and 3", expected: "a different id for every sample", advice: "id of its own",
    in: "sample_ids"
  ) { try $0.write(["a", "b", "c", "b"], to: "/sample_ids") },
  Refusal("/labels", found: "2 in row 3", expected: "a class index from 0 to 1", advice: "from 0", in: "labels") {
    try $0.write([0, 1, 0, 2] as [Int32], to: "/labels")
  },
  Refusal("/labels", found: "-1 in row 0", expected: "a class index from 0 to 1", in: "labels") {
    try $0.write([-1, 1, 0, 1] as [Int32], to: "/labels")
  },
  Refusal(
    features, found: "nan in row 1 (sample 'b'), column 1", expected: "finite numbers", advice: "Mend", in: "features"
  ) {
    try $0.write([0, 1, 2, .nan, .infinity, 5, 6, 7] as [Float], shape: [4, 2], to: features)
  },
  Refusal(features, found: "-inf in row 0 (sample 'a'), column 0", expected: "finite numbers", in: "features") {
    try $0.write([-.infinity, 1, 2, 3, 4, 5, 6, 7] as [Double], shape: [4, 2], to: features)
  },
  Refusal("/true_latents", found: "nan in row 2, column 0", expected: "finite numbers", in: "true_latents") {
    try $0.write([0, 1, .nan, 3] as [Double], shape: [4, 1], to: "/true_latents")
  },
  // Modalities
  Refusal("/modalities", found: "no such object", expected: "a group", in: "modalities", nil),
  Refusal("/modalities", found: "no modality", expected: "at least one", advice: "Encode", in: "imu", nil),
  Refusal(features, found: "4 samples of 0 features", expected: "at least one of each", advice: "Leave", in: "features")
  {
    try $0.write([] as [Float], shape: [4, 0], to: features)
  },
  Refusal(
    "/modalities/imu/frames", found: "shape [4, 2]", expected: "three extents: samples, frames, channels",
    advice: "one row a sample", in: "features"
  ) { try $0.write(numbers, shape: [4, 2], to: "/modalities/imu/frames") },
  Refusal(
    "/modalities/imu/frames: attribute 'encoder'", found: "no such attribute", expected: "a string", in: "features"
  ) { try $0.write(numbers, shape: [4, 1, 2], to: "/modalities/imu/frames") },
  Refusal("/modalities: attribute 'modalities'", found: "'imuu', which has no group", expected: "names", in: "names") {
    try $0.setAttribute("modalities", of: "/modalities", to: ["imu", "imuu"])
  },
  Refusal("/modalities: attribute 'modalities'", found: "no mention of the group 'imu'", expected: "names", in: "names")
  {
    try $0.setAttribute("modalities", of: "/modalities", to: [])
  },
  Refusal("/modalities", found: "'imu' twice", expected: "a different name for every modality", in: "names") {
    try $0.setAttribute("modalities", of: "/modalities", to: ["imu", "imu"])
  },
  Refusal("\(features): attribute 'encoder'", found: "no such attribute", expected: "a string", in: "encoder", nil),
  // What the encoder was fitted on
  Refusal(
    "\(features): attribute 'fitted_on'", found: "no such attribute", expected: "a string", advice: "Write 'none'",
    in: "fitted_on", nil),
  Refusal(
    "\(features): attribute 'fitted_on'", found: "'train'", expected: "'none' or 'samples'", advice: "Write 'none'",
    in: "fitted_on"
  ) { try $0.setAttribute("fitted_on", of: features, to: "train") },
  Refusal("/modalities/imu/fitted_on", found: "no such object", expected: "a data set", in: "fitted_on") {
    try $0.setAttribute("fitted_on", of: features, to: "samples")
  },
  Refusal("\(features): attribute 'fitted_on'", found: "'none' beside", expected: "'samples'", in: "ids") {
    try $0.write(["a"], to: "/modalities/imu/fitted_on")
  },
  Refusal("/modalities/imu/fitted_on", found: "'e' in row 1", expected: "ids out of /sample_ids", in: "fitted_on") {
    try $0.setAttribute("fitted_on", of: features, to: "samples")
    try $0.write(["a", "e"], to: "/modalities/imu/fitted_on")
  },
  // Who has the modality
  Refusal("/modalities/imu/present", found: "3 rows", expected: "4 rows", in: "present") {
    try $0.write([1, 1, 1] as [UInt8], to: "/modalities/imu/present")
  },
  Refusal("/modalities/imu/present", found: "2 in row 3", expected: "0 or 1", in: "present") {
    try $0.write([1, 1, 1, 2] as [UInt8], to: "/modalities/imu/present")
  },
  Refusal("/modalities/imu/present", found: "no sample that has the modality", expected: "at least one", in: "present")
  {
    try $0.write([0, 0, 0, 0] as [UInt8], to: "/modalities/imu/present")
  },
  Refusal("/modalities/imu/present", found: "float32", expected: "uint8", in: "present") {
    try $0.write([0, 1, 1, 1] as [Float], to: "/modalities/imu/present")
  },
]

@Suite("Bad input is refused with file, object, found, expected and advice")
struct RefusalTests {
  @Test("the file that every case below spoils is good")
  func control() throws {
    let folder = try TemporaryFolder()
    try HandMadeFile().write(to: folder.file())
    let set = try FeatureFile.read(folder.file())
    #expect(set.samples.ids == ["a", "b", "c", "d"])
    #expect(equal(set.modalities[0].values, .float(Matrix(2, 4, columnMajor: numbers))))
  }

  @Test("a spoiled object is named", arguments: refusals)
  func spoiled(_ refusal: Refusal) throws {
    let folder = try TemporaryFolder()
    // What hangs on an object that is left out goes with it.
    var file = HandMadeFile()
    let chain = ["modalities", "imu", "features", "encoder", "fitted_on"]
    if let place = chain.firstIndex(of: refusal.name), place < 3,
      refusal.write == nil || refusal.object.contains("/frames") || refusal.found == "no such object"
    {
      for name in chain[place...] { file = file.with(name, nil) }
    }
    try file.with(refusal.name, refusal.write).write(to: folder.file())
    let error = #expect(throws: InputError.self) { _ = try FeatureFile.read(folder.file()) }
    #expect(error?.place == "\(folder.file().path): \(refusal.object)")
    #expect(error?.found.contains(refusal.found) == true, "\(error?.description ?? "")")
    #expect(error?.expected.contains(refusal.expected) == true, "\(error?.description ?? "")")
    #expect(error?.advice.contains(refusal.advice) == true || refusal.advice.isEmpty, "\(error?.description ?? "")")
  }

  @Test("a file that is not there, a folder, another kind of file, an empty file")
  func noFile() throws {
    let folder = try TemporaryFolder()
    func found(_ url: URL) -> String? {
      let error = #expect(throws: InputError.self) { _ = try FeatureFile.read(url) }
      #expect(error?.place == url.path)
      #expect(error?.expected == "an HDF5 file")
      #expect(error?.advice.isEmpty == false)
      return error?.found
    }
    #expect(found(folder.file("absent.h5")) == "no such file")
    #expect(found(folder.url) == "a folder")
    try Data("not HDF5 at all".utf8).write(to: folder.file())
    #expect(found(folder.file()) == "a file of another kind")
    try Data().write(to: folder.file())
    #expect(found(folder.file()) == "a file of another kind")
  }

  @Test("a file cut short is an error that says so", arguments: [0.2, 0.5, 0.9, 0.999])
  func truncated(fraction: Double) throws {
    let folder = try TemporaryFolder()
    try FeatureFile.write(try exampleSet(500), to: folder.file())
    let bytes = try Data(contentsOf: folder.file())
    try bytes.prefix(Int(Double(bytes.count) * fraction)).write(to: folder.file())
    let error = #expect(throws: InputError.self) { _ = try FeatureFile.read(folder.file()) }
    #expect(error?.found.contains("truncated") == true)
    #expect(error?.expected == "a whole HDF5 file")
    #expect(error?.advice.contains("cut short") == true)
  }

  @Test("a shape larger than its file is refused before memory is asked for")
  func impossibleShape() throws {
    let folder = try TemporaryFolder()
    try HandMadeFile().with("features") { file in
      try file.write([] as [Float], shape: [0, 1 << 40], to: HandMadeFile.features)
    }.with("labels") { file in try file.write([0] as [Int32], to: "/labels") }.write(to: folder.file())
    #expect(throws: InputError.self) { _ = try FeatureFile.read(folder.file()) }
  }
}
