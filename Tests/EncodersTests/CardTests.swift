import Catalogue
import Diagnostics
import Foundation
import Testing

@testable import Encoders

/// What the catalogue says of stages and encoders is what they do.
@Suite("Cards of stages and encoders")
struct CardTests {
  static let all: [any (Catalogued & Codable).Type] =
    SignalStageRegistry.entries.map { $0 as any (Catalogued & Codable).Type }
    + EncoderRegistry.entries.map { $0 as any (Catalogued & Codable).Type }

  private static func decode(_ type: any (Catalogued & Codable).Type, _ text: String) throws -> any (
    Catalogued & Codable
  ) {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  @Test("a card names every parameter that is encoded, and says the default of one that is not", arguments: all.indices)
  func names(index: Int) throws {
    let type = Self.all[index]
    let encoded = try JSONEncoder().encode(Self.decode(type, "{}"))
    let object = try #require(JSONSerialization.jsonObject(with: encoded) as? [String: Any])
    #expect(Set(object.keys).isSubset(of: type.card.parameters.map(\.name)))
    for parameter in type.card.parameters where object[parameter.name] == nil {
      #expect(parameter.defaultWhereNotEncoded != nil, "\(parameter.name)")
    }
    for text in [type.card.summary, type.card.objective, type.card.solution, type.card.cost, type.card.source] {
      #expect(text.count > 4)
    }
  }

  @Test("values just outside a range are refused, its ends are not", arguments: all.indices)
  func ranges(index: Int) throws {
    let type = Self.all[index]
    for parameter in type.card.parameters {
      for value in parameter.range.refused {
        let literal = Double(value) == nil ? "\"\(value)\"" : value
        #expect(throws: InputError.self) { try Self.decode(type, "{\"\(parameter.name)\": \(literal)}") }
      }
      if case .whole(let low, let high) = parameter.range {
        for value in [low] + (high.map { [$0] } ?? []) {
          #expect(throws: Never.self) { try Self.decode(type, "{\"\(parameter.name)\": \(value)}") }
        }
      }
    }
  }
}
