import Foundation
import Testing

/// Inputs that once gave a wrong number, or one decided by rounding, without a word: each is
/// refused with what to do, or gives the numbers of the same data written plainly.
@Suite("Inputs at the corners, end to end", .enabled(if: CornerCase.pythonIsThere))
struct CornerCaseTests {
  /// A case, and what its refusal must name.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let name: String
    let words: [String]
    var testDescription: String { name }
  }

  private static let refusals = [
    Refusal(name: "null-class", words: ["sample 'a0_s1_t1'", "'0'", "row 0", "skip"]),
    Refusal(name: "headless", words: ["t.csv", "header"]),
    Refusal(name: "two-of-a-name", words: ["'x'", "columns 2 and 5"]),
    Refusal(name: "virtual-absent", words: ["/X", "virtual"]),
    Refusal(name: "virtual-present", words: ["/X", "virtual"]),
    Refusal(name: "external-link", words: ["/X", "other.h5"]),
    Refusal(name: "never-written", words: ["/X", "ever written"]),
    Refusal(name: "lzf", words: ["/X", "lzf", "gzip"]),
    Refusal(name: "npz-crc", words: ["f.npz", "X"]),
    Refusal(name: "matlab5-sizes", words: ["s1_curl_1_a.mat", "[80, 3]"]),
    Refusal(name: "matlab73-objects", words: ["L", "categorical"]),
  ]

  @Test(
    "a case that cannot be read rightly is refused with the place and what to do, by plan and by run",
    arguments: refusals)
  func refusal(_ refusal: Refusal) throws {
    let folder = try CornerCase.folder(refusal.name)
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = try CornerCase.run(in: folder)
    #expect(output.code == 2, "\(output.standardOutput)\(output.standardError)")
    for word in refusal.words { #expect(output.standardError.contains(word), "\(output.standardError)") }
    let records = folder.appendingPathComponent("results/\(refusal.name)/records")
    #expect((try? FileManager.default.contentsOfDirectory(atPath: records.path))?.isEmpty ?? true)
  }

  @Test(
    "a case that can be read gives the numbers of the same data written plainly",
    arguments: [
      ("enumeration", "plain"), ("neighbour", "plain"), ("linked-folder", "recordings"), ("aliased", "not-aliased"),
      ("matlab73-named", "numpy-arrays"), ("matlab73-unnamed", "numpy-arrays"),
    ])
  func equality(_ name: String, _ plain: String) throws {
    let (found, known) = (try CornerCase.scores(of: name), try CornerCase.scores(of: plain))
    #expect(found.keys == known.keys)
    for (row, scores) in known { #expect(found[row]?.agrees(with: scores) == true, "\(row)") }
  }

  @Test("alignments without a ridge do not depend on the order of columns where row spaces meet")
  func orderOfColumns() throws {
    let (asIs, permuted) = (try CornerCase.scores(of: "order-as-is"), try CornerCase.scores(of: "order-of-columns"))
    #expect(asIs.keys == permuted.keys)
    for (row, scores) in asIs where !row.hasPrefix("none") {
      let others = try #require(permuted[row])
      #expect(scores.accuracy == others.accuracy, "\(row)")
    }
  }

  @Test("a feature file cannot make 'encode' write outside its folder")
  func encodeStaysInItsFolder() throws {
    let folder = try CornerCase.folder("leaving-name")
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = try CornerCase.command(in: folder, "encode", "config.yaml", "--output", "out", "--datasets", "sets")
    #expect(output.code == 2 && output.standardError.contains("../victim"), "\(output.standardError)")
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("victim.h5").path))
  }
}
