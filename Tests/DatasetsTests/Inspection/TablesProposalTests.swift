import Diagnostics
import Foundation
import Testing

@testable import Datasets

@Suite("Manifests proposed for folders of recordings") struct TablesProposalTests {
  private func proposal(_ layout: MadeLayout, in folder: TemporaryFolder) throws -> String {
    try layout.write(to: folder)
    return try TablesProposal(RecordingFolder(folder.url)).text
  }

  /// The proposal as it is when a person fills in each TODO and changes nothing else.
  private func filled(_ text: String) -> String {
    text.replacing(/shape: TODO  # \d+ numbers a frame: (\d+) x (\d+)/) { "shape: [\($0.1), \($0.2)]  #" }
      .replacing("rate: TODO", with: "rate: 50").replacing("TODO", with: "filled in")
  }

  @Test(
    "a proposal with its TODOs filled in is read, and has all recordings, persons, classes and modalities",
    arguments: MadeLayout.allCases)
  func roundTrip(_ layout: MadeLayout) throws {
    let folder = try TemporaryFolder()
    let text = try proposal(layout, in: folder)
    let manifest = try Manifest.decode(filled(text), file: "m")
    let source = try TablesLoader().load(manifest, from: folder.url, skipBad: false, using: nil)
    let expected = layout.counts
    #expect(source.samples.ids.count == expected.recordings, "\(text)")
    #expect(Set(source.samples.subjects).count == expected.persons)
    #expect(Set(source.samples.labels).count == expected.classes)
    #expect(source.modalities.count == expected.modalities)
    for modality in source.modalities { _ = try source.signal(row: 0, modality: modality) }
  }

  @Test("what nobody can tell is a TODO, which decoding refuses by the name of its key", arguments: MadeLayout.allCases)
  func unfinished(_ layout: MadeLayout) throws {
    let folder = try TemporaryFolder()
    let text = try proposal(layout, in: folder)
    let fault = try #require(throws: InputError.self) { try Manifest.decode(text, file: "m") }
    #expect(fault.found == "TODO" && fault.advice.hasPrefix("Fill in '"))
  }

  @Test("units of acceleration come from the length at rest, with the number that was found, and a check")
  func units() throws {
    let cases: [(MadeLayout, String)] = [
      (.lettersAndNumbers, "units: [g]  # check: g, since at rest their length is 0.99"),
      (.placesOnTheBody, "units: [\"m/s^2\"]  # check: m/s^2, since at rest their length is 9.7"),
      (.personsByName, "units: [mg]  # check: mg, since at rest their length is 99"),
    ]
    for (layout, line) in cases {
      let folder = try TemporaryFolder()
      let text = try proposal(layout, in: folder)
      #expect(text.contains(line), "\(text)")
    }
    let folder = try TemporaryFolder()
    let phone = try proposal(.foldersOfActivities, in: folder)
    // An angular rate has no length at rest, and acceleration without gravity has none.
    #expect(phone.components(separatedBy: "units: [unstated]").count == 3 && phone.contains("units: [g]"))
  }

  @Test("rates, units of time, separators, decimal marks and what is left out are found in the files")
  func contents() throws {
    func text(_ layout: MadeLayout) throws -> String {
      let folder = try TemporaryFolder()
      return try proposal(layout, in: folder)
    }
    let places = try text(.placesOnTheBody)
    #expect(places.contains("time: {column: attr_time, unit: ms}") && places.contains("rate: 50  # check"))
    #expect(places.contains("left out, since they count rows: id"))
    let one = try text(.oneFile)
    #expect(one.contains("unit: ns}") && one.contains("subject: {column: user}"))
    let named = try text(.personsByName)
    #expect(named.contains("{separator: semicolon, header: true, decimal: comma}"))
    #expect(named.contains("7 joints by the names of columns") && named.contains("never change: temp"))
    #expect(named.contains("map: {anna: \"1\", bert: \"2\"}"))
    let runs = try text(.runsOfLabels)
    #expect(runs.contains("recordings: runs") && runs.contains("skip: [\"0\"]") && runs.contains("column: 2"))
    #expect(runs.contains("columns of no modality: 4, 8, 9, 10"))
    let grids = try text(.datesAndGrids)
    #expect(grids.contains("shape: TODO  # 48 numbers a frame: 6 x 8, 4 x 12, 3 x 16, 2 x 24"))
    #expect(grids.contains("columns: [2..49]") && grids.contains("unit: iso8601}"))
    #expect(grids.contains("set/dc_0.05_0.05/{subject:[0-9]+}/{action:[0-9]+}_dc_{trial:[0-9]+}.csv"))
    let rows = try text(.rowsOfWindows)
    #expect(rows.contains("# not used: files that are no axis, beside a file an axis: 2, such as"))
  }

  @Test(
    "a recording that lacks a file is left out and said; clocks that have nothing in common count from their starts")
  func faults() throws {
    let folder = try TemporaryFolder()
    try MadeLayout.datesAndGrids.write(to: folder)
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("set/acw/02/01_acw_1.csv"))
    let text = try TablesProposal(RecordingFolder(folder.url)).text
    #expect(text.contains("incomplete: leave-out  # check: 1 of 24 recordings lack a file"))
    let apart = try TemporaryFolder()
    for (person, move) in [(1, "walk"), (1, "run"), (2, "walk"), (2, "run")] {
      for (sensor, start) in [("watch", 1000.0), ("phone", 9000.0)] {
        let rows = (0..<40).map { "\(start + 0.02 * Double($0)),\($0 % 7),\($0 % 5),\($0 * $0 % 11)" }
        try apart.write((["t,a,b,c"] + rows).joined(separator: "\n") + "\n", to: "s\(person)_\(move)_\(sensor).csv")
      }
    }
    let clocks = try TablesProposal(RecordingFolder(apart.url)).text
    #expect(clocks.contains("fromStart: true}  # check: the clocks of the modalities do not overlap"), "\(clocks)")
  }

