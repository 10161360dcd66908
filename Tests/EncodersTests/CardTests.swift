import Diagnostics
import Foundation
import Parameters
import StrictYAML
import Testing

@testable import Encoders

/// What the catalogue says of stages and encoders is what they do.
@Suite("Cards of stages and encoders")
struct CardTests {
  static let all: [any Catalogued.Type] =
    SignalStageRegistry.entries.map { $0 as any Catalogued.Type }
    + EncoderRegistry.entries.map { $0 as any Catalogued.Type }

  private static func decode<T: Catalogued>(_ type: T.Type, _ yaml: String) throws -> T {
    try StrictYAML.decode(type, from: yaml, file: "card.yaml")
  }

  @Test("a card says what a stage or an encoder is, and every parameter what it means", arguments: all.indices)
  func texts(index: Int) throws {
    let card = Self.all[index].card
    for text in [card.summary, card.objective, card.solution, card.cost, card.source] { #expect(text.count > 4) }
    for parameter in Self.all[index].parameters {
      #expect(parameter.meaning.count > 4 && parameter.range.description.count > 4, "\(parameter.name)")
    }
  }

  @Test("a default that is written out changes nothing", arguments: all.indices)
  func defaults(index: Int) throws {
    func encoded(_ value: any Encodable & Sendable) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    let type = Self.all[index]
    let all = try type.parameters.map { "\($0.name): \(try encoded($0.default))" }.joined(separator: ", ")
    #expect(try encoded(Self.decode(type, "{\(all)}")) == encoded(type.init()))
  }

  @Test("values just outside a range are refused, its ends are not", arguments: all.indices)
  func ranges(index: Int) throws {
    let type = Self.all[index]
    for parameter in type.parameters {
      for value in parameter.range.refused {
        #expect(throws: InputError.self) { try Self.decode(type, "{\(parameter.name): \(value)}") }
      }
      if case .whole(let low, let high) = parameter.range {
        for value in [low] + (high.map { [$0] } ?? []) {
          #expect(throws: Never.self) { try Self.decode(type, "{\(parameter.name): \(value)}") }
        }
      }
    }
  }

  @Test("a key that is no parameter is refused", arguments: all.indices)
  func unknownKeys(index: Int) {
    let error = #expect(throws: InputError.self) { try Self.decode(Self.all[index], "{no-such-parameter: 1}") }
    #expect(error?.found == "unknown key 'no-such-parameter'")
  }
}
