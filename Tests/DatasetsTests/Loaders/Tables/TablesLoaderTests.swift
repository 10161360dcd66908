import Diagnostics
import Foundation
import Testing

@testable import Datasets

/// A manifest of two modalities in files of text, one a recording and modality.
private let text = """
  id: small
  title: Two actions
  version: "1"
  loader: tables
  window: {seconds: 1, overlap: 0}
  modalities:
    - {name: wrist, title: Wrist, rate: 10, units: [m/s^2], channels: [x, y], placement: wrist}
    - {name: ankle, title: Ankle, rate: 10, units: [g], channels: [x], placement: ankle}
  classes: [wave, clap]
  tables:
    recordings: file
    modalities:
      - name: wrist
        files: "{action}/s{subject}_t{trial}_wrist.csv"
        columns: [x, y]
        units: [g]
        time: {column: t, unit: ms}
      - name: ankle
        files: "{action}/s{subject}_t{trial}_ankle.csv"
        columns: [2]
        fields: 2
        time: {column: t, unit: ms}
    subject: {path: subject}
    class: {path: action, map: {w: wave, c: clap}}
    trial: {path: trial}
    cleaning: {maximumGap: 0.25, longer: split}
  licence: none
  citation: nobody
  homepage: nowhere
  checksums: []
  checksumsUnknown: it is made up
  fetch: {method: by-hand, byHand: Ask a friend.}

  """

@Suite struct TablesLoaderTests {
  private func wrist(_ frames: Int, from start: Int = 0, dropping: Set<Int> = []) -> String {
    var text = "t,x,y\n"
    for frame in 0..<frames {
      let value = dropping.contains(frame) ? "NaN" : "\(frame)"
      text += "\(start + frame * 100),\(value),1\n"
    }
    return text
  }

  private func ankle(_ frames: Int, from start: Int = 0) -> String {
    var text = "t,x\n"
    for frame in 0..<frames { text += "\(start + frame * 100),\(frame)\n" }
    return text
  }

