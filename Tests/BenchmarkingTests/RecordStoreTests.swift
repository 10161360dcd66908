import Diagnostics
import Foundation
import Testing

@testable import Benchmarking

@Suite("Record store")
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
}
