import Diagnostics
import FeatureStore
import Foundation
import Testing

@testable import Datasets

@Suite("Values of recordings from arrays")
struct ArrayValuesTests {
  /// Four recordings of two modalities in one file of arrays, with letters and times beside them.
  private func prepare(letters: [String] = ["A", "B", "A", "A"]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try HDF5File.create(folder.url.appendingPathComponent("all.h5")) { file in
      try file.write((0..<160).map(Float.init), shape: [4, 20, 2], to: "/emg")
      try file.write((0..<240).map { Float(1000 + $0) }, shape: [4, 20, 3], to: "/imu")
      try file.write(letters, to: "/letter")
      try file.write(["26/06/20/22:28", "27/06/20/12:51", "09/07/20/10:00", "09/07/20/10:01"], to: "/when")
      try file.write([7, 7, 8, 7] as [Int32], to: "/person")
    }
    return folder
  }

  private func open(
    _ folder: TemporaryFolder, label: String = "{array: letter}",
    session: String = "{array: when, match: \"^([0-9]+/[0-9]+)/\", map: {26/06: \"1\", 27/06: \"1\", 09/07: \"2\"}}",
    using: [String]? = nil
  ) throws -> any RecordingSource {
    let text = """
      id: arrays
      title: Arrays
      version: "1"
      loader: tables
      modalities:
        - {name: emg, title: Muscles, rate: 10, units: [unstated], channels: [a, b], placement: arm}
        - {name: imu, title: Motion, rate: 10, units: [g], channels: [x, z], placement: arm}
      classes: [A, B]
      tables:
        recordings: rows
        modalities:
          - {name: emg, files: all.h5, array: {variable: emg, timeAxis: 2}}
          - {name: imu, files: all.h5, array: {variable: imu, timeAxis: 2}, columns: [1, 3]}
        subject: {array: person}
        class: \(label)
        trial: {counted: recordings}
        session: \(session)
      licence: none
      citation: nobody
      homepage: nowhere
      checksums: []
      checksumsUnknown: made up
      fetch: {method: by-hand, byHand: Ask.}
      """
    return try TablesLoader().load(
      Manifest.decode(text, file: "m"), from: folder.url, skipBad: false, using: using)
  }

  @Test("classes, persons and sessions come from arrays of the same file; a match takes the day out of a time")
  func values() throws {
    let folder = try prepare()
    let source = try open(folder)
    #expect(source.samples.labels == [0, 1, 0, 0] && source.samples.subjects == [7, 7, 8, 7])
    #expect(source.samples.sessions == [1, 1, 2, 2])
    #expect(source.samples.ids[3] == "A_s7_e2_t2")
    guard case .series(let series) = try source.signal(row: 1, modality: "imu") else { throw Unexpected() }
    #expect(series.values[0, 0] == 1060 && series.values[1, 19] == 1119)
  }

  @Test("they are found where the first modality is not wanted")
  func otherModality() throws {
    #expect(try open(prepare(), using: ["imu"]).samples.labels == [0, 1, 0, 0])
  }

  @Test("skip and map see what the match captured")
  func skipped() throws {
    let source = try open(
      prepare(), session: "{array: when, match: \"^([0-9]+)/\", map: {\"26\": \"1\", \"27\": \"2\"}, skip: [\"09\"]}")
    #expect(source.samples.sessions == [1, 2])
    #expect(source.skipped.map(\.count) == [2])
  }

  @Test("other files, by a pattern; an array of another size, none, and a text that does not match are refused by name")
  func refused() throws {
    let folder = try prepare()
    #expect(try open(folder, label: "{array: letter, files: all.h5}").samples.labels == [0, 1, 0, 0])
    let cases: [(String, String, String)] = [
      ("{array: emg}", "all.h5: /emg", "one a recording"), ("{array: leter}", "all.h5: leter", "an array of this file"),
      ("{array: letter, match: \"^(<b>)\"}", "tables: class: match", "^(<b>)"),
      ("{array: letter, match: \"[\"}", "tables: class: match", "a regular expression with one group"),
      ("{array: letter, match: \"A\"}", "tables: class: match", "a regular expression with one group"),
      ("{array: letter, constant: A}", "tables: class", "one of path, column, array, constant and counted"),
    ]
    for (label, place, expected) in cases {
      let error = #expect(throws: InputError.self) { try open(folder, label: label) }
      #expect(error?.place.contains(place) == true && error?.expected.contains(expected) == true, "\(label)")
    }
    let hostile = try prepare(letters: ["A", "<script>|\\%", "A", "B"])
    #expect(#expect(throws: InputError.self) { try open(hostile) }?.found == "'<script>|\\%'")
  }
}
