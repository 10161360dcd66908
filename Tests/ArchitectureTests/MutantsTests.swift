import Foundation
import Testing

/// Faults on purpose replace a text of the sources, so they go stale when the sources change.
@Suite("Faults on purpose: each replaces what stands in its file")
struct MutantsTests {
  /// A fault as `Tests/Mutants/mutants.toml` has it.
  private struct Fault {
    var file: String
    var from: String
  }

  /// A string of TOML, in one pair of quotes or in three.
  private static func string(_ key: String, in entry: Substring) throws -> String {
    let start = try #require(entry.range(of: "\n\(key) = "), "\(key) of \(entry.prefix(80))")
    let rest = entry[start.upperBound...]
    let quotes = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
    let body = rest.dropFirst(quotes.count)
    var end = try #require(body.range(of: quotes))
    while quotes == "\"", body[..<end.lowerBound].hasSuffix("\\") {
      end = try #require(body[end.upperBound...].range(of: quotes))
    }
    return String(body[..<end.lowerBound]).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
  }

  @Test("what a fault replaces stands exactly once in its file")
  func texts() throws {
    let list = try #require(PackageText.text("Tests/Mutants/mutants.toml"))
    let faults = try list.ranges(of: "[[mutant]]").map { place -> Fault in
      let rest = list[place.upperBound...]
      let entry = rest[..<(rest.range(of: "[[mutant]]")?.lowerBound ?? rest.endIndex)]
      return Fault(file: try Self.string("file", in: entry), from: try Self.string("from", in: entry))
    }
    #expect(faults.count > 70)
    for fault in faults {
      let source = try #require(PackageText.text("Sources/\(fault.file)"), "no file \(fault.file)")
      #expect(source.ranges(of: fault.from).count == 1, "\(fault.file): \(fault.from)")
    }
  }
}
