import CLibZip
import Diagnostics
import Foundation
import Randomness
import TestSupport
import Testing

@testable import Datasets

/// The bytes of an `.npy` file, put together by hand.
func npy(_ descr: String, _ shape: [Int], _ elements: [UInt8], fortran: Bool = false, version: UInt8 = 1) -> Data {
  let extents = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
  var header = "{'descr': '\(descr)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': (\(extents)), }"
  let before = version == 1 ? 10 : 12
  while (before + header.utf8.count + 1) % 64 != 0 { header += " " }
  header += "\n"
  let length = header.utf8.count
  var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [version, 0, UInt8(length & 255), UInt8(length >> 8)]
  if version > 1 { bytes += [0, 0] }
  return Data(bytes + Array(header.utf8) + elements)
}

/// The bytes of numbers, the low byte first.
/// An array whose header says more than numpy's.
private let npyWithAnotherKey: Data = {
  let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'order': 'F'}\n"
  return Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + [0, 0, 0, 0])
}()

func littleEndian<T: FixedWidthInteger>(_ numbers: [T]) -> [UInt8] {
  numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian) { Array($0) } }
}

/// Writes a ZIP archive.
func writeZIP(_ url: URL, _ members: [(name: String, data: Data)], isDeflated: Bool) throws {
  var code: Int32 = 0
  let archive = try #require(zip_open(url.path, ZIP_CREATE | ZIP_TRUNCATE, &code))
  var kept: [UnsafeMutableRawPointer] = []
  defer { kept.forEach { $0.deallocate() } }
  for member in members {
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(member.data.count, 1), alignment: 16)
    kept.append(bytes)
    member.data.copyBytes(to: bytes.assumingMemoryBound(to: UInt8.self), count: member.data.count)
    let source = zip_source_buffer(archive, bytes, UInt64(member.data.count), 0)
    let index = zip_file_add(archive, member.name, source, 0)
    #expect(index >= 0)
    zip_set_file_compression(archive, UInt64(index), isDeflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0)
  }
  #expect(zip_close(archive) == 0)
}

