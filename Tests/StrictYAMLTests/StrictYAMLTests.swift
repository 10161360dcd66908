import Diagnostics
import Parameters
import StrictYAML
import Testing

private struct Inner: Decodable, Equatable {
  var k: Int
  var scale: Double?
  var kind: String?
}

private struct Outer: Decodable, Equatable {
  var name: String
  var items: [Inner]
  var flag: Bool?
  var map: [String: Int]?
}

private struct Positive: Decodable {
  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer().decode(Int.self)
    guard value > 0 else { throw InputError("k", found: "\(value)", expected: "above 0") }
  }
}

private func refusal<T: Decodable>(_ type: T.Type, _ text: String) -> InputError? {
  do {
    _ = try StrictYAML.decode(type, from: text, file: "a.yaml")
    return nil
  } catch { return error as? InputError }
}

@Suite("Strict YAML")
struct StrictYAMLTests {
  @Test("values arrive as written")
  func values() throws {
    let text = "name: test\nitems:\n  - {k: 3, scale: 0.5}\n  - k: 4\n    kind: x\nflag: true\nmap: {a: 1, b: 2}\n"
    let value = try StrictYAML.decode(Outer.self, from: text, file: "a.yaml")
    #expect(
      value
        == Outer(
          name: "test", items: [Inner(k: 3, scale: 0.5), Inner(k: 4, kind: "x")], flag: true, map: ["a": 1, "b": 2]))
  }

  @Test("an unknown key is refused with its line and the nearest known key")
  func unknownKey() throws {
    let error = try #require(refusal(Outer.self, "name: test\nitems:\n  - k: 3\n    scal: 1\n"))
    #expect(error.place.hasPrefix("a.yaml:4:5") && error.place.contains("items.[0]"))
    #expect(error.found == "unknown key 'scal'")
    #expect(error.advice == "Did you mean 'scale'?")
  }

  @Test("a wrong type is refused with what was found")
  func wrongType() throws {
    let number = try #require(refusal(Outer.self, "name: test\nitems:\n  - k: three\n"))
    #expect(number.place.hasPrefix("a.yaml:3:") && number.found == "'three'" && number.expected == "a whole number")
    let list = try #require(refusal(Outer.self, "name: test\nitems: 5\n"))
    #expect(list.found == "'5'" && list.expected == "a list")
    let mapping = try #require(refusal(Outer.self, "name: test\nitems: [7]\n"))
    #expect(mapping.expected == "a mapping of keys to values")
  }

  @Test("a missing key, a broken document and an empty one are refused")
  func missing() throws {
    #expect(try #require(refusal(Outer.self, "name: test\n")).found == "no key 'items'")
    #expect(try #require(refusal(Outer.self, "name: [\n")).expected == "a YAML document")
    #expect(refusal(Outer.self, "") != nil)
    #expect(try #require(refusal(Outer.self, "name: a\nname: b\nitems: []\n")).expected == "a YAML document")
  }

  @Test("a value that is no name of a choice is refused with all names and the nearest one")
  func choiceOfNames() throws {
    enum Colour: String, Decodable, CaseIterable { case red, green }
    let error = try #require(refusal([Colour].self, "- red\n- gren\n"))
    #expect(error.place.hasPrefix("a.yaml:2:3") && error.found == "'gren'")
    #expect(error.expected == "one of red, green" && error.advice == "Did you mean 'green'?")
  }

  @Test("a missing key points at the one that may be meant for it")
  func misspeltMissingKey() throws {
    let error = try #require(refusal(Outer.self, "name: test\nitmes: []\n"))
    #expect(error.found == "no key 'items'" && error.advice == "Is 'itmes' meant for it?")
  }

  @Test("a refusal by a type's own check gets the place")
  func ownCheck() throws {
    let error = try #require(refusal([Positive].self, "- 3\n- -1\n"))
    #expect(error.place == "a.yaml:2:3: [1]: k" && error.found == "-1")
  }

  @Test("a list where one scalar is wanted stands for one element with each, the last list running fastest")
  func grid() throws {
    let text = "- {k: [1, 2], scale: [0.5, 1]}\n- {k: 9}\n"
    let grid = try StrictYAML.decode(Grid<Inner>.self, from: text, file: "a.yaml")
    #expect(
      grid.elements == [
        Inner(k: 1, scale: 0.5), Inner(k: 1, scale: 1), Inner(k: 2, scale: 0.5), Inner(k: 2, scale: 1), Inner(k: 9),
      ])
  }

  @Test("a choice is a name or one name with parameters")
  func choice() throws {
    struct Wrapped: Decodable {
      let name: String
      let inner: Inner?
      init(from decoder: any Decoder) throws {
        let choice = try NamedChoice(from: decoder, kind: "method")
        name = choice.name
        inner = choice.name == "plain" ? nil : try choice.parameters(Inner.self)
      }
    }
    #expect(try StrictYAML.decode(Wrapped.self, from: "plain", file: "a").inner == nil)
    #expect(try StrictYAML.decode(Wrapped.self, from: "rich: {k: 5}", file: "a").inner == Inner(k: 5))
    #expect(refusal(Wrapped.self, "{a: {k: 1}, b: {k: 2}}")?.found == "the names a, b")
    #expect(refusal(Wrapped.self, "rich: {k: 5, kk: 6}")?.found == "unknown key 'kk'")
  }

  private struct Open: Decodable {
    enum Rule: String, Decodable, CaseIterable { case first, second }
    let candidates: Candidates<Rule, Inner>?
    init(from decoder: any Decoder) throws {
      candidates = try NamedChoice(from: decoder, kind: "method").candidates(by: Rule.self, Inner.self)
    }
  }

  @Test("what stands under 'select' is one element's candidates: every combination with what stands beside it")
  func candidates() throws {
    let text = "- rich: {scale: [0.5, 2], select: {k: [1, 2], by: second}}\n- plain\n- rich: {k: 3}\n"
    let elements = try StrictYAML.decode(Grid<Open>.self, from: text, file: "a.yaml").elements
    #expect(elements.map { $0.candidates?.parameters.map(\.k) } == [[1, 2], [1, 2], nil, nil])
    #expect(elements[0].candidates?.parameters.map(\.scale) == [0.5, 0.5])
    #expect(elements[0].candidates?.criterion == .second)
  }

  @Test(
    "a selection that is not one is refused with its line",
    arguments: [
      ("rich:\n  select: {k: [1, 2]}", "no key 'by'", "a:2:"), ("rich:\n  select: {by: first}", "no parameter", "a:2:"),
      ("rich: {k: 1,\n  select: {k: [1, 2], by: first}}", "'k' beside", "a:2:"),
      ("rich:\n  select: {k: [1, 2], by: frist}", "'frist'", "a:2:"),
      ("rich: {k: 1,\n  select: {kk: [1, 2], by: first}}", "unknown key 'kk'", "a:2:"),
      ("rich:\n  select: 3", "'3'", "a:2:"),
    ])
  func refusedSelection(text: String, found: String, place: String) throws {
    let error = try #require(throws: InputError.self) { try StrictYAML.decode(Open.self, from: text, file: "a") }
    #expect(error.found.contains(found) && error.place.hasPrefix(place))
  }
}

@Suite("Suggestions")
struct SuggestionTests {
  @Test("a near name is suggested, a far one is not")
  func nearest() {
    #expect(nearestName(to: "ridge-cac", among: ["perfect", "ridge-cca", "none"]) == "ridge-cca")
    #expect(nearestName(to: "overlp", among: ["overlap", "draws"]) == "overlap")
    #expect(nearestName(to: "xyz", among: ["overlap", "draws"]) == nil)
    #expect(suggestion(for: "xyz", among: ["a1", "b2"]) == "Known: a1, b2.")
  }
}