  @Test("odd folders are refused by name or described, and few files are read however many there are")
  func oddFolders() throws {
    let empty = try TemporaryFolder()
    let none = try #require(throws: InputError.self) { try RecordingFolder(empty.url) }
    #expect(none.found.contains("0 files"))
    try Data([0, 1, 2, 255, 0]).write(to: empty.url.appendingPathComponent("a.csv"))
    try Data().write(to: empty.url.appendingPathComponent("b.csv"))
    try empty.write("one word\n", to: "c.txt")
    #expect(throws: InputError.self) { try RecordingFolder(empty.url) }
    let many = try TemporaryFolder()
    for (person, move) in (1...40).flatMap({ person in (1...50).map { (person, $0) } }) {
      try many.write("t,x,y\n0,1,2\n0.1,2,4\n0.2,4,3\n0.3,1,5\n0.4,0,1\n0.5,3,2\n", to: "s\(person)/a\(move).csv")
    }
    try FileManager.default.createSymbolicLink(
      at: many.url.appendingPathComponent("s1/loop"), withDestinationURL: many.url)
    try FileManager.default.createSymbolicLink(
      atPath: many.url.appendingPathComponent("gone.csv").path, withDestinationPath: "/nowhere")
    let found = try RecordingFolder(many.url)
    #expect(found.files == 2001 && found.looked < 10)
    #expect(found.summary.varying == ["subject": 40, "action": 50])
    #expect(found.left.contains { $0.contains("gone.csv") })
    #expect(TablesProposal(found).text.contains("# Files found: 2001; looked into, in part: "))
  }

  @Test("hostile names are text: the proposal stays YAML, and comments stay in their line")
  func hostileNames() throws {
    let names = [
      "<script>", "q'uo\"te,s", "emoji😀", String(repeating: "x", count: 200), "pi|pe", "back\\slash", "per%cent",
      "am&p",
      "under_score", "line\nbreak: TODO", "br{ace}", "st*r",
    ]
    for name in names {
      let folder = try TemporaryFolder()
      for person in 1...2 {
        try folder.write(
          "t,a,b,c\n" + (0..<40).map { "\(0.02 * Double($0)),\($0 % 7),\($0 % 5),\($0 * $0 % 11)\n" }.joined(),
          to: "\(name)/s\(person)_walk.csv")
        try folder.write(
          "t,a\n" + (0..<20).map { "\(0.1 * Double($0)),\($0 * $0 % 11)\n" }.joined(), to: "plain/s\(person).csv")
      }
      let text = try TablesProposal(RecordingFolder(folder.url)).text
      #expect(text.split(separator: "\n").allSatisfy { !$0.contains("break: TODO") || $0.hasPrefix("#") })
      let fault = try #require(throws: InputError.self) { try Manifest.decode(text, file: "m") }
      #expect(fault.found == "TODO")
    }
  }
}