@Suite("NumPy files")
struct NumPyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(_ data: Data, _ name: String = "a.npy") throws -> any ArrayFile {
    let url = folder.url.appendingPathComponent(name)
    try data.write(to: url)
    return try ArrayFiles.open(url)
  }

  @Test("the same numbers come out of both orders, both byte orders and all versions of the header")
  func orders() throws {
    let numbers: [Int16] = [1, -2, 3, 4, 5, 6]
    let little = littleEndian(numbers)
    let big = numbers.flatMap { number in withUnsafeBytes(of: number.bigEndian) { Array($0) } }
    let fortran = littleEndian([1, 4, -2, 5, 3, 6] as [Int16])
    let expected = NumericArray(shape: [2, 3], elements: [1, -2, 3, 4, 5, 6])
    for version in UInt8(1)...3 {
      for data in [
        npy("<i2", [2, 3], little, version: version), npy(">i2", [2, 3], big, version: version),
        npy("<i2", [2, 3], fortran, fortran: true, version: version),
      ] {
        let file = try open(data)
        #expect(try file.numbers("array") == expected)
        #expect(try file.numbers("array", rows: 1..<2) == NumericArray(shape: [1, 3], elements: [4, 5, 6]))
        #expect(file.arrays == [ArrayDescription(name: "array", shape: [2, 3], elementType: "int16")])
      }
    }
  }

  @Test("every kind of element keeps its value")
  func kinds() throws {
    func values(_ descr: String, _ bytes: [UInt8], _ count: Int) throws -> [Double] {
      try open(npy(descr, [count], bytes)).numbers("array").elements
    }
    #expect(
      try values("<f2", littleEndian([0x3C00, 0xC000, 0x0001, 0x7BFF] as [UInt16]), 4) == [1, -2, 0x1p-24, 65504])
    #expect(try values("<f2", littleEndian([0x7C00] as [UInt16]), 1) == [.infinity])
    #expect(try values("<f4", littleEndian([Float(1.5).bitPattern]), 1) == [1.5])
    #expect(try values("<f8", littleEndian([Double.pi.bitPattern]), 1) == [.pi])
    #expect(try values("|i1", [255], 1) == [-1])
    #expect(try values("|u1", [255], 1) == [255])
    #expect(try values("|b1", [0, 1], 2) == [0, 1])
    #expect(try values("<u4", littleEndian([UInt32.max]), 1) == [4_294_967_295])
    #expect(try values("<i8", littleEndian([Int64(1) << 53]), 1) == [0x1p53])
    #expect(throws: InputError.self) { try values("<i8", littleEndian([Int64(1) << 53 + 1]), 1) }
    #expect(throws: InputError.self) { try values("<u8", littleEndian([UInt64.max]), 1) }
  }

  @Test("texts of fixed length, as bytes and as code points")
  func texts() throws {
    #expect(try open(npy("|S3", [2], Array("ab\0cde".utf8))).texts("array") == ["ab", "cde"])
    let points = "äb".unicodeScalars.map(\.value) + [0] + "c".unicodeScalars.map(\.value) + [0, 0]
    #expect(try open(npy("<U3", [2], littleEndian(points))).texts("array") == ["äb", "c"])
    #expect(throws: InputError.self) { try open(npy("<U1", [1], littleEndian([UInt32(0xD800)]))).texts("array") }
    #expect(throws: InputError.self) { try open(npy("|S1", [1], [0xFF])).texts("array") }
    #expect(throws: InputError.self) { try open(npy("|S1", [1], [65])).numbers("array") }
  }

  @Test(
    "a damaged file is refused by its name",
    arguments: [
      Data(), Data([0x93]), Data([0x93] + Array("NUMPY".utf8)), npy("<f4", [3], [0, 0, 0, 0]),
      npy("<f4", [1], [0, 0, 0, 0, 0]), npy("<f4", [1 << 40, 1 << 40], []), npy("<f8", [1 << 34], []),
      npy("<f8", [0, 1 << 62, 1 << 62], []),
      npy("|O", [1], [0]), npy("<c8", [1], [0, 0, 0, 0, 0, 0, 0, 0]), npy("<f4", [-1], []),
      npy("<f4", [1], [0, 0, 0, 0], version: 9),
      Data([0x93] + Array("NUMPY".utf8) + [1, 0, 255, 255] + Array("{".utf8)),
      Data([0x93] + Array("NUMPY".utf8) + [1, 0, 3, 0] + Array("{'}".utf8)),
      npyWithAnotherKey,
    ])
  func damaged(_ data: Data) throws {
    let error = #expect(throws: InputError.self) { try open(data) }
    #expect(error?.place.contains("a.npy") == true && error?.advice.isEmpty == false)
  }

  @Test("members of an archive, stored and deflated; one that is no array does not hide the others")
  func archive() throws {
    let url = folder.url.appendingPathComponent("a.npz")
    let members = [
      ("x.npy", npy("<i4", [2, 2], littleEndian([1, 2, 3, 4] as [Int32]))),
      ("names.npy", npy("|S1", [2], Array("ab".utf8))), ("odd.npy", npy("|O", [1], [0])),
    ]
    for isDeflated in [false, true] {
      try writeZIP(url, members, isDeflated: isDeflated)
      let file = try ArrayFiles.open(url)
      #expect(try file.numbers("x") == NumericArray(shape: [2, 2], elements: [1, 2, 3, 4]))
      #expect(try file.numbers("x", rows: 1..<2).elements == [3, 4])
      #expect(try file.texts("names") == ["a", "b"])
      #expect(throws: InputError.self) { try file.numbers("odd") }
      let error = #expect(throws: InputError.self) { try file.numbers("nams") }
      #expect(error?.advice == "Did you mean 'names'?")
    }
  }

  @Test("an archive with changed or missing bytes is refused, not misread")
  func damagedArchive() throws {
    let url = folder.url.appendingPathComponent("a.npz")
    let numbers = npy("<f8", [64], littleEndian((0..<64).map { Double($0).bitPattern }))
    try writeZIP(url, [("x.npy", numbers)], isDeflated: false)
    var bytes = try Data(contentsOf: url)
    let start = try #require(bytes.firstRange(of: Data("NUMPY".utf8))).lowerBound
    bytes[start + 200] ^= 1
    try bytes.write(to: url)
    #expect(throws: InputError.self) { try ArrayFiles.open(url).numbers("x") }
    try bytes.prefix(bytes.count / 2).write(to: url)
    #expect(throws: InputError.self) { try ArrayFiles.open(url) }
    try writeZIP(url, [("readme.txt", Data("x".utf8))], isDeflated: false)
    #expect(throws: InputError.self) { try ArrayFiles.open(url) }
  }

  @Test(
    "a member that inflates to more than the archive says is refused, whatever its CRC", arguments: [1, 7, 100_000])
  func tooLong(_ more: Int) throws {
    let url = folder.url.appendingPathComponent("a.npz")
    let whole = npy("<f8", [70], littleEndian((0..<70).map { Double($0).bitPattern }))
    try writeZIP(url, [("x.npy", whole + Data(count: more))], isDeflated: true)
    var bytes = try Data(contentsOf: url)
    let (said, wanted) = (littleEndian([UInt32(whole.count + more)]), littleEndian([UInt32(whole.count)]))
    var changed = 0
    while let place = bytes.firstRange(of: Data(said)) {
      bytes.replaceSubrange(place, with: wanted)
      changed += 1
    }
    #expect(changed >= 2)
    try bytes.write(to: url)
    #expect(throws: InputError.self) { try ArrayFiles.open(url).numbers("x") }
    #expect(throws: InputError.self) { try ArrayFiles.open(url).numbers("x", rows: 0..<2) }
    #expect(throws: InputError.self) { try ArrayFiles.open(url).numbers("x", rows: 68..<70) }
  }

  @Test("a wrong CRC is found by whoever reads a few rows, and two members of one name are refused")
  func partial() throws {
    let url = folder.url.appendingPathComponent("a.npz")
    let array = npy("<f8", [64], littleEndian((0..<64).map { Double($0).bitPattern }))
    try writeZIP(url, [("x.npy", array)], isDeflated: false)
    var bytes = try Data(contentsOf: url)
    let start = try #require(bytes.firstRange(of: Data("NUMPY".utf8))).lowerBound - 1
    bytes[start + array.count - 1] ^= 1
    try bytes.write(to: url)
    #expect(throws: InputError.self) { try ArrayFiles.open(url).numbers("x", rows: 0..<1) }
    try writeZIP(url, [("x.npy", array), ("y.npy", array), ("z.npy", array)], isDeflated: false)
    let renamed = try Data(contentsOf: url).map { $0 }
    var twice = Data(renamed)
    while let place = twice.firstRange(of: Data("y.npy".utf8)) { twice[place.lowerBound] = UInt8(ascii: "x") }
    try twice.write(to: url)
    let file = try ArrayFiles.open(url)
    #expect(file.arrays.map(\.name) == ["x", "z"])
    #expect(#expect(throws: InputError.self) { try file.numbers("x") }?.found == "several members of this name")
    #expect(try file.numbers("z", rows: 3..<5).elements == [3, 4])
  }

  @Test("files with random bytes changed are read or refused, and never end the program")
  func mutated() throws {
    let array = npy("<f4", [3, 2], littleEndian((0..<6).map { Float($0).bitPattern }))
    try writeZIP(
      folder.url.appendingPathComponent("m.npz"),
      [("x.npy", array), ("t.npy", npy("<U2", [2], littleEndian([65, 0, 66, 67] as [UInt32])))],
      isDeflated: true)
    let originals: [(String, Data)] = [
      ("m.npy", array), ("f.npy", npy("<i2", [2, 3], [UInt8](repeating: 1, count: 12), fortran: true)),
      ("m.npz", try Data(contentsOf: folder.url.appendingPathComponent("m.npz"))),
      ("m.csv", Data("id,\"x\",y\na,1,2\n\"b\",3,4\n".utf8)),
    ]
    var generator = Seed(base: 0).deriving("mutated array files").generator
    for (name, original) in originals {
      var refused = 0
      for _ in 0..<400 {
        var bytes = original
        for _ in 0..<(1 + generator.index(below: 8)) {
          bytes[generator.index(below: bytes.count)] = UInt8(generator.index(below: 256))
        }
        do {
          let file = try open(bytes, name)
          for array in file.arrays {
            _ = array.isText ? try file.texts(array.name).count : try file.numbers(array.name).elements.count
            if !array.isText, let rows = array.shape.first { _ = try file.numbers(array.name, rows: 0..<rows) }
          }
        } catch is InputError { refused += 1 }
      }
      #expect(refused > 20, "\(name)")
    }
  }

  @Test("what NumPy itself writes", .enabled(if: PythonPeer.isThere, "no .venv/bin/python: run 'make setup'"))
  func peer() throws {
    try PythonPeer.run(
      """
      import numpy as np
      x = np.arange(24).reshape(2, 3, 4) / 7
      np.save('c.npy', x); np.save('f.npy', np.asfortranarray(x))
      np.savez('s.npz', x=x.astype('>f4'), ids=np.array(['é1', 'b22']), flag=np.array([True, False]))
      np.savez_compressed('d.npz', x=x.astype('f2'), o=np.array([{}], dtype=object))
      """, in: folder.url)
    func file(_ name: String) throws -> any ArrayFile { try ArrayFiles.open(folder.url.appendingPathComponent(name)) }
    let expected = (0..<24).map { Double($0) / 7 }
    for name in ["c.npy", "f.npy"] {
      #expect(try file(name).numbers("array") == NumericArray(shape: [2, 3, 4], elements: expected))
      #expect(try file(name).numbers("array", rows: 1..<2).elements == Array(expected[12...]))
    }
    let stored = try file("s.npz")
    #expect(try stored.numbers("x").elements == expected.map { Double(Float($0)) })
    #expect(try stored.texts("ids") == ["é1", "b22"])
    #expect(try stored.numbers("flag").elements == [1, 0])
    #expect(try stored.description(of: "flag").elementType == "bool")
    let deflated = try file("d.npz")
    #expect(inStep(try deflated.numbers("x").elements, expected).allSatisfy { abs($0 - $1) <= 0.001 })
    let error = #expect(throws: InputError.self) { try deflated.numbers("o") }
    #expect(error?.advice.contains("astype") == true)
  }
}
