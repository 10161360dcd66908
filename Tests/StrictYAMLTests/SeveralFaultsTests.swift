import Diagnostics
import Parameters
import StrictYAML
import Testing

private struct Item: Decodable {
  var k: Int
}

/// A type that tells all its faults.
private struct Whole: Decodable, TellsAllFaults {
  let name: String
  let items: [Item]
  let sizes: [String: Int]
  let seed: Int

  private enum CodingKeys: CodingKey { case name, items, sizes, seed }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    var faults = Faults()
    name = try faults.value { try container.decode(String.self, forKey: .name) } ?? ""
    items = try faults.value { try container.decode([Item].self, forKey: .items) } ?? []
    sizes = try faults.optional { try container.decodeIfPresent([String: Int].self, forKey: .sizes) } ?? [:]
    seed = try faults.optional { try container.decodeIfPresent(Int.self, forKey: .seed) } ?? 0
    try faults.check()
  }
}

private struct Method: Parametrised {
  @Parameter(.whole(from: 1), "a size") var k = 2
  @Parameter(.number(from: 0), "a weight") var ridge = 0.1
}

private func faults<T: Decodable>(_ type: T.Type, _ text: String) -> [InputError] {
  do {
    _ = try StrictYAML.decode(type, from: text, file: "a.yaml")
    return []
  } catch { return (error as? InputError)?.all ?? [] }
}

@Suite("Several faults of one file")
struct SeveralFaultsTests {
  @Test("bad values, items and unknown keys are told together, in the order of their lines")
  func together() {
    let text = "seed: x\nitems: [{k: 1}, {k: two}, {k: 3}, 4]\nnam: a\nsizes: {a: 1, b: no, c: so}\nsed: 2\n"
    let found = faults(Whole.self, text)
    #expect(
      found.map(\.found) == ["no key 'name'", "'x'", "'two'", "'4'", "'no'", "'so'", "unknown key 'sed'"])
    #expect(found.allSatisfy { $0.place.hasPrefix("a.yaml:") && $0.others.isEmpty })
    #expect(found.first?.advice == "Is 'nam' meant for it?", "so 'nam' is told once, not as unknown too")
  }

  @Test("of a type that gives up at its first fault no key is called unknown that it would have asked for")
  func noCascade() {
    #expect(faults(Item.self, "k: x\nother: 1\n").map(\.found) == ["'x'"])
    #expect(faults(Item.self, "k: 1\nother: 1\n").map(\.found) == ["unknown key 'other'"])
  }

  @Test("a method tells every parameter that is at fault: unreadable ones, then those out of range")
  func parameters() {
    #expect(faults(Method.self, "{k: x, ridge: y, rigde: 1}").map(\.found) == ["'x'", "'y'", "unknown key 'rigde'"])
    #expect(faults(Method.self, "{k: 0, ridge: -1}").map(\.found) == ["0", "-1.0"])
    #expect(faults(Method.self, "{k: 3, ridge: 1}").isEmpty)
  }

  @Test("a single fault reads as ever, several are a line each, and where they stand is put before each")
  func text() throws {
    let one = InputError("a", found: "b", expected: "c", advice: "D.")
    #expect("\(one)" == "a: found b; expected c. D.")
    let two = try #require(InputError(all: [one, InputError("e", found: "f", expected: "g")]))
    #expect("\(two.at("file"))" == "file: a: found b; expected c. D.\nfile: e: found f; expected g.")
    #expect(InputError(all: []) == nil && two.all.count == 2 && two.all[0] == one)
  }

  @Test("lists and mappings decode as they did before")
  func values() throws {
    #expect(try StrictYAML.decode([Int].self, from: "[1, 2, 3]", file: "a") == [1, 2, 3])
    #expect(try StrictYAML.decode([Double?].self, from: "[1, null, 3]", file: "a") == [1, nil, 3])
    #expect(try StrictYAML.decode([[String]].self, from: "[[a], [], [b, c]]", file: "a") == [["a"], [], ["b", "c"]])
    #expect(try StrictYAML.decode([String: [Int]].self, from: "{a: [1], b: []}", file: "a") == ["a": [1], "b": []])
  }
}
