import Diagnostics
import FeatureStore
import Randomness
import Testing

@testable import Splits

/// The leakage check finds every kind of planted leak.
@Suite struct LeakageTests {
  let table: SampleTable
  let shared: Split
  let disjoint: Split

  init() throws {
    table = try Tables.utdLike()
    shared = try SplitProtocol(CrossSubject531()).splits(of: table, seed: Seed(base: 0))[0]
    disjoint = try SplitProtocol(CrossSubject531 { $0.overlap = .disjoint }).splits(of: table, seed: Seed(base: 0))[0]
  }

  func leak(in split: Split, of other: SampleTable? = nil) throws -> String {
    let error = #expect(throws: InputError.self) { try split.checkLeakage(samples: other ?? table) }
    return try #require(error).found
  }

  func row(_ id: String) throws -> Int { try #require(table.ids.firstIndex(of: id)) }

  @Test("A test or validation row in a training role", arguments: ["test", "validation"], ["labelled", "paired"])
  func rowInTwoRoles(from: String, to: String) throws {
    var split = disjoint
    let row = try #require(from == "test" ? split.roles.test.first : split.roles.validation.first)
    if to == "labelled" {
      split.roles.labelled = (split.roles.labelled + [row]).sorted()
    } else {
      split.roles.paired = (split.roles.paired + [row]).sorted()
    }
    let found = try leak(in: split)
    #expect(found == "the row of sample '\(table.ids[row])' both in \(to) and in \(from)")
  }

  @Test("A validation row in the test")
  func validationInTest() throws {
    var split = shared
    split.roles.test = (split.roles.test + [split.roles.validation[0]]).sorted()
    #expect(try leak(in: split).hasSuffix("both in validation and in test"))
  }

  @Test("A labelled row among the pairs of a disjoint split")
  func overlapInDisjoint() throws {
    var split = disjoint
    split.roles.paired = (split.roles.paired + [split.roles.labelled[0]]).sorted()
    #expect(try leak(in: split).hasPrefix("the row of sample"))
  }

  @Test("A shared split whose labelled rows are not its pairs")
  func sharedUnequal() throws {
    var split = shared
    let dropped = split.roles.paired.removeLast()
    #expect(try leak(in: split) == "sample '\(table.ids[dropped])' either labelled or paired")
  }

  @Test("Windows of one recording on both sides of a border")
  func recordingCut() throws {
    let windows = try Tables.sparLike()
    var split = try SplitProtocol(Random40401010()).splits(of: windows, seed: Seed(base: 0))[0]
    let moved = split.roles.test.removeFirst()
    split.roles.validation = (split.roles.validation + [moved]).sorted()
    #expect(try leak(in: split, of: windows).hasPrefix("the recording of sample"))
    var halves = try SplitProtocol(CrossSubject { $0.overlap = .disjoint }).splits(of: windows, seed: Seed(base: 0))[0]
    let label = halves.roles.labelled.removeFirst()
    halves.roles.paired = (halves.roles.paired + [label]).sorted()
    #expect(try leak(in: halves, of: windows).hasSuffix("both in labelled and in paired"))
  }

  @Test("A subject on both sides of a protocol that divides subjects")
  func subjectShared() throws {
    var split = shared
    let moved = split.roles.labelled.removeFirst()
    split.roles.paired.removeFirst()
    split.roles.test = (split.roles.test + [moved]).sorted()
    #expect(try leak(in: split).hasPrefix("subject \(table.subjects[moved]) (sample '\(table.ids[moved])')"))
    var halves = try SplitProtocol(SubjectDisjoint()).splits(of: table, seed: Seed(base: 0))[0]
    let label = halves.roles.labelled.removeFirst()
    halves.roles.paired = (halves.roles.paired + [label]).sorted()
    #expect(try leak(in: halves).hasPrefix("subject"))
  }

  @Test("A pair of an unpaired class, and a test row of a paired one")
  func unpairedClass() throws {
    let clean = try SplitProtocol(UnpairedClasses()).splits(of: table, seed: Seed(base: 0))[0]
    let hidden = try #require(clean.candidateClasses.first)
    let open = try #require(clean.pairedClasses?.first)
    var split = clean
    split.roles.paired = (split.roles.paired + [try row("a\(hidden + 1)_s3_t4")]).sorted()
    #expect(try leak(in: split).hasSuffix("in paired"))
    split = clean
    split.candidateClasses = Array(0..<27)
    split.roles.test = (split.roles.test + [try row("a\(open + 1)_s2_t1")]).sorted()
    #expect(try leak(in: split).hasSuffix("in test"))
  }

  @Test("A pair of an unseen class, a seen class's row that is not paired, and a test row of a seen class")
  func unseenClass() throws {
    let clean = try SplitProtocol(UnseenClasses()).splits(of: table, seed: Seed(base: 0))[0]
    let hidden = try #require(clean.candidateClasses.first)
    let open = try #require(clean.pairedClasses?.first)
    var split = clean
    split.roles.paired = (split.roles.paired + [try row("a\(hidden + 1)_s3_t4")]).sorted()
    #expect(try leak(in: split).hasSuffix("either labelled or paired"))
    split = clean
    let dropped = split.roles.paired.removeFirst()
    #expect(try leak(in: split) == "sample '\(table.ids[dropped])' either labelled or paired")
    split = clean
    split.candidateClasses = Array(0..<27)
    split.roles.test = (split.roles.test + [try row("a\(open + 1)_s2_t1")]).sorted()
    #expect(try leak(in: split).hasSuffix("in test"))
  }

  @Test("Where the test's classes are hidden, features fitted on a labelled row of such a class are refused")
  func fittedOnUnseenClass() throws {
    let split = try SplitProtocol(UnseenClasses()).splits(of: table, seed: Seed(base: 0))[0]
    try split.checkFitted(on: split.roles.paired.map { table.ids[$0] }, samples: table)
    let unseen = try #require(split.roles.labelled.first { split.candidateClasses.contains(table.labels[$0]) })
    let error = #expect(throws: InputError.self) { try split.checkFitted(on: [table.ids[unseen]], samples: table) }
    #expect(error?.found.contains("which is a labelled row") == true && error?.expected == "paired rows only")
  }

  @Test("A test row of a class that may not be predicted")
  func candidates() throws {
    var split = shared
    split.candidateClasses.removeFirst()
    #expect(try leak(in: split).contains("of class 'action 1' in test"))
  }

  @Test("Rows outside the table, twice, out of order, or none")
  func malformedLists() throws {
    var split = shared
    split.roles.test.append(861)
    #expect(try leak(in: split) == "row 861 in role test")
    split = shared
    split.roles.test.insert(split.roles.test[0], at: 0)
    #expect(try leak(in: split).contains("in role test"))
    split = shared
    split.roles.test.swapAt(0, 1)
    #expect(try leak(in: split).contains("in role test"))
    split = shared
    split.roles.paired = []
    #expect(try leak(in: split) == "no row in role paired")
  }

  @Test(
    "Features fitted on training rows pass; on a validation, test, roleless or unknown sample they are refused by name")
  func fittedRows() throws {
    try shared.checkFitted(on: shared.roles.training.map { table.ids[$0] }, samples: table)
    try disjoint.checkFitted(on: disjoint.roles.training.map { table.ids[$0] }, samples: table)
    let windows = try Tables.sparLike()
    let ten = try SplitProtocol(CrossSubject531()).splits(of: windows, seed: Seed(base: 0))[0]
    let roleless = try #require(windows.ids.indices.first { windows.subjects[$0] == 9 })
    for (split, samples, id, role) in [
      (shared, table, "a1_s2_t1", "a test row"), (shared, table, "a1_s7_t1", "a validation row"),
      (ten, windows, windows.ids[roleless], "a row without a role"), (shared, table, "elsewhere", "not in the table"),
    ] {
      let error = #expect(throws: InputError.self) {
        try split.checkFitted(on: [samples.ids[0], id], samples: samples, place: "features.h5: /modalities/inertial")
      }
      #expect(error?.place == "features.h5: /modalities/inertial: fitted_on")
      #expect(error?.found.hasPrefix("sample '\(id)', which is \(role)") == true)
    }
  }

  @Test("A recording of the test's session in training, and a window of a tested recording, unless it is promised")
  func sessionsAndRecordings() throws {
    let table = try Tables.sparLike()
    var split = try SplitProtocol(LeaveOneSessionOut()).splits(of: table, seed: Seed(base: 0))[0]
    let recordings = try #require(table.recordings)
    let moved = recordings[split.roles.test[0]]
    split.roles.labelled = (split.roles.labelled + split.roles.test.filter { recordings[$0] == moved }).sorted()
    split.roles.test.removeAll { recordings[$0] == moved }
    #expect(try leak(in: split, of: table).hasPrefix("session 1 of subject 1 (sample '"))

    var windows = try SplitProtocol(
      SubjectFolds {
        $0.groups = .one; $0.divide = .windows
      }
    ).splits(of: table, seed: Seed(base: 0))[0]
    windows.promises.dividesRecordings = false
    #expect(try leak(in: windows, of: table).hasPrefix("the recording of sample '"))
  }
}
