import Diagnostics
import FeatureStore
import Randomness
import TestSupport
import Testing

@testable import Splits

/// The exact contents of the splits of UTD-MHAD and of a set of cut recordings.
@Suite struct CountTests {
  let seed = Seed(base: 0)

  func splits(_ parameters: some SplitParameters, of table: SampleTable) throws -> [Split] {
    try SplitProtocol(parameters).splits(of: table, seed: seed)
  }

  @Test("cross-subject trains on 431 and tests on 430 clips of UTD-MHAD")
  func crossSubject() throws {
    let table = try Tables.utdLike()
    #expect(table.count == 861)
    let split = try #require(try splits(CrossSubject(), of: table).first)
    #expect(split.roles.labelled.count == 431 && split.roles.paired.count == 431)
    #expect(split.roles.test.count == 430 && split.roles.validation.isEmpty)
    #expect(split.candidateClasses == Array(0..<27) && split.pairedClasses == nil && split.notes.isEmpty)
  }

  @Test("disjoint labels trials 1 and 2 and pairs trials 3 and 4 of UTD-MHAD")
  func disjointByTrial() throws {
    let table = try Tables.utdLike()
    let split = try #require(try splits(CrossSubject { $0.overlap = .disjoint }, of: table).first)
    #expect(split.roles.labelled.count == 216 && split.roles.paired.count == 215)
    #expect(table.trialsOf(split.roles.labelled) == [1, 2] && table.trialsOf(split.roles.paired) == [3, 4])
  }

  @Test("disjoint labels one of the two recordings of a subject and exercise and pairs the other, windows together")
  func disjointWindows() throws {
    let table = try Tables.sparLike()
    for split in try splits(LeaveOneSubjectOut { $0.overlap = .disjoint }, of: table) {
      #expect(table.trialsOf(split.roles.labelled) == [1] && table.trialsOf(split.roles.paired) == [2])
      #expect(table.recordingsOf(split.roles.labelled).count == 63)
    }
  }

  @Test("Of three trials two are labelled; a single trial is labelled, and noted")
  func oddTrials() throws {
    let table = try Tables.table(classes: 2, subjects: [1, 2, 3], trials: 3) {
      !$0.hasPrefix("a2_s1_t2") && !$0.hasPrefix("a2_s1_t3")
    }
    let split = try #require(try splits(CrossSubject { $0.overlap = .disjoint }, of: table).first)
    #expect(table.idsOf(split.roles.paired) == ["a1_s1_t3", "a1_s3_t3", "a2_s3_t3"])
    #expect(split.roles.labelled.count == 7)
    #expect(split.notes.count == 1 && split.notes[0].contains("1 of 4") && split.notes[0].contains("'action 2'"))
  }

  @Test("cross-subject-531 trains on 1, 3, 5, validates on 7 and tests on 2, 4, 6, 8")
  func crossSubject531() throws {
    let table = try Tables.utdLike()
    let split = try #require(try splits(CrossSubject531(), of: table).first)
    #expect(split.roles.labelled.count == 323 && split.roles.validation.count == 108 && split.roles.test.count == 430)
    #expect(table.subjectsOf(split.roles.training) == [1, 3, 5] && table.subjectsOf(split.roles.validation) == [7])
    let ten = try splits(CrossSubject531(), of: try Tables.sparLike())
    #expect(ten[0].notes == ["samples of subjects 9, 10 have no role"])
  }

  @Test("leave-one-subject-out tests every row exactly once")
  func leaveOneSubjectOut() throws {
    let table = try Tables.utdLike()
    let splits = try splits(LeaveOneSubjectOut(), of: table)
    #expect(splits.map(\.name) == (1...8).map { "subject-\($0)" })
    #expect(splits.flatMap(\.roles.test).sorted() == Array(0..<861))
    #expect(splits.map(\.roles.test.count) == [107, 108, 108, 108, 108, 107, 108, 107])
    #expect(splits.allSatisfy { $0.roles.labelled.count + $0.roles.test.count == 861 })
  }

