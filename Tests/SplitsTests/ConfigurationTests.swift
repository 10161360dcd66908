import Diagnostics
import Foundation
import Randomness
import StrictYAML
import Testing
import TestSupport

@testable import Splits

/// Protocols as a configuration writes them.
@Suite struct ConfigurationTests {
  struct Entry: Codable, Equatable { var `protocol`: SplitProtocol }

  func read(_ yaml: String) throws -> SplitProtocol {
    try StrictYAML.decode(Entry.self, from: yaml, file: "run.yaml").protocol
  }

  func refusal(_ yaml: String) throws -> InputError {
    let error = #expect(throws: InputError.self) { try read(yaml) }
    return try #require(error)
  }

  @Test("A plain name is the protocol with its defaults", arguments: SplitProtocol.names)
  func plainName(name: String) throws {
    let made = try read("protocol: \(name)")
    #expect(made.name == name)
    #expect(try read("protocol: {\(name): {}}") == made)
    #expect(try read("protocol: {\(name): }") == made)
  }

  @Test("A map of one name to parameters sets them")
  func parameters() throws {
    #expect(
      try read("protocol: {leave-one-subject-out: {overlap: disjoint}}")
        == SplitProtocol(try LeaveOneSubjectOut { $0.overlap = .disjoint }))
    #expect(
      try read("protocol:\n  random-40-40-10-10:\n    draws: 3\n    overlap: shared")
        == SplitProtocol(
          try Random40401010 {
            $0.overlap = .shared; $0.draws = 3
          }))
    #expect(
      try read("protocol: {unpaired-classes: {candidates: all}}")
        == SplitProtocol(
          try UnpairedClasses {
            $0.candidates = .all; $0.draws = 6
          }))
    #expect(
      try read("protocol: {unseen-classes: {candidates: all, draws: 2}}")
        == SplitProtocol(
          try UnseenClasses {
            $0.candidates = .all; $0.draws = 2
          }))
    #expect(try read("protocol: cross-subject") != read("protocol: {cross-subject: {overlap: disjoint}}"))
    #expect(try read("protocol: cross-subject") != read("protocol: cross-subject-531"))
  }

  @Test("An unknown name suggests the nearest")
  func unknownName() throws {
    let error = try refusal("protocol: cros-subject")
    #expect(error.found == "unknown name 'cros-subject'" && error.advice == "Did you mean 'cross-subject'?")
    #expect(try refusal("protocol: {subject-disjiont: {draws: 2}}").advice == "Did you mean 'subject-disjoint'?")
  }

  @Test("Values out of range, unknown choices, unknown keys and maps of two names are refused with their place")
  func badParameters() throws {
    let draws = try refusal("protocol: {subject-disjoint: {draws: 0}}")
    #expect(draws.place.contains("run.yaml") && draws.place.contains("subject-disjoint") && draws.found == "0")
    #expect(try refusal("protocol: {unpaired-classes: {draws: 1001}}").found == "1001")
    #expect(try refusal("protocol: {random-40-40-10-10: {draws: -1}}").expected.contains("1 to 1000"))
    #expect(try refusal("protocol: {cross-subject: {overlap: disjont}}").advice == "Did you mean 'disjoint'?")
    #expect(try refusal("protocol: {cross-subject: {overlaps: shared}}").advice == "Did you mean 'overlap'?")
    #expect(
      try refusal("protocol: {cross-subject: {}, subject-disjoint: {}}").found.contains("names cross-subject, subject"))
    #expect(try refusal("protocol: {}").found == "no name")
    _ = try refusal("protocol: [cross-subject]")
  }

  /// What must stand beside a parameter for its values to be accepted, by protocol.
  static let needing = [
    UnpairedClasses.name: ["test": "candidates: all"],
    SubjectFolds.name: ["overlap": "groups: two", "divide": "groups: one"],
  ]

  @Test("What is declared of a parameter is what is read, written and refused")
  func declarations() throws {
    func check<P: SplitParameters>(_ type: P.Type) throws {
      try expectDeclarationsHold(type, type.name, needing: Self.needing[type.name] ?? [:])
    }
    for type in SplitProtocol.registry { try check(type) }
    #expect(throws: InputError.self) { try UnpairedClasses { $0.test = .all } }
  }

  @Test("Encoding writes every parameter and decodes to the same protocol", arguments: try everyProtocol)
  func roundTrip(made: SplitProtocol) throws {
    let data = try JSONEncoder().encode(Entry(protocol: made))
    #expect(try JSONDecoder().decode(Entry.self, from: data).protocol == made)
  }

  @Test("The encoded form names every parameter, the defaults too")
  func canonicalForm() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(SplitProtocol(UnpairedClasses()))
    #expect(String(decoding: data, as: UTF8.self) == #"{"unpaired-classes":{"candidates":"unpaired","draws":6}}"#)
  }

  @Test("A split survives encoding")
  func splitRoundTrip() throws {
    let split = try SplitProtocol(UnpairedClasses()).splits(of: try Tables.utdLike(), seed: Seed(base: 1))[0]
    #expect(try JSONDecoder().decode(Split.self, from: try JSONEncoder().encode(split)) == split)
  }
}
