import Foundation
import TestSupport
import Testing

@testable import Encoders

/// Cached features are named after the parameters of their chains: one changed byte, and all that
/// was encoded before is encoded again.
@Suite("Parameters as they are written")
struct WrittenParametersTests {
  /// The name of a stage or an encoder, parameters as a configuration gives them, and as they are
  /// written.
  private static func cases() throws -> [[String]] {
    try JSONDecoder().decode([[String]].self, from: Data(contentsOf: fixture("written-parameters")))
  }

  private static func written(_ name: String, _ given: String) throws -> String {
    let stage = SignalStageRegistry.entry(named: name).map { $0 as any Codable.Type }
    let type = try #require(stage ?? EncoderRegistry.entry(named: name).map { $0 as any Codable.Type })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(
      decoding: try encoder.encode(JSONDecoder().decode(type, from: Data(given.utf8))), as: UTF8.self)
  }

  @Test("parameters are written byte by byte as they always were", arguments: try nonEmpty(cases()))
  func bytes(written: [String]) throws {
    #expect(try Self.written(written[0], written[1]) == written[2])
    #expect(try Self.written(written[0], written[2]) == written[2])
  }

  @Test("every stage and every encoder is among them")
  func all() throws {
    #expect(try Set(Self.cases().map { $0[0] }) == Set(SignalStageRegistry.names + EncoderRegistry.names))
  }
}
