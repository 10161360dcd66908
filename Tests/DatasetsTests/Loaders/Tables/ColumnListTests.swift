import Diagnostics
import Files
import Foundation
import StrictYAML
import Testing

@testable import Datasets

@Suite("columns of a table") struct ColumnListTests {
  private func columns(_ text: String) throws -> ColumnList {
    try StrictYAML.decode(ColumnList.self, from: text, file: "m")
  }

  @Test("a range is the list of its numbers, alone or among others, and is written as that list")
  func ranges() throws {
    let list = try columns("[2, 3, 4, 5]")
    #expect(try columns("2..5") == list)
    #expect(try columns("[2..5]") == list && columns("[2, 3..4, 5]") == list && columns("\"2 .. 5\"") == list)
    #expect(try columns("[t, 3..3, x]").names == [.name("t"), .number(3), .name("x")])
    #expect(try CanonicalJSON.text(columns("2..5")) == "[2,3,4,5]")
    #expect(try CanonicalJSON.text(columns("2..5")) == CanonicalJSON.text(columns("[2, 3, 4, 5]")))
    #expect(try columns("1..512").count == 512 && columns("[a..b, 1.5]").names == [.name("a..b"), .name("1.5")])
  }

  @Test(
    "a range that falls, begins below 1 or is endless is refused, and so is one name without a list",
    arguments: [
      "5..2", "0..4", "-3..4", "1..2000000000", "1..99999999999999999999", "[2, 5..2]", "[0..1]", "x", "7", "{a: 1}",
      "[0]", "",
    ])
  func refused(text: String) {
    #expect(throws: InputError.self) { try columns(text) }
  }

  /// Three columns of numbers with a time in the middle.
  private func set(_ columns: String, channels: String = "x, y") throws -> (TemporaryFolder, String) {
    let folder = try TemporaryFolder()
    let rows = (0..<12).map { "\($0),\(Double($0) / 10),\(100 + $0)\n" }
    try folder.write("a,t,b\n" + rows.joined(), to: "wave.csv")
    return (
      folder,
      """
      id: few
      title: Few
      version: "1"
      loader: tables
      modalities: [{name: all, title: All, rate: 10, units: [g], channels: [\(channels)], placement: wrist}]
      classes: [wave]
      tables:
        recordings: file
        modalities: [{name: all, files: "{move}.csv", time: {column: t, unit: s}\(columns)}]
        subject: {constant: "1"}
        class: {path: move}
      licence: none
      citation: nobody
      homepage: nowhere
      checksums: []
      checksumsUnknown: made up
      fetch: {method: by-hand, byHand: Ask.}
      """
    )
  }

  @Test("where no columns are named, all but that of time are channels; another number is refused")
  func leftOut() throws {
    func values(_ columns: String, channels: String = "x, y") throws -> [Float] {
      let (folder, manifest) = try set(columns, channels: channels)
      let source = try TablesLoader().load(Manifest.decode(manifest, file: "m"), from: folder.url, skipBad: false)
      guard case .series(let series) = try source.signal(row: 0, modality: "all") else { throw Unexpected() }
      return Array(series.values.column(3))
    }
    #expect(try values("") == [3, 103] && values(", columns: [1, 3]") == [3, 103])
    #expect(try values(", columns: [3, 1]") == [103, 3])
    let error = #expect(throws: InputError.self) { try values("", channels: "x, y, z") }
    #expect(error?.found.contains("2 columns beside 1 named elsewhere") == true, "\(String(describing: error))")
  }
}
