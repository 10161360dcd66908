import Catalogue
import Classifiers
import Diagnostics
import Foundation
import LinearAlgebra
import Testing

@Suite("Cards of classifiers")
struct CardTests {
  /// A classifier of the registry.
  struct Method: Sendable, CustomTestStringConvertible {
    let type: any ClassifierMethod.Type
    var testDescription: String { type.name }
    static let all = ClassifierRegistry.methods.map { Method(type: $0) }
  }

  /// The parameters that a classifier encodes, by name.
  static func encoded(_ method: any ClassifierMethod) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(method)) as? [String: Any])
  }

  static func decode(_ type: any ClassifierMethod.Type, _ parameter: String, _ value: String) throws {
    // A value is written as in a configuration: words there need no quotes.
    let text = Double(value) == nil && value != "true" && value != "false" ? "\"\(value)\"" : value
    _ = try JSONDecoder().decode(type, from: Data("{\"\(parameter)\": \(text)}".utf8))
  }

  @Test("a card has all its parts", arguments: Method.all)
  func parts(method: Method) {
    let card = method.type.card
    for part in [card.summary, card.objective, card.solution, card.cost, card.source] { #expect(!part.isEmpty) }
    #expect(Set(card.parameters.map(\.name)).count == card.parameters.count)
    #expect(card.parameters.allSatisfy { !$0.meaning.isEmpty && !$0.range.description.isEmpty })
  }

  @Test("the parameters of a card are those that are encoded, or say their default", arguments: Method.all)
  func parameters(method: Method) throws {
    let defaults = try JSONDecoder().decode(method.type, from: Data("{}".utf8))
    let cards = method.type.card.parameters
    let shown = cards.filter { $0.defaultWhereNotEncoded == nil }.map(\.name)
    #expect(try Set(Self.encoded(defaults).keys) == Set(shown))
    for card in cards {
      guard let value = card.defaultWhereNotEncoded else { continue }
      // It is a default: given, it changes nothing.
      let given = try JSONDecoder().decode(method.type, from: Data("{\"\(card.name)\": \(value)}".utf8))
      #expect(try Self.encoded(given) as NSDictionary == Self.encoded(defaults) as NSDictionary)
    }
    if method.type.name == GaussianMixture.name {
      let drawn = try Self.encoded(GaussianMixture(components: .fixed(2)))
      #expect(Set(drawn.keys) == Set(cards.map(\.name)))
      for card in cards {
        if let value = card.defaultWhereNotEncoded { #expect((drawn[card.name] as? Int).map(String.init) == value) }
      }
    }
  }

  @Test("values outside the range of a card are refused, choices of it are taken", arguments: Method.all)
  func ranges(method: Method) throws {
    for card in method.type.card.parameters {
      for value in card.range.refused {
        let error = #expect(throws: (any Error).self, "\(card.name): \(value)") {
          try Self.decode(method.type, card.name, value)
        }
        #expect(error is InputError || error is DecodingError)
      }
      switch card.range {
      case .oneOf(let words): for word in words { try Self.decode(method.type, card.name, word) }
      case .whole(let low, _): try Self.decode(method.type, card.name, "\(low)")
      case .number(let low?, let open, _, _) where !open: try Self.decode(method.type, card.name, "\(low)")
      case .number(_, _, let high?, let open) where !open: try Self.decode(method.type, card.name, "\(high)")
      default: break
      }
    }
  }

  @Test("what a card says in words of shrinkage and components holds")
  func words() throws {
    for type in [GaussianMixture.self, LinearDiscriminantAnalysis.self, QuadraticDiscriminantAnalysis.self]
      as [any ClassifierMethod.Type]
    {
      for value in ["ledoit-wolf", "0", "1", "0.3"] { try Self.decode(type, "shrinkage", value) }
      for value in ["-0.1", "1.1", "much"] {
        #expect(throws: InputError.self) { try Self.decode(type, "shrinkage", value) }
      }
    }
    for value in ["bic", "1", "7"] { try Self.decode(GaussianMixture.self, "components", value) }
    for value in ["0", "-1", "many"] {
      #expect(throws: InputError.self) { try Self.decode(GaussianMixture.self, "components", value) }
    }
  }
}
