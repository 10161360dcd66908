import Diagnostics
import FeatureStore
import Randomness
import Splits
import TestSupport
import Testing

@Suite("Splits without pairs")
struct WithoutPairsTests {
  static let seed = Seed(base: 5)

  static func splits(_ table: SampleTable) throws -> [Split] {
    try SplitProtocol(WithoutPairs()).splits(of: table, seed: seed)
  }

  @Test("no row, recording or subject has its target seen beside a source, or in the test")
  func apart() throws {
    for table in [try Tables.utdLike(), try Tables.sparLike()] {
      for split in try Self.splits(table) {
        let roles = split.roles
        let source = Set(roles.labelled).union(roles.paired)
        let target = Set(roles.pairedTargets)
        #expect(target.count == roles.paired.count && !target.isEmpty)
        #expect(table.subjectsOf(Array(source)).isDisjoint(with: table.subjectsOf(roles.pairedTargets)))
        #expect(table.subjectsOf(roles.test).isDisjoint(with: table.subjectsOf(roles.training)))
        #expect(roles.unlabelled == source.intersection(roles.paired).union(target).sorted())
        #expect(target.isSubset(of: roles.training))
      }
    }
  }

  @Test("what stands beside what is drawn: classes agree about as often as by chance")
  func drawn() throws {
    let table = try Tables.utdLike()
    for split in try Self.splits(table) {
      let agreeing = split.roles.paired.count { row in
        split.roles.partners?[row].map { table.labels[$0] == table.labels[row] } ?? true
      }
      #expect(Double(agreeing) < 0.3 * Double(split.roles.paired.count))
    }
  }

  @Test("folds, halves and test are those of subject-folds with three groups")
  func folds() throws {
    let table = try Tables.utdLike()
    let known = try SplitProtocol(SubjectFolds()).splits(of: table, seed: Self.seed)
    for (own, other) in inStep(try Self.splits(table), known) {
      #expect(own.name == other.name && own.roles.test == other.roles.test)
      #expect(own.roles.labelled == other.roles.labelled)
      #expect(Set(own.roles.pairedTargets).isSubset(of: other.roles.paired))
    }
  }

  @Test("a pair, a target twice, and a subject on both sides are refused")
  func refused() throws {
    let table = try Tables.utdLike()
    let split = try #require(try Self.splits(table).first)
    try split.checkLeakage(samples: table)
    let (first, second) = (split.roles.paired[0], split.roles.paired[1])
    func refuses(_ change: (inout Roles) -> Void) {
      var changed = split
      change(&changed.roles)
      #expect(throws: InputError.self) { try changed.checkLeakage(samples: table) }
    }
    refuses { $0.partners?[first] = nil }
    refuses { $0.partners?[first] = first }
    refuses { $0.partners?[first] = second }
    refuses { roles in
      let other = roles.partners?[second]
      roles.partners?[first] = other
    }
    let test = split.roles.test[0]
    refuses { $0.partners?[first] = test }
    #expect(throws: InputError.self) {
      try split.mismatchingPairs(0.5, samples: table, seed: Self.seed)
    }
  }

  @Test("what encoders may be fitted on are the rows of both sides, and no row of the test")
  func fitted() throws {
    let table = try Tables.utdLike()
    let split = try #require(try Self.splits(table).first)
    try split.checkFitted(on: split.roles.unlabelled.map { table.ids[$0] }, samples: table)
    #expect(throws: InputError.self) {
      try split.checkFitted(on: [table.ids[split.roles.test[0]]], samples: table)
    }
  }

  @Test("rows of the larger side that are not shown are counted, and too few subjects are refused")
  func counted() throws {
    let table = try Tables.utdLike()
    for split in try Self.splits(table) {
      let left = split.roles.labelled.count - split.roles.paired.count
      #expect(left == 0 || split.notes.contains { $0.hasPrefix("\(left) labelled rows") })
    }
    let few = try SplitProtocol(WithoutPairs { $0.folds = .number(1000) })
    let error = #expect(throws: InputError.self) { try few.splits(of: table, seed: Self.seed) }
    #expect(error?.place.contains(WithoutPairs.name) == true)
  }
}
