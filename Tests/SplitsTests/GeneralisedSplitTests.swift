import Diagnostics
import Foundation
import Randomness
import StrictYAML
import TestSupport
import Testing

@testable import Splits

/// `unpaired-classes` with rows of paired and of never-paired classes in the test.
@Suite struct GeneralisedSplitTests {
  struct Entry: Codable { var `protocol`: SplitProtocol }

  let seed = Seed(base: 0)

  func splits(_ test: UnpairedClasses.TestClasses) throws -> [Split] {
    try SplitProtocol(
      UnpairedClasses {
        $0.candidates = .all; $0.draws = 6; $0.test = test
      }
    )
    .splits(of: try Tables.utdLike(), seed: seed)
  }

  @Test("training rows and draws are those of a test of unpaired classes; the test is all rows of even subjects")
  func rows() throws {
    let table = try Tables.utdLike()
    let (plain, all) = (try splits(.unpaired), try splits(.all))
    #expect(plain.count == 6 && all.count == 6)
    let even = table.ids.indices.filter { table.subjects[$0] % 2 == 0 }
    for (before, after) in inStep(plain, all) {
      #expect(after.name == before.name && after.notes == before.notes && after.pairedClasses == before.pairedClasses)
      #expect(after.roles.labelled == before.roles.labelled && after.roles.paired == before.roles.paired)
      #expect(after.roles.test == even && after.roles.test.count == 430)
      #expect(after.candidateClasses == Array(0..<27))
      let paired = Set(try #require(after.pairedClasses))
      #expect(after.roles.test.filter { !paired.contains(table.labels[$0]) } == before.roles.test)
      #expect(after.seenClasses == after.pairedClasses && before.seenClasses == nil)
    }
  }

  @Test("a pair of an unpaired class, and a test of one kind alone, are refused; rows of both kinds are not")
  func leaks() throws {
    let table = try Tables.utdLike()
    let clean = try splits(.all)[0]
    try clean.checkLeakage(samples: table)
    let paired = Set(try #require(clean.pairedClasses))
    func leak(_ split: Split) throws -> String {
      let error = #expect(throws: InputError.self) { try split.checkLeakage(samples: table) }
      return try #require(error).found
    }
    var split = clean
    let hidden = try #require(clean.candidateClasses.first { !paired.contains($0) })
    let pair = try #require(table.ids.firstIndex(of: "a\(hidden + 1)_s3_t4"))
    split.roles.paired = (split.roles.paired + [pair]).sorted()
    #expect(try leak(split).hasSuffix("in paired"))
    split = clean
    split.roles.test.removeAll { paired.contains(table.labels[$0]) }
    #expect(try leak(split) == "no test row of a class that is paired")
    split = clean
    split.roles.test.removeAll { !paired.contains(table.labels[$0]) }
    #expect(try leak(split) == "no test row of a class that is never paired")
    split = clean
    split.promises.testsPairedClasses = false
    #expect(try leak(split).hasSuffix("in test"))
  }

  @Test("test: all asks for candidates: all, and is written only where it is not the default")
  func configuration() throws {
    func read(_ parameters: String) throws -> SplitProtocol {
      try StrictYAML.decode(
        Entry.self, from: "protocol: {unpaired-classes: {\(parameters)}}", file: "run.yaml"
      ).protocol
    }
    let all = SplitProtocol(
      try UnpairedClasses {
        $0.candidates = .all; $0.draws = 6; $0.test = .all
      })
    #expect(try read("candidates: all, test: all") == all)
    #expect(try read("candidates: all, test: unpaired") == read("candidates: all"))
    for text in ["test: all", "test: all, candidates: unpaired"] {
      let error = #expect(throws: InputError.self) { try read(text) }
      #expect(error?.found == "'unpaired' with test: all" && error?.advice == "Write candidates: all.")
    }
    #expect(throws: InputError.self) { try read("candidates: all, test: every") }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    func text(_ made: SplitProtocol) throws -> String { String(decoding: try encoder.encode(made), as: UTF8.self) }
    #expect(try text(all) == #"{"unpaired-classes":{"candidates":"all","draws":6,"test":"all"}}"#)
    #expect(try text(read("candidates: all")) == #"{"unpaired-classes":{"candidates":"all","draws":6}}"#)
  }
}
