import Diagnostics
import FeatureStore
import Randomness
import Testing

@testable import Splits

/// Data that do not allow a protocol are refused with what to do.
@Suite struct RefusalTests {
  func refusal(_ parameters: some SplitParameters, of table: SampleTable) throws -> InputError {
    let error = #expect(throws: InputError.self) {
      try SplitProtocol(parameters).splits(of: table, seed: Seed(base: 0))
    }
    let found = try #require(error)
    #expect(found.place.contains(type(of: parameters).name) && !found.advice.isEmpty)
    return found
  }

  @Test("A table without trials is refused where recordings must be kept whole, and accepted where rows are shared")
  func withoutTrials() throws {
    let table = try Tables.withoutTrials(Tables.utdLike())
    #expect(try refusal(CrossSubject { $0.overlap = .disjoint }, of: table).found == "a data set without trials")
    #expect(try refusal(LeaveOneSubjectOut { $0.overlap = .disjoint }, of: table).advice.contains("overlap: shared"))
    _ = try refusal(CrossSubject531 { $0.overlap = .disjoint }, of: table)
    _ = try refusal(Random40401010(), of: table)
    _ = try refusal(UnpairedClasses(), of: table)
    for allowed in [
      SplitProtocol(CrossSubject()), SplitProtocol(LeaveOneSubjectOut()), SplitProtocol(SubjectDisjoint()),
    ] {
      #expect(try !allowed.splits(of: table, seed: Seed(base: 0)).isEmpty)
    }
  }

  @Test("Protocols of odd and even subjects refuse a table that lacks either")
  func oddOnly() throws {
    let table = try Tables.table(classes: 6, subjects: [1, 3, 5], trials: 2)
    #expect(try refusal(CrossSubject(), of: table).found == "subjects 1, 3, 5")
    _ = try refusal(SubjectDisjoint(), of: table)
    _ = try refusal(UnpairedClasses(), of: table)
    _ = try refusal(UnseenClasses(), of: table)
  }

  @Test("cross-subject-531 refuses a table without one of its subjects")
  func missingSubject() throws {
    let table = try Tables.table(classes: 2, subjects: [1, 2, 3, 4, 5, 6, 8], trials: 2)
    #expect(try refusal(CrossSubject531(), of: table).found == "no sample of subjects 7")
  }

  @Test("leave-one-subject-out refuses a single subject")
  func singleSubject() throws {
    _ = try refusal(LeaveOneSubjectOut(), of: try Tables.table(classes: 2, subjects: [4], trials: 2))
  }

  @Test("subject-disjoint refuses a single training subject, and more draws than there are halves")
  func halves() throws {
    _ = try refusal(SubjectDisjoint(), of: try Tables.table(classes: 2, subjects: [1, 2], trials: 2))
    let error = try refusal(SubjectDisjoint { $0.draws = 7 }, of: try Tables.utdLike())
    #expect(error.found == "7" && error.advice == "Set draws: 6.")
  }

  @Test("unpaired-classes and unseen-classes refuse fewer than four classes")
  func fewClasses() throws {
    _ = try refusal(UnpairedClasses(), of: try Tables.table(classes: 3, subjects: [1, 2], trials: 2))
    _ = try refusal(UnseenClasses(), of: try Tables.table(classes: 3, subjects: [1, 2], trials: 2))
  }

  @Test("disjoint refuses a table of single trials")
  func singleTrials() throws {
    let error = try refusal(
      try CrossSubject { $0.overlap = .disjoint }, of: try Tables.table(classes: 3, subjects: [1, 2], trials: 1))
    #expect(error.advice.contains("overlap: shared"))
  }

  @Test("random-40-40-10-10 refuses a table too small for every subject to be in every part")
  func tooSmall() throws {
    let error = try refusal(Random40401010(), of: try Tables.table(classes: 3, subjects: [1, 2], trials: 1))
    #expect(error.found.contains("3 of subject 1"))
  }

  @Test("An empty table is refused by every protocol", arguments: try everyProtocol)
  func empty(made: SplitProtocol) throws {
    let table = try SampleTable(ids: [], labels: [], classNames: ["walk"], subjects: [], trials: [])
    #expect(throws: InputError.self) { try made.splits(of: table, seed: Seed(base: 0)) }
  }

  @Test("subject-folds refuses fewer persons than folds or groups, and draws that cannot differ")
  func folds() throws {
    let table = try Tables.table(classes: 3, subjects: [1, 2, 3, 4], trials: 1)
    #expect(try refusal(SubjectFolds(), of: table).found == "subjects 1, 2, 3, 4")
    _ = try refusal(SubjectFolds { $0.folds = .all }, of: Tables.table(classes: 3, subjects: [1, 2], trials: 1))
    _ = try refusal(
      SubjectFolds { $0.folds = .number(2) }, of: Tables.table(classes: 3, subjects: [1, 2, 3], trials: 1))
    let again = try refusal(
      SubjectFolds {
        $0.folds = .all; $0.groups = .two; $0.overlap = .shared; $0.draws = 2
      }, of: table)
    #expect(again.found == "2" && again.advice == "Set draws: 1.")
    let untried = try Tables.withoutTrials(table)
    #expect(try refusal(SubjectFolds { $0.groups = .one }, of: untried).found == "a data set without trials")
  }

  @Test("subject-folds refuses parameters that contradict its groups")
  func groups() throws {
    #expect(throws: InputError.self) { try SubjectFolds { $0.overlap = .shared } }
    #expect(throws: InputError.self) { try SubjectFolds { $0.divide = .windows } }
    #expect(throws: InputError.self) {
      try SubjectFolds {
        $0.groups = .one; $0.folds = .all
      }
    }
  }

  @Test("leave-one-session-out refuses a table without sessions, of one session, or without the one that is named")
  func sessions() throws {
    let table = try Tables.oneSubjectTwoSessions()
    let unknown = try SampleTable(
      ids: table.ids, labels: table.labels, classNames: table.classNames, subjects: table.subjects)
    #expect(try refusal(LeaveOneSessionOut(), of: unknown).found == "a data set without sessions")
    let first = try table.selecting(table.ids.indices.filter { table.sessions?[$0] == 1 })
    #expect(try refusal(LeaveOneSessionOut(), of: first).found == "sessions 1")
    let error = #expect(throws: InputError.self) {
      try SplitProtocol(LeaveOneSessionOut { $0.test = .number(7) }).splits(of: table, seed: Seed(base: 0))
    }
    #expect(error?.found == "7" && error?.expected == "all, or one of the sessions 1, 2")
  }
}
