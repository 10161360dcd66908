import Diagnostics
import FeatureStore
import Randomness
import Testing

@testable import Splits

/// Splits whose pairs are rows of another data set.
@Suite("Pairs of another data set in a split")
struct ForeignPairsTests {
  private static func table(subjects: Int = 4) throws -> SampleTable {
    let keys = (0..<subjects).flatMap { subject in (0..<4).flatMap { label in (1...4).map { (subject + 1, label, $0) } }
    }
    return try SampleTable(
      ids: keys.map { "a\($0.1)_s\($0.0)_t\($0.2)" }, labels: keys.map(\.1), classNames: ["a", "b", "c", "d"],
      subjects: keys.map(\.0), trials: keys.map(\.2))
  }

  private static func joined() throws -> (own: SampleTable, both: SampleTable) {
    let own = try table()
    let other = try SampleTable(
      ids: ["a0_s1_t1", "y", "z"], labels: [1, 0, 1], classNames: ["c", "walk"], subjects: [0, 1, 1])
    return (own, try own.adding(unlabelled: other, of: "other"))
  }

  @Test("rows behind the table have ids, persons and a class of their own, and no label")
  func table() throws {
    let (own, both) = try Self.joined()
    #expect(both.count == own.count + 3 && Array(both.ids.suffix(3)) == ["other/a0_s1_t1", "other/y", "other/z"])
    #expect(Array(both.ids.prefix(own.count)) == own.ids && Array(both.labels.prefix(own.count)) == own.labels)
    #expect(both.labels.suffix(3) == [4, 4, 4] && both.classNames.last == SampleTable.unlabelled)
    #expect(both.namedClasses == own.classNames && own.namedClasses == own.classNames)
    #expect(both.subjects.suffix(3) == [5, 6, 6])
    #expect(both.trials.map { Set($0.suffix(3)).count } == 3)
    #expect(throws: InputError.self) { try both.adding(unlabelled: own, of: "another") }
  }

  @Test(
    "labels, test and candidates stay, and pairs are the other rows alone",
    arguments: ["cross-subject", "leave-one-subject-out", "unpaired-classes", "random-40-40-10-10"])
  func pairing(_ name: String) throws {
    let (own, both) = try Self.joined()
    for split in try SplitProtocol(named: name).splits(of: own, seed: Seed(base: 1)) {
      let paired = try split.pairing(own.count..<both.count, of: both)
      #expect(paired.roles.paired == Array(own.count..<both.count))
      #expect(paired.roles.labelled == split.roles.labelled && paired.roles.test == split.roles.test)
      #expect(paired.candidateClasses == split.candidateClasses && paired.pairedClasses == nil)
      let more = try paired.addingPairs(2, of: split.roles.paired, samples: both, seed: Seed(base: 2))
      #expect(more.roles.paired.count == 5 && Set(more.roles.paired).isSuperset(of: paired.roles.paired))
      #expect(more.roles.paired.prefix(2).allSatisfy(split.roles.paired.contains))
      #expect(throws: InputError.self) {
        try paired.addingPairs(split.roles.paired.count + 1, of: split.roles.paired, samples: both, seed: Seed(base: 2))
      }
    }
  }

  @Test("a row with another role, or a person with one, is refused")
  func leaks() throws {
    let own = try Self.table()
    let split = try #require(SplitProtocol(named: "cross-subject").splits(of: own, seed: Seed(base: 1)).first)
    let test = try #require(split.roles.test.first)
    #expect(throws: InputError.self) { try split.pairing(test..<(test + 1), of: own) }
    let ids = own.ids + ["new"]
    let both = try SampleTable(
      ids: ids, labels: own.labels + [0], classNames: own.classNames, subjects: own.subjects + [own.subjects[test]],
      trials: own.trials.map { $0 + [9] })
    #expect(throws: InputError.self) { try split.pairing(own.count..<both.count, of: both) }
  }

  @Test("protocols that promise something of the classes of pairs are refused")
  func promises() throws {
    let (own, both) = try Self.joined()
    var generalised = UnpairedClasses()
    (generalised.candidates, generalised.test) = (.all, .all)
    for splitProtocol in [SplitProtocol(generalised), try SplitProtocol(named: "unseen-classes")] {
      let split = try #require(splitProtocol.splits(of: own, seed: Seed(base: 1)).first)
      let fault = #expect(throws: InputError.self) { try split.pairing(own.count..<both.count, of: both) }
      #expect(try #require(fault).found == "pairs of another data set")
    }
  }
}
