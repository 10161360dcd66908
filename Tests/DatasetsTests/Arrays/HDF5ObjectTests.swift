import CHDF5
import CHDF5Shims
import Diagnostics
import FeatureStore
import Foundation
import Testing

@testable import Datasets

@Suite("HDF5 enumerations")
struct EnumerationTests {
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.url.appendingPathComponent("a.h5")
    try HDF5File.create(url) { try $0.write([1, 2, 3] as [Int64], to: "/who") }
  }

  private static let bases: [@Sendable () -> hid_t] = [
    hdf5_native_uint8, hdf5_native_uint16, hdf5_native_int32, hdf5_native_int64,
  ]

  @Test("their names are the texts, whatever type the numbers are stored in", arguments: bases.indices)
  func names(_ base: Int) throws {
    try RawHDF5.add(to: url) { file in
      let members: [(String, Int64)] = [("sit", 2), ("walk", 7), ("run", 0)]
      try file.writeEnumeration("L", members, [7, 0, 2, 7], base: Self.bases[base]())
    }
    let file = try ArrayFiles.open(url)
    #expect(try file.texts("L") == ["walk", "run", "sit", "walk"])
    let description = try file.description(of: "L")
    #expect(description.isText && description.elementType.contains("walk = 7"), "\(description.elementType)")
    let error = #expect(throws: InputError.self) { try file.numbers("L") }
    #expect(error?.found.contains("enumeration") == true)
    #expect(ArraySummary(description, of: file).line.contains("3 different: 'walk', 'run', 'sit'"))
  }

  @Test("negative numbers have names; a number without one is refused with its row")
  func absent() throws {
    try RawHDF5.add(to: url) { file in
      try file.writeEnumeration("L", [("null", -1), ("walk", 300)], [300, -1])
      try file.writeEnumeration("M", [("walk", 1), ("run", 2)], [1, 2, 3])
    }
    let file = try ArrayFiles.open(url)
    #expect(try file.texts("L") == ["walk", "null"])
    let error = #expect(throws: InputError.self) { try file.texts("M") }
    #expect(error?.found == "the number 3 in row 2" && error?.expected.contains("walk = 1") == true)
  }

  @Test("FALSE and TRUE are bool, and numbers; NO and YES are names")
  func bool() throws {
    try RawHDF5.add(to: url) { file in
      try file.writeEnumeration("flags", [("FALSE", 0), ("TRUE", 1)], [1, 0, 1], base: hdf5_native_uint8())
      try file.writeEnumeration("answers", [("NO", 0), ("YES", 1)], [1, 0, 1], base: hdf5_native_uint8())
      try file.writeEnumeration("swapped", [("FALSE", 1), ("TRUE", 0)], [1, 0, 1], base: hdf5_native_uint8())
    }
    let file = try ArrayFiles.open(url)
    #expect(try file.numbers("flags").elements == [1, 0, 1])
    #expect(try file.description(of: "flags").elementType == "bool")
    #expect(try file.texts("answers") == ["YES", "NO", "YES"])
    #expect(try file.texts("swapped") == ["FALSE", "TRUE", "FALSE"])
  }

  @Test("as labels, subjects and ids of features they are what they name")
  func mapped() throws {
    let numbers = (0..<24).map(Double.init)
    try HDF5File.create(url) { file in
      try numbers.withUnsafeBufferPointer { try file.write($0, shape: [12, 2], to: "/X") }
      try file.write(Example.ids, to: "/ids")
    }
    // The numbers of the file are not those of the manifest's order.
    let members: [(String, Int64)] = [("sit", 0), ("run", 1), ("walk", 2)]
    let labels = Example.labels.map { Int64(2 - $0) }
    try RawHDF5.add(to: url) { raw in
      try raw.writeEnumeration("L", members, labels)
      let people = (1...4).map { ("s\($0)", Int64(10 - $0)) }
      try raw.writeEnumeration("S", people, Example.subjects.map { Int64(10 - $0) })
      try raw.writeEnumeration("keys", Example.ids.enumerated().map { ($1, Int64($0)) }, (0..<12).map { Int64($0) })
    }
    for ids in ["ids", "keys"] {
      let manifest = try Example.manifest(
        """
        file: a.h5
        modalities: {x: {array: X, encoder: net, fittedOn: none}}
        ids: \(ids)
        labels: L
        subjects: S
        """)
      let set = try MappedFeatures(#require(manifest.features), of: manifest, in: folder.url).set
      #expect(set.samples.labels == Example.labels && set.samples.subjects == Example.subjects)
      #expect(set.samples.ids == Example.ids)
    }
  }
}

@Suite("HDF5 objects that cannot be read")
struct UnreadableObjectTests {
  private let folder: TemporaryFolder
  private let url: URL

  init() throws {
    folder = try TemporaryFolder()
    url = folder.url.appendingPathComponent("a.h5")
    try HDF5File.create(url) { file in
      try file.createGroup("/g")
      try file.write([1, 2, 3] as [Int64], to: "/g/who")
    }
    try RawHDF5.add(to: url) { file in
      try file.linkSoftly("g/gone", to: "/nowhere")
      try file.linkSoftly("g/same", to: "/g/who")
      try file.link("elsewhere", to: "/emb", of: "missing.h5")
      try file.nameType("kind")
      try file.writePairs("pairs", count: 3)
    }
  }

  @Test("are listed with the reason, and hide nothing else")
  func listed() throws {
    let file = try ArrayFiles.open(url)
    func problem(_ name: String) -> String? { file.arrays.first { $0.name == name }?.problem }
    #expect(problem("/g/gone") == "a link to '/nowhere', where nothing is")
    #expect(problem("/elsewhere")?.contains("missing.h5") == true)
    #expect(problem("/pairs") == "a compound type")
    #expect(problem("/g/who") == nil && problem("/g/same") == nil)
    #expect(try file.numbers("/g/who").elements == [1, 2, 3])
    let inspection = FileInspection(file)
    for name in ["/g/gone", "/elsewhere", "/pairs"] {
      let line = inspection.arrays.first { $0.name == name }?.line ?? ""
      #expect(line.contains("not readable") && line.contains(problem(name) ?? "?"), "\(line)")
    }
    #expect(inspection.remarks.contains { $0.contains("/kind") })
  }

  @Test("are refused with the reason where they are asked for, and named where another name is wrong")
  func refused() throws {
    let file = try ArrayFiles.open(url)
    for name in ["/g/gone", "/elsewhere", "/pairs"] {
      let error = #expect(throws: InputError.self) { try file.numbers(name) }
      let problem = file.arrays.first { $0.name == name }?.problem ?? "?"
      #expect(error?.found == problem && error?.place.contains(name) == true, "\(String(describing: error))")
    }
    for name in ["/g/whoo", "something else"] {
      let error = #expect(throws: InputError.self) { try file.numbers(name) }
      #expect(error?.advice.contains("/g/gone (not readable: a link to '/nowhere'") == true, "\(error?.advice ?? "")")
    }
  }

  @Test("are no reason to take the only array that can be read")
  func alone() throws {
    let manifest = try Example.manifest(
      """
      file: a.h5
      modalities: {x: {encoder: net, fittedOn: none}}
      ids: by-row
      labels: /g/who
      subjects: unknown
      """)
    let error = #expect(throws: InputError.self) {
      try MappedFeatures(#require(manifest.features), of: manifest, in: folder.url)
    }
    #expect(error?.expected.contains("/elsewhere (not readable: an external link to '/emb' of 'missing.h5'") == true)
  }
}
