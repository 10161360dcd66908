import CZlib
import Diagnostics
import Files
import Foundation
import Randomness
import Testing

@testable import Datasets

/// Small files that would take all memory.
@Suite("Files that unpack to far more than they are") struct ExpansionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("up to 1 GiB anything may unpack to; beyond, up to a hundred times itself")
  func bounds() {
    #expect(!Expansion.isTooLarge(1 << 30, outOf: 1))
    #expect(Expansion.isTooLarge(1 << 30 + 1, outOf: 1))
    #expect(!Expansion.isTooLarge(50 << 30, outOf: 1 << 30))
    #expect(Expansion.isTooLarge(.max, outOf: 1 << 40))
  }

  @Test("members of an .npz that say they take more together are refused before any is unpacked")
  func archive() throws {
    let url = folder.url.appendingPathComponent("a.npz")
    var generator = Seed(base: 0).deriving("bytes that do not shrink").generator
    let count = 1_300_000
    let whole = npy("|u1", [count], (0..<count).map { _ in UInt8(generator.index(below: 256)) })
    try writeZIP(url, [("x.npy", whole)], isDeflated: true)
    var bytes = try Data(contentsOf: url)
    let (said, wanted) = (littleEndian([UInt32(whole.count)]), littleEndian([UInt32(1_400_000_000)]))
    var changed = 0
    while let place = bytes.firstRange(of: Data(said)) {
      bytes.replaceSubrange(place, with: wanted)
      changed += 1
    }
    #expect(changed >= 1)
    try bytes.write(to: url)
    let error = #expect(throws: InputError.self) { try ArrayFiles.open(url) }
    #expect(error?.place == url.path && error?.found == "1400000000 bytes packed into \(bytes.count)")
  }

  @Test("an archive is opened once: its members are read when nobody finds it any more")
  func once() throws {
    let url = folder.url.appendingPathComponent("a.npz")
    try writeZIP(
      url, (0..<50).map { ("x\($0).npy", npy("<i4", [2], littleEndian([$0, 7] as [Int32]))) }, isDeflated: true)
    let file = try ArrayFiles.open(url)
    try FileManager.default.removeItem(at: url)
    for index in 0..<50 { #expect(try file.numbers("x\(index)").elements == [Double(index), 7]) }
  }

  @Test("a MATLAB variable that says it takes far more is refused before memory is asked for")
  func variable() throws {
    let url = folder.url.appendingPathComponent("a.mat")
    try writeMAT(url, "x", [2, 2], doubles: [1, 2, 3, 4])
    var file = try Data(contentsOf: url).prefix(128)
    var tag = littleEndian([14, 1_600_000_000] as [UInt32])
    var packed = [UInt8](repeating: 0, count: 64)
    var length = uLongf(packed.count)
    #expect(compress(&packed, &length, &tag, uLong(tag.count)) == Z_OK)
    file += littleEndian([15, UInt32(length)] as [UInt32]) + packed[..<Int(length)]
    try Data(file).write(to: url)
    for reading in [{ _ = try ArrayFiles.open(url) }, { _ = try MATArray("x", of: url) }] as [() throws -> Void] {
      let error = #expect(throws: InputError.self) { try reading() }
      #expect(error?.found == "1600000000 bytes packed into \(file.count)", "\(error?.found ?? "")")
    }
  }
}
