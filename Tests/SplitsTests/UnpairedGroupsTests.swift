import Diagnostics
import FeatureStore
import Randomness
import Testing

@testable import Splits

/// `unpaired-classes` on data with one recording a person and class, and on data of one person.
@Suite struct UnpairedGroupsTests {
  func splits(
    _ groups: UnpairedClasses.Groups, unpaired: Int? = nil, draws: Int = 6, of table: SampleTable, base: UInt64 = 7
  ) throws -> [Split] {
    try SplitProtocol(
      UnpairedClasses {
        ($0.groups, $0.unpaired, $0.draws) = (groups, unpaired, draws)
      }
    ).splits(of: table, seed: Seed(base: base))
  }

  @Test("three groups: halves of the odd persons are labelled and paired, and the even ones tested, on other classes")
  func threeGroups() throws {
    let table = try Tables.oneRecordingEach()
    let made = try splits(.three, unpaired: 3, of: table)
    #expect(made.map(\.name) == (1...6).map { "draw-\($0)" })
    for split in made {
      let (labelled, paired) = (table.subjectsOf(split.roles.labelled), table.subjectsOf(split.roles.paired))
      #expect(labelled.count == 8 && paired.count == 7 && labelled.isDisjoint(with: paired))
      #expect(labelled.union(paired) == Set(stride(from: 1, through: 29, by: 2)))
      #expect(table.subjectsOf(split.roles.test) == Set(stride(from: 2, through: 30, by: 2)))
      #expect(table.classesOf(split.roles.labelled).count == 7 && table.classesOf(split.roles.paired).count == 4)
      #expect(table.classesOf(split.roles.test) == Set(split.candidateClasses) && split.candidateClasses.count == 3)
      #expect(table.classesOf(split.roles.paired).isDisjoint(with: split.candidateClasses))
      #expect(split.promises.separatesLabelledFromPairedSubjects && split.promises.separatesSubjects)
    }
    #expect(Set(made.map { table.subjectsOf($0.roles.labelled) }).count > 1, "persons are drawn anew")
    #expect(Set(made.map(\.candidateClasses)).count > 1, "classes are drawn anew")
    #expect(try splits(.three, unpaired: 3, draws: 3, of: table) == Array(made.prefix(3)))
    #expect(try splits(.three, unpaired: 3, of: table, base: 8) != made)
  }

  @Test("one group: the last session is the test, and the recordings before it are halved")
  func oneGroup() throws {
    let table = try Tables.oneSubjectTwoSessions()
    let sessions = try #require(table.sessions)
    for split in try splits(.one, of: table) {
      #expect(split.roles.test.allSatisfy { sessions[$0] == 2 } && split.roles.test.count == 8 * 3)
      #expect((split.roles.labelled + split.roles.paired).allSatisfy { sessions[$0] == 1 })
      #expect(table.classesOf(split.roles.paired).count == 18 && table.classesOf(split.roles.labelled).count == 26)
      #expect(Set(split.roles.labelled).isDisjoint(with: split.roles.paired))
      #expect(split.promises.separatesSessions && !split.promises.separatesSubjects)
    }
    #expect(try UnpairedClasses { $0.groups = .one }.targetSeen == [.unlabelledPairs, .testPersons])
  }

  @Test("without a number a third of the classes is without pairs; a number is taken as it is, with two groups too")
  func numbers() throws {
    let table = try Tables.utdLike()
    #expect(try splits(.three, of: table).allSatisfy { $0.candidateClasses.count == 9 })
    #expect(try splits(.two, unpaired: 4, of: table).allSatisfy { $0.candidateClasses.count == 4 })
    #expect(try splits(.two, unpaired: 9, of: table) == splits(.two, of: table))
    let few = try Tables.table(classes: 5, subjects: [1, 2, 3, 4], trials: 2)
    let error = #expect(throws: InputError.self) { try splits(.two, unpaired: 4, of: few) }
    #expect(error?.expected.contains("at least 6") == true)
  }

  @Test("a single odd person cannot be halved, and a single session is no test of another; both say what to do")
  func refusals() throws {
    let two = try Tables.table(classes: 6, subjects: [1, 2], trials: 2)
    let halved = #expect(throws: InputError.self) { try splits(.three, of: two) }
    #expect(halved?.advice.contains("groups: two") == true)
    let single = #expect(throws: InputError.self) { try splits(.one, of: Tables.oneRecordingEach()) }
    #expect(single?.expected.contains("session") == true && single?.advice.isEmpty == false)
  }
}