  @Test("random-40-40-10-10 gives every row one role, in shares right to a recording, with all subjects and classes")
  func random() throws {
    let table = try Tables.utdLike()
    let all = try splits(Random40401010(), of: table)
    #expect(all.count == 10)
    for split in all {
      let parts = split.roles.named.map(\.rows)
      #expect(parts.joined().sorted() == Array(0..<861))
      for (part, share) in inStep(parts, [344.4, 344.4, 86.1, 86.1]) { #expect(abs(Double(part.count) - share) <= 1) }
      for part in parts { #expect(table.subjectsOf(part).count == 8 && table.classesOf(part).count == 27) }
      let testOfSubject = (1...8).map { subject in split.roles.test.count { table.subjects[$0] == subject } }
      #expect(testOfSubject.allSatisfy { (9...13).contains($0) })
      let testOfClass = (0..<27).map { label in split.roles.test.count { table.labels[$0] == label } }
      #expect(testOfClass.allSatisfy { (2...5).contains($0) })
    }
  }

  @Test("random-40-40-10-10 keeps the windows of a recording together and every subject in every part")
  func randomWindows() throws {
    let table = try Tables.sparLike()
    for split in try splits(Random40401010(), of: table) {
      #expect(split.roles.named.map { table.recordingsOf($0.rows).count } == [56, 56, 14, 14])
      #expect(split.roles.named.allSatisfy { table.subjectsOf($0.rows).count == 10 })
    }
  }

  @Test("random-40-40-10-10 with shared rows labels and pairs the 80 %, and tests the same rows as disjoint")
  func randomShared() throws {
    let table = try Tables.utdLike()
    let shared = try splits(
      Random40401010 {
        $0.overlap = .shared; $0.draws = 2
      }, of: table)
    let disjoint = try splits(Random40401010 { $0.draws = 2 }, of: table)
    for (a, b) in inStep(shared, disjoint) {
      #expect(a.roles.labelled == b.roles.training && a.roles.paired == b.roles.training)
      #expect(a.roles.test == b.roles.test && a.roles.validation == b.roles.validation)
    }
  }

  @Test("subject-disjoint runs through all six halves of four odd subjects")
  func subjectDisjoint() throws {
    let table = try Tables.utdLike()
    let all = try splits(SubjectDisjoint(), of: table)
    #expect(Set(all.map { table.subjectsOf($0.roles.labelled).sorted() }).count == 6)
    for split in all {
      #expect(table.subjectsOf(split.roles.labelled).union(table.subjectsOf(split.roles.paired)) == [1, 3, 5, 7])
      #expect(table.subjectsOf(split.roles.labelled).count == 2 && split.roles.test.count == 430)
    }
    let ofFive = try splits(SubjectDisjoint(), of: try Tables.sparLike())
    #expect(ofFive.count == 6)
  }

  @Test("of an odd number of training subjects the larger half is labelled")
  func largerHalf() throws {
    let table = try Tables.sparLike()
    for split in try nonEmpty(splits(SubjectDisjoint(), of: table)) {
      #expect(table.subjectsOf(split.roles.labelled).count == 3 && table.subjectsOf(split.roles.paired).count == 2)
    }
  }

  @Test("a class that one side of the subjects lacks is never hidden, and does not count towards a third")
  func absentClass() throws {
    let table = try Tables.table(classes: 6, subjects: [1, 2, 3, 4], trials: 2) {
      !$0.hasPrefix("a6_s2") && !$0.hasPrefix("a6_s4")
    }
    // Two of five classes can be hidden in ten ways.
    let all: [any SplitParameters] = [try UnpairedClasses { $0.draws = 10 }, try UnseenClasses { $0.draws = 10 }]
    for parameters in all {
      let made = try splits(parameters, of: table)
      #expect(made.count == 10 && made.allSatisfy { $0.candidateClasses.count == 2 })
      #expect(made.allSatisfy { !$0.candidateClasses.contains(5) })
    }
    #expect(throws: InputError.self) { try splits(UnpairedClasses { $0.draws = 11 }, of: table) }
    #expect(throws: InputError.self) { try splits(UnseenClasses { $0.draws = 11 }, of: table) }
  }

  @Test("a partition is complete when every part has every subject and the labelled part every class")
  func complete() {
    func recording(_ label: Int, _ trial: Int) -> RecordingKey { RecordingKey(subject: 1, label: label, trial: trial) }
    let recordings = [recording(0, 1), recording(0, 2), recording(0, 3), recording(1, 1), recording(1, 2)]
    func isComplete(_ parts: [Int]) -> Bool {
      StratifiedPartition(shares: [4, 4, 1, 1]).isComplete(
        Dictionary(uniqueKeysWithValues: inStep(recordings, parts)), recordings)
    }
    #expect(isComplete([0, 1, 2, 3, 0]))
    #expect(!isComplete([0, 1, 2, 3, 1]), "class 1 is never labelled")
    #expect(!isComplete([0, 1, 1, 3, 0]), "nothing validates")
  }

  @Test("unpaired-classes pairs 18 of 27 classes and tests the other nine")
  func unpairedClasses() throws {
    let table = try Tables.utdLike()
    let all = try splits(UnpairedClasses(), of: table)
    #expect(all.count == 6)
    for split in all {
      let paired = table.classesOf(split.roles.paired)
      #expect(paired.count == 18 && split.pairedClasses == paired.sorted())
      #expect(table.classesOf(split.roles.test).sorted() == split.candidateClasses && split.candidateClasses.count == 9)
      #expect(paired.isDisjoint(with: split.candidateClasses))
      #expect(table.classesOf(split.roles.labelled).count == 27 && split.roles.labelled.count == 216)
      #expect(table.trialsOf(split.roles.paired) == [3, 4])
      #expect((142...144).contains(split.roles.test.count))
    }
    let amongAll = try splits(
      UnpairedClasses {
        $0.candidates = .all; $0.draws = 6
      }, of: table)
    #expect(amongAll.map(\.roles) == all.map(\.roles))
    #expect(amongAll.allSatisfy { $0.candidateClasses == Array(0..<27) })
  }

  @Test("unseen-classes pairs all of the odd subjects' 18 classes and tests the even subjects' other nine")
  func unseenClasses() throws {
    let table = try Tables.utdLike()
    let all = try splits(UnseenClasses(), of: table)
    #expect(all.count == 6)
    for split in all {
      let paired = table.classesOf(split.roles.paired)
      #expect(paired.count == 18 && split.pairedClasses == paired.sorted())
      #expect(table.classesOf(split.roles.test).sorted() == split.candidateClasses && split.candidateClasses.count == 9)
      #expect(paired.isDisjoint(with: split.candidateClasses))
      #expect(table.classesOf(split.roles.labelled).count == 27 && split.roles.labelled.count == 431)
      #expect((287...288).contains(split.roles.paired.count) && (142...144).contains(split.roles.test.count))
      #expect(split.promises.hidesTestClasses && split.notes == [UnseenClasses.note])
    }
    let amongAll = try splits(
      UnseenClasses {
        $0.candidates = .all; $0.draws = 6
      }, of: table)
    #expect(amongAll.map(\.roles) == all.map(\.roles))
    #expect(amongAll.allSatisfy { $0.candidateClasses == Array(0..<27) })
  }

  @Test("A test class without any labelled row is noted")
  func unlabelledClass() throws {
    let table = try Tables.table(classes: 3, subjects: [1, 2], trials: 2) { !$0.hasPrefix("a3_s1") }
    let split = try #require(try splits(CrossSubject(), of: table).first)
    #expect(split.notes == ["test rows have classes without any labelled row: 'action 3'"])
  }
}