  private func data() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for action in ["w", "c"] {
      for trial in 1...2 {
        try folder.write(wrist(25), to: "\(action)/s1_t\(trial)_wrist.csv")
        try folder.write(ankle(25, from: 300), to: "\(action)/s1_t\(trial)_ankle.csv")
      }
    }
    return folder
  }

  private func open(_ folder: TemporaryFolder, _ manifest: String = text, skipBad: Bool = false) throws
    -> any RecordingSource
  {
    try TablesLoader().load(Manifest.decode(manifest, file: "m"), from: folder.url, skipBad: skipBad)
  }

  private func series(_ source: any RecordingSource, _ row: Int, _ modality: String) throws -> TimeSeries {
    guard case .series(let series) = try source.signal(row: row, modality: modality) else { throw Unexpected() }
    return series
  }

  @Test("windows lie on the time that the modalities share, in the units wanted, and bear their recording's trial")
  func synchronised() throws {
    let folder = try data()
    let source = try open(folder)
    #expect(source.samples.ids.first == "clap_s1_t1_p0_w0" && source.samples.count == 8)
    #expect(source.samples.labels == [1, 1, 1, 1, 0, 0, 0, 0] && source.samples.trials == [1, 1, 2, 2, 1, 1, 2, 2])
    // The ankle's clock begins 0.3 s later: so does the first window.
    let first = try series(source, 0, "wrist")
    #expect(
      first.values[0, 0] == Float(3 * 9.80665) && first.values[1, 9] == Float(9.80665) && first.values.columns == 10)
    #expect(try series(source, 0, "ankle").values[0, 0] == 0 && series(source, 1, "ankle").values[0, 0] == 10)
    // A window says when it begins, from the first one on.
    #expect(try series(source, 0, "ankle").start == 0 && series(source, 1, "ankle").start == 1)
    let shifted = try open(folder, text.replacing("columns: [2]", with: "columns: [2]\n      clockOffset: -0.3"))
    #expect(try series(shifted, 0, "wrist").values[0, 0] == 0)
  }

  @Test("a window never spans a long gap; what is short is bridged; dropping keeps the windows elsewhere")
  func gaps() throws {
    let folder = try data()
    try folder.write(wrist(45, dropping: [5, 14, 15, 16]), to: "w/s1_t1_wrist.csv")
    try folder.write(ankle(45), to: "w/s1_t1_ankle.csv")
    let source = try open(folder)
    let ids = source.samples.ids.filter { $0.hasPrefix("wave_s1_t1") }
    #expect(ids == ["wave_s1_t1_p0_w0", "wave_s1_t1_p1_w0", "wave_s1_t1_p1_w1"])
    let row = source.samples.ids.firstIndex(of: ids[0])!
    #expect(try abs(Double(series(source, row, "wrist").values[0, 5]) - 5 * 9.80665) < 1e-5)
    #expect(try series(source, row + 1, "ankle").values[0, 0] == 17)
    let dropped = try open(folder, text.replacing("longer: split", with: "longer: drop"))
    #expect(
      dropped.samples.ids.filter { $0.hasPrefix("wave_s1_t1") } == ["wave_s1_t1_w0", "wave_s1_t1_w2", "wave_s1_t1_w3"])
    let error = #expect(throws: InputError.self) {
      try open(folder, text.replacing("longer: split", with: "longer: refuse"))
    }
    #expect(error?.place.hasSuffix("w/s1_t1_wrist.csv: line 16") == true, "\(String(describing: error))")
  }

  @Test(
    "a bad file is refused by its name and line, and left out on request",
    arguments: [
      ("w/s1_t2_wrist.csv", "", "w/s1_t2_wrist.csv"),
      ("w/s1_t2_wrist.csv", "t,x,y\n0,1,2\n100,3", "line 3"),
      ("w/s1_t2_wrist.csv", "t,x\n0,1\n100,3\n", "w/s1_t2_wrist.csv"),
      ("w/s1_t2_ankle.csv", "t,x,y\n0,1,2\n100,3,4\n", "line 2"),
      ("w/s1_t2_wrist.csv", "t,x,y\n0,1,2\n100,inf,2\n", "line 3: column 2 (x)"),
      ("w/s1_t2_wrist.csv", "t,x,y\n0,1,2\n0,1,2\n100,1,2\n", "line 3"),
      ("w/s1_t2_ankle.csv", "t,x\n900000,1\n900100,1\n", "w/s1_t2_wrist.csv: line 2"),
    ])
  func bad(file: String, content: String, place: String) throws {
    let folder = try data()
    try folder.write(content, to: file)
    let error = #expect(throws: InputError.self) { try open(folder) }
    #expect(error?.place.contains(place) == true, "\(String(describing: error))")
    #expect(error?.advice.isEmpty == false)
    let rest = try open(folder, skipBad: true)
    #expect(rest.skipped.count == 1 && !rest.samples.ids.contains { $0.hasPrefix("wave_s1_t2") })
    #expect(rest.samples.count == 6)
  }

  @Test("a number that single precision cannot hold is refused when it is read")
  func huge() throws {
    let folder = try data()
    try folder.write("t,x,y\n" + (0..<30).map { "\($0 * 100),1e300,1\n" }.joined(), to: "w/s1_t2_wrist.csv")
    let source = try open(folder)
    let row = source.samples.ids.firstIndex { $0.hasPrefix("wave_s1_t2") }!
    #expect(throws: InputError.self) { try source.signal(row: row, modality: "wrist") }
    #expect(try open(folder, skipBad: true).samples.count == 6)
  }

  @Test("a class, a subject or a file that the manifest does not expect is refused with what it knows")
  func unexpected() throws {
    let folder = try data()
    try folder.write(wrist(25), to: "v/s1_t1_wrist.csv")
    try folder.write(ankle(25), to: "v/s1_t1_ankle.csv")
    let error = #expect(throws: InputError.self) { try open(folder) }
    #expect(error?.found == "'v'" && error?.expected == "one of wave, clap")
    let skipping = text.replacing("map: {w: wave, c: clap}", with: "map: {w: wave, c: clap}, skip: [v]")
    #expect(try open(folder, skipping).samples.count == 8)
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("v/s1_t1_ankle.csv"))
    let incomplete = #expect(throws: InputError.self) { try open(folder, skipping) }
    #expect(incomplete?.place.hasSuffix("v/s1_t1_wrist.csv") == true)
    let lenient = skipping.replacing("recordings: file", with: "recordings: file\n  incomplete: leave-out")
    #expect(try open(folder, lenient).skipped.map(\.file) == ["v/s1_t1_wrist.csv"])
    let known = text.replacing("classes: [wave", with: "subjects: [2]\nclasses: [wave")
    #expect(throws: InputError.self) { try open(folder, known) }
  }

  @Test("a modality of which there is no file is not offered; with none at all the folder is refused")
  func offered() throws {
    let folder = try data()
    for path in ["w/s1_t1", "w/s1_t2", "c/s1_t1", "c/s1_t2"] {
      try FileManager.default.removeItem(at: folder.url.appendingPathComponent("\(path)_ankle.csv"))
    }
    #expect(try open(folder).modalities == ["wrist"])
    let empty = try TemporaryFolder()
    #expect(#expect(throws: InputError.self) { try open(empty) }?.place == empty.url.path)
  }

  @Test("what the manifest says of the files enters the checksum, as the files do")
  func checksum() throws {
    let folder = try data()
    let first = try open(folder).checksum(of: "wrist")
    #expect(try open(folder).checksum(of: "wrist") == first)
    #expect(try open(folder, text.replacing("0.25", with: "0.35")).checksum(of: "wrist") != first)
    try folder.write(wrist(26), to: "w/s1_t1_wrist.csv")
    #expect(try open(folder).checksum(of: "wrist") != first)
  }

  @Test(
    "a description that contradicts itself is refused at its key",
    arguments: [
      ("units: [g]\n      time", "units: [s]\n      time", "wrist): units"),
      ("units: [g]\n      time", "units: [gg]\n      time", "wrist): units"),
      ("unit: ms", "unit: g", "time: unit"),
      ("columns: [x, y]", "columns: [x]", "wrist): columns"),
      ("{path: subject}", "{path: person}", "subject: path"),
      ("{path: subject}", "{path: subject, constant: \"1\"}", "subject"),
      ("w: wave", "w: waving", "class: map"),
      ("maximumGap: 0.25", "maximumGap: -1", "maximumGap"),
      ("s{subject}_t{trial}_ankle", "s{subject}_ankle", "ankle): files"),
      ("{action}/s{subject}_t{trial}_ankle", "{action/s{subject}_t{trial}_ankle", "ankle"),
      ("recordings: file", "recordings: runs", "class"),
      ("recordings: file", "recordings: intervals", "intervals"),
      ("recordings: file", "recording: file", "tables"),
      ("loader: tables", "loader: utd-mhad", "tables"),
    ])
  func contradictions(original: String, replacement: String, key: String) throws {
    let changed = text.replacing(original, with: replacement)
    #expect(changed != text)
    let error = #expect(throws: InputError.self) { try Manifest.decode(changed, file: "m") }
    #expect(error?.place.contains(key) == true, "\(String(describing: error))")
  }
}
