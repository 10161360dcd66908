import Diagnostics
import Files
import Foundation
import Randomness
import Splits
import Testing

@testable import Records

@Suite("TrialRecord store")
struct RecordStoreTests {
  static func folder() -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("hartransfer-records-\(UUID().uuidString)")
  }

  @Test("JSON values survive a round trip, whole numbers and fractions apart")
  func values() throws {
    let value = JSONValue.object([
      "a": .integer(3), "b": .number(0.5), "c": .null, "d": .array([.bool(true), .string("x/y")]),
    ])
    let data = try CanonicalJSON.data(value)
    #expect(String(decoding: data, as: UTF8.self) == #"{"a":3,"b":0.5,"c":null,"d":[true,"x/y"]}"#)
    #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
    #expect(value.description == "a=3 b=0.5 c=null d=[true, x/y]")
  }

  @Test("a folder without a plan, a broken file and a foreign schema are refused by name")
  func refusals() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = RecordStore(folder: folder)
    let noPlan = try #require(throws: InputError.self) { try store.plan() }
    #expect(noPlan.found == "no plan.json")
    #expect(try store.record("abc") == nil)
    try FileManager.default.createDirectory(
      at: store.url(of: "abc").deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("{\"schema\": 1".utf8).write(to: store.url(of: "abc"))
    let broken = try #require(throws: InputError.self) { try store.record("abc") }
    #expect(broken.place.hasSuffix("abc.json"))
  }

  /// A record of the second form, as it was written.
  private static let secondForm = """
    {"candidateClasses":[0,1],"classNames":["a","b"],"confusion":null,"data":{"x":"1"},"key":"abc",
    "predictions":{"ids":["i","j"],"latentDistances":[0.5,null],"predicted":[0,null],"subjects":[1,2],"truth":[0,1]},
    "provenance":{"blas":"OpenBLAS","blasThreads":1,"hdf5":"1.10.8","processor":"p","revision":"r","swift":"6.2",
    "system":"s","version":"0.1.0"},"roles":{"labelled":[0],"paired":[1],"test":[2,3],"validation":[]},
    "run":{"seconds":1.5,"startedAt":"2026-01-01T00:00:00Z"},"schema":"hartransfer-record/2",
    "scores":{"accuracy":0.5,"cmae":null},"trial":{"alignment":{"name":"perfect","parameters":{"k":2}},
    "benchmark":"t","classifier":{"name":"c","parameters":{}},"dataset":"d","datasetVersion":"1",
    "encoderSource":{"name":"e","parameters":{}},"encoderTarget":{"name":"e","parameters":{}},
    "protocol":{"name":"p","parameters":{}},"reduction":null,"seed":0,"source":"x","split":"s","target":"y"}}
    """

  private static func store(_ text: String, key: String = "abc") throws -> RecordStore {
    let store = RecordStore(folder: folder())
    try store.prepare()
    try Data(text.utf8).write(to: store.url(of: key))
    return store
  }

  @Test("a record of an older form is read in the present one, its results untouched")
  func migration() throws {
    let store = try Self.store(Self.secondForm)
    defer { try? FileManager.default.removeItem(at: store.folder) }
    let record = try #require(try store.record("abc"))
    #expect(record.schema == TrialRecord.currentSchema && record.provenance.libraries == ["hdf5": "1.10.8"])
    #expect(record.scores["accuracy"] == 0.5 && record.predictions?.hits == [1, 0])
    // Once it is written again it is of the present form, and the same.
    try store.write(record)
    let again = try #require(try store.record("abc"))
    #expect(try CanonicalJSON.data(again) == CanonicalJSON.data(record))
  }

  @Test("a summary holds what the record holds, whichever way it is read")
  func summaries() throws {
    let store = try Self.store(Self.secondForm)
    defer { try? FileManager.default.removeItem(at: store.folder) }
    let ofOldForm = try #require(try store.summary("abc"))
    var record = try #require(try store.record("abc"))
    record.selection = .init(
      criterion: "pair-retrieval", folds: 2, candidates: [], chosen: .object(["k": .integer(2), "ridge": .number(0.1)]))
    record.predictions?.ids[0] = "ä \"quoted\" \u{1F600}"
    record.predictions?.latentDistances = [0.1 + 0.2, nil]
    try store.write(record)
    let text = try Data(contentsOf: store.url(of: "abc"))
    // The quick way, without falling back.
    let quick = try #require(RecordSummary(text, key: "abc"))
    #expect(quick == RecordSummary(record) && quick.predictions?.latentDistances?[0] == 0.1 + 0.2)
    #expect(try store.summary("abc") == quick && ofOldForm.scores == quick.scores)
    #expect(RecordSummary(text, key: "abd") == nil && RecordSummary(text.dropLast(9), key: "abc") == nil)
    record.predictions = nil
    record.error = "why"
    try store.write(record)
    let failed = try #require(RecordSummary(Data(contentsOf: store.url(of: "abc")), key: "abc"))
    #expect(failed == RecordSummary(record) && failed.error == "why" && failed.predictions == nil)
  }

  @Test("records that share roles and test rows have the bytes of records encoded whole")
  func encoding() throws {
    let store = try Self.store(Self.secondForm)
    defer { try? FileManager.default.removeItem(at: store.folder) }
    var record = try #require(try store.record("abc"))
    let encoder = try RecordEncoder(roles: record.roles)
    func holds(_ record: TrialRecord) throws -> Bool { try encoder.data(record) == CanonicalJSON.data(record) }
    #expect(try holds(record))
    // Other test rows, names that need escapes, texts that look like a member, and what may be
    // null.
    record.predictions?.ids[0] = #"ä \ {"ids":[],"predicted":[],"subjects":[],"truth":[]}"#
    record.predictions?.predicted = [nil, 1]
    record.predictions?.latentDistances = [nil, 0.1 + 0.2]
    record.error = #""roles":{"labelled":[],"paired":[],"test":[],"validation":[]}"#
    #expect(try holds(record))
    record.roles.test = []
    #expect(try holds(record))
    record.predictions = .init(ids: [], subjects: [], truth: [], predicted: [], latentDistances: [])
    #expect(try holds(record))
    record.predictions = nil
    #expect(try holds(record))
    // An object elsewhere that looks the same.
    record.trial.alignment.parameters = .object(["roles": .object(["labelled": .array([])])])
    record.roles = Roles(labelled: [], paired: [], test: [])
    #expect(try RecordEncoder(roles: record.roles).data(record) == CanonicalJSON.data(record))
  }

  @Test("lists of numbers have the bytes of the general encoder")
  func lists() throws {
    var generator = Seed(base: 5).generator
    let drawn = (0..<20_000).compactMap { _ -> Double? in
      let value = Double(bitPattern: generator.next())
      return value.isFinite ? value : nil
    }
    let whole: [Double] = [0, -0.0, 1, -2, 10, 1e15, 1e16, 123_456_789_012_345_680, 0x1p53, 1e21, 1e22, 1e300, 5e-324]
    let others: [Double] = [0.1, 1e-5, 1.5e-7, 0.0001, 12.5, .pi, .leastNormalMagnitude, .greatestFiniteMagnitude]
    for values in [drawn, whole, others, drawn.map { ($0.significand * 1000).rounded() / 10 }] {
      let values = values.map(Optional.some) + [nil]
      #expect(try CanonicalJSON.list(values) == CanonicalJSON.data(values))
    }
    #expect(CanonicalJSON.list([Double?.some(.nan)]) == nil && CanonicalJSON.list([-Double.infinity]) == nil)
    let integers: [Int?] = [0, nil, -1, .max, .min]
    #expect(try CanonicalJSON.list(integers) == CanonicalJSON.data(integers))
    #expect(try CanonicalJSON.list([Double?]()) == CanonicalJSON.data([Double?]()))
  }

  /// A record with latents in two dimensions.
  private static let withPlane = secondForm.replacing(
    #""provenance":"#,
    with: #"""
      "latentPlane":{"source":[[0.5,-1.25],null],"spectrum":{"count":3,"kept":1,"name":"n","values":[1,0.5,1e-14]},
      "target":[[0.25,1],[2,3e-5]],"varianceShares":[0.75,0.125]},"provenance":
      """#)

  @Test("latents in two dimensions are read and written back, and are no part of a summary")
  func plane() throws {
    let stores = try [Self.withPlane, Self.secondForm].map { try Self.store($0) }
    defer { for store in stores { try? FileManager.default.removeItem(at: store.folder) } }
    let record = try #require(try stores[0].record("abc"))
    let plane = try #require(record.latentPlane)
    #expect(plane.source == [[0.5, -1.25], nil] && plane.target == [[0.25, 1], [2, 3e-5]])
    #expect(plane.spectrum == .init(name: "n", values: [1, 0.5, 1e-14], count: 3, kept: 1))
    #expect(try RecordEncoder(roles: record.roles).data(record) == CanonicalJSON.data(record))
    #expect(try stores[0].summary("abc") == stores[1].summary("abc"))
    // Of the present form, read the quick way and whole.
    try stores[0].write(record)
    let text = try Data(contentsOf: stores[0].url(of: "abc"))
    #expect(RecordSummary(text, key: "abc") == RecordSummary(record))
    #expect(try stores[0].record("abc")?.latentPlane == plane)
    var short = record
    short.latentPlane?.source.removeLast()
    try stores[0].write(short)
    #expect(throws: InputError.self) { try stores[0].summary("abc") }
  }

  @Test(
    "latents in two dimensions that contradict themselves or the predictions are refused",
    arguments: [
      (#",null],"spectrum""#, #"],"spectrum""#, "1 latents of the source and 2 predictions"),
      (",[2,3e-5]]", ",[2,3e-5],[1,1]]", "3 latents of the target and 2 predictions"),
      ("[0.25,1]", "[0.25,1,2]", "3 coordinates"), ("[0.75,0.125]", "[0.75]", "shares of variance"),
      ("[0.75,0.125]", "[1.75,0.125]", "shares of variance"),
      (#""count":3"#, #""count":4"#, "a spectrum of 3 values of 4"), (#""kept":1"#, #""kept":4"#, "4 kept"),
    ])
  func damagedPlane(_ old: String, _ new: String, _ words: String) throws {
    let store = try Self.store(Self.withPlane.replacing(old, with: new))
    defer { try? FileManager.default.removeItem(at: store.folder) }
    let error = try #require(throws: InputError.self) { try store.record("abc") }
    #expect(error.found.contains(words) && error.place.hasSuffix("abc.json"), "\(error)")
  }

  @Test("every older form leads to the present one")
  func chain() {
    #expect(RecordMigration.steps.last?.to == TrialRecord.currentSchema)
    for (step, next) in zip(RecordMigration.steps, RecordMigration.steps.dropFirst()) { #expect(step.to == next.from) }
  }

  @Test(
    "a record whose parts contradict one another is refused",
    arguments: [
      (#""subjects":[1,2]"#, #""subjects":[1]"#, "lists of other lengths"),
      (#""truth":[0,1]"#, #""truth":[0,7]"#, "class 7"),
      (#""test":[2,3]"#, #""test":[2,3,4]"#, "2 predictions for 3 test rows"),
      (#""key":"abc""#, #""key":"abd""#, "key 'abd'"),
      ("hartransfer-record/2", "hartransfer-record/99", "hartransfer-record/99"),
    ])
  func contradictions(_ old: String, _ new: String, _ words: String) throws {
    let store = try Self.store(Self.secondForm.replacing(old, with: new))
    defer { try? FileManager.default.removeItem(at: store.folder) }
    let error = try #require(throws: InputError.self) { try store.record("abc") }
    #expect(error.found.contains(words) && error.place.hasSuffix("abc.json"))
  }

  @Test("what a killed process was writing is removed, and the files of running ones stay")
  func leftovers() throws {
    let store = try Self.store(Self.secondForm)
    defer { try? FileManager.default.removeItem(at: store.folder) }
    let records = store.folder.appendingPathComponent("records")
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: records.path).sorted() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    var mine = ""
    try AtomicFile.replacing(records.appendingPathComponent("x.json")) { temporary in
      mine = temporary.lastPathComponent
      try Data().write(to: temporary)
      // The same name, but of a process that has ended.
      let theirs = mine.replacing(
        "-\(ProcessInfo.processInfo.processIdentifier)-", with: "-\(process.processIdentifier)-")
      try Data().write(to: records.appendingPathComponent(theirs))
      try Data().write(to: records.appendingPathComponent(".of-someone-else.tmp"))
      try store.prepare()
      #expect(try names() == [mine, ".of-someone-else.tmp", "abc.json"].sorted())
    }
    #expect(try names() == [".of-someone-else.tmp", "abc.json", "x.json"])
  }

  @Test("a claim is one process's at a time, given back by release or by the end of its holder")
  func claims() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("claims")
    let first = try FileClaims(file)
    var second: FileClaims? = try FileClaims(file)
    #expect(first.claim(.max) && first.claim(7))
    #expect(second?.claim(.max) == false && second?.claim(7) == false && second?.claim(70_000) == true)
    first.release(7)
    #expect(second?.claim(7) == true && !first.claim(7))
    second = nil
    #expect(first.claim(7))
    #expect(try Data(contentsOf: file).isEmpty)
  }
}
