import Alignment
import Catalogue
import Diagnostics
import Foundation
import LinearAlgebra
import StrictYAML
import Testing

/// What a card says is held against the method itself.
@Suite("Cards of the alignments")
struct CardTests {
  static let types = AlignmentRegistry.methods

  static func decode<M: AlignmentMethod>(_ type: M.Type, _ yaml: String) throws -> any AlignmentMethod {
    try StrictYAML.decode(type, from: yaml, file: "card")
  }

  static func object(_ method: some AlignmentMethod) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: JSONEncoder().encode(method)) as? [String: Any])
  }

  @Test("every card says something of everything", arguments: types.indices)
  func complete(index: Int) {
    let card = Self.types[index].card
    for text in [card.summary, card.objective, card.solution, card.cost, card.source] {
      #expect(!text.isEmpty && !text.contains("\n") && text.last == ".")
    }
    for parameter in card.parameters {
      #expect(!parameter.meaning.isEmpty && !parameter.range.description.isEmpty)
    }
  }

  @Test(
    "the card's parameters are those that are encoded, each once, or say their default; defaults decode from nothing",
    arguments: types.indices)
  func names(index: Int) throws {
    let method = try Self.decode(Self.types[index], "{}")
    let cards = Self.types[index].card.parameters
    let shown = cards.filter { $0.defaultWhereNotEncoded == nil }.map(\.name)
    #expect(try shown.sorted() == Self.object(method).keys.sorted())
    #expect(Set(cards.map(\.name)).count == cards.count)
    for card in cards {
      guard let value = card.defaultWhereNotEncoded else { continue }
      // It is a default: given, it changes nothing.
      let given = try Self.decode(Self.types[index], "{\(card.name): \(value)}")
      #expect(try Self.object(given) as NSDictionary == Self.object(method) as NSDictionary)
    }
  }

  @Test("values outside a parameter's range are refused by name, and so is an unknown key", arguments: types.indices)
  func refusals(index: Int) throws {
    let type = Self.types[index]
    for parameter in type.card.parameters {
      var refused = parameter.range.refused
      if case .number = parameter.range { refused += [".inf", ".nan"] }
      for value in refused {
        let yaml = "{\(parameter.name): \(value)}"
        let error = #expect(throws: InputError.self, "\(type.name) \(yaml)") { try Self.decode(type, yaml) }
        #expect(error?.place.contains(parameter.name) == true, "\(type.name) \(yaml)")
      }
    }
    #expect(throws: InputError.self) { try Self.decode(type, "{no-such-parameter: 1}") }
  }

  @Test("the ends of a parameter's range that belong to it are accepted", arguments: types.indices)
  func ends(index: Int) throws {
    let type = Self.types[index]
    for parameter in type.card.parameters {
      let values: [String] =
        switch parameter.range {
        case .whole(let low, let high): ["\(low)"] + (high.map { ["\($0)"] } ?? [])
        case .number(let low, let openLow, let high, let openHigh):
          (low.map { [openLow ? "\($0 + 1e-6)" : "\($0)"] } ?? [])
            + (high.map { [openHigh ? "\($0 - 1e-6)" : "\($0)"] } ?? [])
        case .flag: ["true", "false"]
        case .oneOf(let words): words
        case .other: []
        }
      for value in values { _ = try Self.decode(type, "{\(parameter.name): \(value)}") }
    }
  }
}

@Suite("Ranges of parameters")
struct ParameterRangeTests {
  private enum Word: String, CaseIterable { case one, two }

  @Test("a range is printed in words and names the values just outside")
  func ranges() {
    #expect(ParameterRange.whole(from: 1).description == "1 or more")
    #expect(ParameterRange.whole(from: 1, through: 9).refused == ["0", "10"])
    #expect(ParameterRange.number(from: 0, openFrom: true).description == "above 0")
    #expect(ParameterRange.number(from: 0, openFrom: true).refused == ["0.0"])
    #expect(ParameterRange.number(from: 0, through: 1, openThrough: true).description == "from 0 below 1")
    #expect(ParameterRange.number().description == "any number" && ParameterRange.number().refused.isEmpty)
    #expect(ParameterRange.choice(of: Word.self) == .oneOf(["one", "two"]))
  }
}
