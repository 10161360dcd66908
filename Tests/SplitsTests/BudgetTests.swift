import Diagnostics
import FeatureStore
import Foundation
import Randomness
import TestSupport
import Testing

@testable import Splits

/// What takes rows of a split away, or makes them worse.
@Suite("Budgets")
struct BudgetTests {
  let seed = Seed(base: 11)

  private func split(_ table: SampleTable, _ overlap: Overlap = .disjoint) throws -> Split {
    try SplitProtocol(CrossSubject { $0.overlap = overlap }).splits(of: table, seed: seed)[0]
  }

  private func ids(_ rows: [Int]?, _ table: SampleTable) -> Set<String> { Set((rows ?? []).map { table.ids[$0] }) }

  @Test("pairs are drawn among the pairs, nested, by no label, and in no order of rows", arguments: Overlap.allCases)
  func pairs(overlap: Overlap) throws {
    let table = try Tables.utdLike()
    let whole = try split(table, overlap)
    let drawn = try [27, 54, 200].map { try whole.keepingPairs($0, samples: table, seed: seed) }
    #expect(drawn.map(\.roles.paired.count) == [27, 54, 200])
    for (a, b) in inStep(drawn, drawn.dropFirst() + [whole]) {
      #expect(Set(a.roles.paired).isSubset(of: b.roles.paired) && a.roles.paired == a.roles.paired.sorted())
      #expect(a.roles.labelled == whole.roles.labelled && a.roles.test == whole.roles.test)
    }
    // Other labels of all rows, the same rows: the draw does not look.
    var generator = Seed(base: 5).generator
    let relabelled = try SampleTable(
      ids: table.ids, labels: generator.shuffled(table.labels), classNames: table.classNames,
      subjects: table.subjects, trials: table.trials)
    #expect(try whole.keepingPairs(54, samples: relabelled, seed: seed).roles == drawn[1].roles)
    let permuted = try Tables.shuffled(table, seed: 3)
    let again = try split(permuted, overlap).keepingPairs(54, samples: permuted, seed: seed)
    #expect(ids(again.roles.paired, permuted) == ids(drawn[1].roles.paired, table))
    #expect(try whole.keepingPairs(54, samples: table, seed: Seed(base: 12)).roles != drawn[1].roles)
  }

  @Test("labels are drawn so many a class among the labelled rows, nested, whatever the labels of others")
  func labels() throws {
    let table = try Tables.utdLike()
    let whole = try split(table)
    let drawn = try [1, 2, 8].map { try whole.keepingLabels($0, samples: table, seed: seed) }
    for (count, one) in inStep([1, 2, 8], drawn) {
      #expect(one.roles.paired == whole.roles.paired && one.roles.test == whole.roles.test)
      let counts = Dictionary(grouping: one.roles.labelled) { table.labels[$0] }.mapValues(\.count)
      #expect(counts.count == 27 && counts.values.allSatisfy { $0 == count })
    }
    #expect(drawn[2].roles == whole.roles)
    #expect(Set(drawn[0].roles.labelled).isSubset(of: drawn[1].roles.labelled))
    let labelled = Set(whole.roles.labelled)
    let others = try SampleTable(
      ids: table.ids, labels: table.labels.enumerated().map { labelled.contains($0) ? $1 : 26 - $1 },
      classNames: table.classNames, subjects: table.subjects, trials: table.trials)
    #expect(try whole.keepingLabels(2, samples: others, seed: seed).roles == drawn[1].roles)
    let permuted = try Tables.shuffled(table, seed: 4)
    let again = try split(permuted).keepingLabels(2, samples: permuted, seed: seed)
    #expect(ids(again.roles.labelled, permuted) == ids(drawn[1].roles.labelled, table))
  }

  @Test("labels of the target are among the labelled rows alone, so many a class")
  func targetLabels() throws {
    let table = try Tables.utdLike()
    let whole = try split(table)
    for count in [1, 5] {
      let few = try whole.labellingTarget(count, samples: table, seed: seed)
      let rows = try #require(few.roles.targetLabelled)
      #expect(rows.count == 27 * count && Set(rows).isSubset(of: whole.roles.labelled))
      var rest = few.roles
      rest.targetLabelled = nil
      #expect(rest == whole.roles)
      try few.checkLeakage(samples: table)
    }
    let hidden = try SplitProtocol(named: UnseenClasses.name).splits(of: table, seed: seed)[0]
    #expect(throws: InputError.self) { try hidden.labellingTarget(1, samples: table, seed: seed) }
  }

  @Test("mismatched pairs change places among themselves and none stays; a larger fraction mismatches those too")
  func mismatched() throws {
    let table = try Tables.utdLike()
    let whole = try split(table)
    let counts = try [0.1, 0.25, 1].map { fraction in
      let partners = try #require(try whole.mismatchingPairs(fraction, samples: table, seed: seed).roles.partners)
      #expect(Set(partners.keys) == Set(partners.values) && partners.allSatisfy { $0.key != $0.value })
      #expect(Set(partners.keys).isSubset(of: whole.roles.paired))
      return Set(partners.keys)
    }
    #expect(counts.map(\.count) == [22, 54, 215])
    #expect(counts[0].isSubset(of: counts[1]))
    var generator = Seed(base: 5).generator
    let relabelled = try SampleTable(
      ids: table.ids, labels: generator.shuffled(table.labels), classNames: table.classNames,
      subjects: table.subjects, trials: table.trials)
    #expect(
      try whole.mismatchingPairs(0.5, samples: relabelled, seed: seed).roles
        == whole.mismatchingPairs(0.5, samples: table, seed: seed).roles)
  }

  @Test("what there is not is refused, with what there is")
  func refused() throws {
    let table = try Tables.utdLike()
    let whole = try split(table)
    func message(_ body: () throws -> Split) throws -> String {
      "\(try #require(throws: InputError.self) { try body() })"
    }
    for count in [0, -1, 216] {
      #expect(try message { try whole.keepingPairs(count, samples: table, seed: seed) }.contains("215"))
    }
    for count in [0, 9] {
      #expect(try message { try whole.keepingLabels(count, samples: table, seed: seed) }.contains("8"))
      #expect(try message { try whole.labellingTarget(count, samples: table, seed: seed) }.contains("8"))
    }
    for fraction in [-0.1, 1.1, .nan, 0, 0.004] {
      #expect(throws: InputError.self) { try whole.mismatchingPairs(fraction, samples: table, seed: seed) }
    }
  }

  @Test("roles without a condition are written as they always were, and those with one come back")
  func form() throws {
    let plain = Roles(labelled: [0, 2], paired: [1], test: [3])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(plain), as: UTF8.self)
    #expect(text == #"{"labelled":[0,2],"paired":[1],"test":[3],"validation":[]}"#)
    #expect(try JSONDecoder().decode(Roles.self, from: Data(text.utf8)) == plain)
    let changed = Roles(labelled: [0, 2], paired: [1, 4], test: [3], targetLabelled: [2], partners: [1: 4, 4: 1])
    #expect(try JSONDecoder().decode(Roles.self, from: encoder.encode(changed)) == changed)
  }
}
