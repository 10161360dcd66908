import Diagnostics
import FeatureStore
import Randomness
import TestSupport
import Testing

@testable import Splits

/// Folds of subjects and of recordings on a data set of one recording a person and class, and
/// sessions of a single person.
@Suite struct FoldTests {
  let seed = Seed(base: 0)

  func splits(_ parameters: some SplitParameters, of table: SampleTable) throws -> [Split] {
    try nonEmpty(SplitProtocol(parameters).splits(of: table, seed: seed))
  }

  @Test("Every row is tested exactly once a draw", arguments: try everyFolds)
  func testedOnce(made: SplitProtocol) throws {
    for table in [try Tables.oneRecordingEach(), try Tables.sparLike()] {
      let splits = try made.splits(of: table, seed: seed)
      let draws = (made.parameters as? SubjectFolds)?.draws ?? 0
      let times = splits.flatMap(\.roles.test).reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
      #expect(times.count == table.count && times.values.allSatisfy { $0 == draws })
    }
  }

  @Test("Labels, pairs and tests are of three groups of persons, and every other person has one of the roles")
  func three() throws {
    let table = try Tables.oneRecordingEach()
    let splits = try splits(SubjectFolds(), of: table)
    #expect(splits.map(\.name) == (1...5).map { "fold-\($0)" })
    for split in splits {
      let groups = split.roles.named.map { table.subjectsOf($0.rows) }
      #expect(groups.map(\.count) == [12, 12, 0, 6])
      #expect(groups.reduce(Set()) { $0.union($1) }.count == 30)
      #expect(split.roles.labelled.count + split.roles.paired.count + split.roles.test.count == table.count)
      #expect(split.notes.isEmpty && table.classesOf(split.roles.labelled).count == 7)
    }
  }

  @Test("Folds differ by one person at most, whatever their number", arguments: 2...11)
  func balanced(count: Int) throws {
    let table = try Tables.table(classes: 2, subjects: Array(1...13), trials: 1)
    let sizes = try splits(SubjectFolds { $0.folds = .number(count) }, of: table).map {
      table.subjectsOf($0.roles.test).count
    }
    #expect(sizes.count == count && sizes.reduce(0, +) == 13 && (sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
  }

  @Test("folds: all tests each person alone, with halves of the others that differ from draw to draw")
  func all() throws {
    let table = try Tables.oneRecordingEach()
    let splits = try splits(
      SubjectFolds {
        $0.folds = .all; $0.draws = 2
      }, of: table)
    #expect(splits.map(\.name) == (1...30).map { "subject-\($0)" } + (1...30).map { "subject-\($0)-draw-2" })
    for (place, split) in splits.enumerated() {
      #expect(table.subjectsOf(split.roles.test) == [place % 30 + 1])
      #expect(table.subjectsOf(split.roles.labelled).count == 15 && table.subjectsOf(split.roles.paired).count == 14)
    }
    #expect(splits[0].roles.labelled != splits[30].roles.labelled)
  }

  @Test(
    "Two groups with disjoint rows halve the recordings of every training person, whole, with one recording a class")
  func two() throws {
    let table = try Tables.oneRecordingEach()
    for split in try splits(SubjectFolds { $0.groups = .two }, of: table) {
      let (labelled, paired) = (table.recordingsOf(split.roles.labelled), table.recordingsOf(split.roles.paired))
      #expect(labelled.isDisjoint(with: paired) && labelled.count == 84 && paired.count == 84)
      #expect(table.subjectsOf(split.roles.labelled) == table.subjectsOf(split.roles.paired))
      #expect(table.classesOf(split.roles.labelled).count == 7 && table.classesOf(split.roles.paired).count == 7)
    }
  }

  @Test("One group gives every person labels, pairs and tests, each recording one role")
  func one() throws {
    let table = try Tables.oneRecordingEach()
    for split in try splits(SubjectFolds { $0.groups = .one }, of: table) {
      let recordings = [split.roles.labelled, split.roles.paired, split.roles.test].map(table.recordingsOf)
      #expect(recordings.map(\.count) == [84, 84, 42])
      #expect(recordings.reduce(Set()) { $0.union($1) }.count == 210)
      #expect(table.classesOf(split.roles.labelled).count == 7)
    }
  }

  @Test("divide: windows cuts recordings, says so, and needs no trials")
  func windows() throws {
    let made = try SubjectFolds {
      $0.groups = .one; $0.divide = .windows
    }
    let table = try Tables.oneRecordingEach()
    for split in try splits(made, of: table) {
      #expect(!table.recordingsOf(split.roles.training).isDisjoint(with: table.recordingsOf(split.roles.test)))
      #expect(split.notes == [SubjectFolds.note])
    }
    _ = try splits(made, of: Tables.withoutTrials(table))
  }

  @Test("A draw more leaves the earlier draws as they are, and no two draws are alike", arguments: try everyFolds)
  func draws(made: SplitProtocol) throws {
    let table = try Tables.oneRecordingEach()
    var folds = try #require(made.parameters as? SubjectFolds)
    folds.draws = 2
    let two = try splits(folds, of: table)
    folds.draws = 3
    let three = try splits(folds, of: table)
    #expect(Array(three.prefix(two.count)) == two && three.count * 2 == two.count * 3)
    let drawn = stride(from: 0, to: three.count, by: three.count / 3).map { start in
      Set(three[start..<(start + three.count / 3)].map { $0.roles.named.map(\.rows) })
    }
    #expect(Set(drawn).count == 3)
  }

  @Test("Every session is the test once; the recordings of the other are halved, whatever their trials are called")
  func sessions() throws {
    let table = try Tables.oneSubjectTwoSessions()
    let both = try splits(LeaveOneSessionOut(), of: table)
    #expect(both.map(\.name) == ["session-1", "session-2"])
    #expect(both.map { $0.roles.named.map(\.rows.count) } == [[39, 39, 0, 702], [351, 351, 0, 78]])
    for split in both {
      #expect(Set(split.roles.labelled).isDisjoint(with: split.roles.paired))
      #expect(table.classesOf(split.roles.labelled).count == 26 && table.classesOf(split.roles.paired).count == 26)
    }
    #expect(try splits(LeaveOneSessionOut { $0.test = .number(2) }, of: table) == [both[1]])
  }
}
