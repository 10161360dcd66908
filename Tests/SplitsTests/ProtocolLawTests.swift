import Diagnostics
import FeatureStore
import Randomness
import TestSupport
import Testing

@testable import Splits

/// Laws that hold for every protocol on every table that allows it.
@Suite struct ProtocolLawTests {
  let seed = Seed(base: 7)

  @Test("The registry and the list under test hold the same protocols, by different names")
  func registry() throws {
    #expect(try Set(everyProtocol.map(\.name)) == Set(SplitProtocol.names))
    #expect(Set(SplitProtocol.names).count == SplitProtocol.names.count)
    #expect(SplitProtocol.registry.allSatisfy { !$0.summary.isEmpty })
  }

  @Test("No row or recording of validation or test is in training", arguments: try everyProtocol)
  func noLeak(made: SplitProtocol) throws {
    for table in [try Tables.utdLike(), try Tables.sparLike()] {
      for split in try made.splits(of: table, seed: seed) {
        let roles = split.roles
        #expect(split.promises.dividesRecordings == (made.folds?.divide == .windows))
        if split.promises.dividesRecordings {
          #expect(Set(roles.training).isDisjoint(with: roles.test) && split.notes == [SubjectFolds.note])
          continue
        }
        let parts = [roles.training, roles.validation, roles.test].map(table.recordingsOf)
        #expect(parts[0].isDisjoint(with: parts[1]))
        #expect(parts[0].isDisjoint(with: parts[2]))
        #expect(parts[1].isDisjoint(with: parts[2]))
        if split.promises.overlap == .disjoint {
          #expect(table.recordingsOf(roles.labelled).isDisjoint(with: table.recordingsOf(roles.paired)))
        } else if split.promises.separatesSides {
          #expect(Set(roles.paired).isSubset(of: roles.labelled))
        } else {
          let pairable = split.pairedClasses.map(Set.init) ?? Set(split.candidateClasses)
          #expect(roles.labelled.filter { pairable.contains(table.labels[$0]) } == roles.paired)
          #expect(split.pairedClasses != nil || roles.labelled == roles.paired)
        }
        let sharesSubjects =
          [Random40401010.name, LeaveOneSessionOut.name].contains(made.name) || made.folds?.groups == .one
          || (made.parameters as? UnpairedClasses)?.groups == .one
        #expect(split.promises.separatesSubjects == !sharesSubjects)
        #expect(made.targetSeen.contains(.testPersons) == sharesSubjects)
        if !sharesSubjects {
          #expect(table.subjectsOf(roles.training).isDisjoint(with: table.subjectsOf(roles.test)))
        }
        #expect(Set(split.candidateClasses).isSuperset(of: table.classesOf(roles.test)))
      }
    }
  }

  @Test("The same seed gives the same splits, each with a name of its own", arguments: try everyProtocol)
  func deterministic(made: SplitProtocol) throws {
    let table = try Tables.utdLike()
    let splits = try made.splits(of: table, seed: seed)
    #expect(try made.splits(of: table, seed: seed) == splits)
    #expect(Set(splits.map(\.name)).count == splits.count)
    #expect(splits.allSatisfy { $0.protocolName == made.name })
  }

  @Test("Permuting the table permutes the rows and keeps the ids of every role", arguments: try everyProtocol)
  func rowOrder(made: SplitProtocol) throws {
    for table in [try Tables.utdLike(), try Tables.sparLike()] {
      let permuted = try Tables.shuffled(table, seed: 3)
      let before = try made.splits(of: table, seed: seed)
      let after = try made.splits(of: permuted, seed: seed)
      #expect(before.count == after.count)
      for (a, b) in inStep(before, after) {
        for (x, y) in inStep(a.roles.named, b.roles.named) {
          #expect(table.idsOf(x.rows) == permuted.idsOf(y.rows))
          #expect(y.rows == y.rows.sorted())
        }
        #expect(a.candidateClasses == b.candidateClasses && a.pairedClasses == b.pairedClasses && a.notes == b.notes)
      }
    }
  }

  @Test(
    "Draws differ from each other and with the seed, and the first do not depend on their number",
    arguments: [
      SplitProtocol(try Random40401010 { $0.draws = 3 }), SplitProtocol(try SubjectDisjoint { $0.draws = 3 }),
      SplitProtocol(try UnpairedClasses { $0.draws = 3 }), SplitProtocol(try UnseenClasses { $0.draws = 3 }),
    ])
  func draws(three: SplitProtocol) throws {
    let table = try Tables.utdLike()
    let few = try three.splits(of: table, seed: seed)
    #expect(few.map(\.name) == ["draw-1", "draw-2", "draw-3"])
    #expect(few[0].roles != few[1].roles && few[1].roles != few[2].roles && few[0].roles != few[2].roles)
    let standard = try SplitProtocol(named: three.name).splits(of: table, seed: seed)
    #expect(Array(standard.prefix(3)) == few)
    #expect(try three.splits(of: table, seed: Seed(base: 8)) != few)
  }

  @Test(
    "What a protocol shows of the target is told once each, in the order of the names", arguments: try everyProtocol)
  func targetSeen(made: SplitProtocol) {
    #expect(!made.targetSeen.isEmpty)
    #expect(made.targetSeen == TargetSeen.allCases.filter(made.targetSeen.contains))
    #expect(made.targetSeen.contains(.testRecordings) == (made.folds?.divide == .windows))
  }
}

extension SplitProtocol {
  fileprivate var folds: SubjectFolds? { parameters as? SubjectFolds }
}
