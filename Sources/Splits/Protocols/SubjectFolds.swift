import Diagnostics
import FeatureStore
import Parameters
import Randomness

/// Subjects in folds, each fold the test once; labels and pairs from the other subjects.
///
/// It asks for no second recording of a subject and class. `groups` says how many groups of
/// subjects labels, pairs and tests come from. Folds are drawn at random and differ by one subject
/// at most. No two draws are alike; the first draws do not depend on their number.
public struct SubjectFolds: SplitParameters {
  public static let name = "subject-folds"
  public static let summary =
    "Each fold of subjects is the test once; labels and pairs are of two groups of the others."

  /// From how many groups of subjects labels, pairs and tests come.
  public enum Groups: String, Codable, Sendable, CaseIterable {
    /// Labels, pairs and tests are of different subjects. Of an odd number of training subjects the
    /// labelled half is the larger.
    case three
    /// Labels and pairs are of the same subjects, tests of others.
    case two
    /// Every subject has labels, pairs and tests: folds of recordings, even over classes and
    /// subjects.
    case one
  }

  /// A number of folds, or one for each subject.
  public enum Folds: NumberOrWord {
    /// A fold for every subject.
    case all
    /// So many folds.
    case number(Int)

    public static let word = "all"
    public init(_ number: Int?) { self = number.map(Folds.number) ?? .all }
    public var number: Int? { if case .number(let number) = self { number } else { nil } }
  }

  @Parameter(.word("all", or: .whole(from: 2, through: 1000)), "number of folds, or all: each subject alone")
  public var folds = Folds.number(5)
  @Parameter("groups of subjects that labels, pairs and tests come from") public var groups = Groups.three
  @Parameter("whether labelled rows and pairs are the same rows") public var overlap = Overlap.disjoint
  @Parameter("what is kept together where recordings of one subject are divided") public var divide =
    DivisionUnit.recordings
  @Parameter(.draws, "how often the folds are drawn, each draw with splits of its own") public var draws = 1

  public init() {}

  /// Refuses what contradicts the number of groups.
  public func check() throws {
    if groups == .three, overlap == .shared {
      throw InputError(
        "overlap", found: "'shared' with groups: three", expected: "disjoint: no subject is both labelled and paired",
        advice: "Write groups: two for labelled and paired rows of the same subjects.")
    }
    if groups != .one, divide == .windows {
      throw InputError(
        "divide", found: "'windows' with groups: \(groups.rawValue)", expected: "recordings",
        advice: "Write groups: one, where windows of one recording may be labelled, paired and tested.")
    }
    if groups == .one, folds == .all {
      throw InputError(
        "folds", found: "'all' with groups: one", expected: "a number of folds",
        advice: "Every subject is in every fold: write how many folds of recordings there shall be.")
    }
  }

  /// What has no effect is not written.
  public func isWritten(_ parameter: String) -> Bool {
    switch parameter {
    case "overlap": groups != .three
    case "divide": groups == .one
    default: true
    }
  }

  public var targetSeen: [TargetSeen] {
    guard groups == .one else { return [.unlabelledPairs] }
    return [.unlabelledPairs, .testPersons] + (divide == .windows ? [.testRecordings] : [])
  }

  /// The splits fold by fold, draw by draw. Cost: O(n log n) a split; with halves or folds of
  /// recordings O(r^2 / C) for r recordings of C classes.
  /// - Throws: `InputError` with fewer subjects than folds, too few to train on, more draws than
  ///   there are, or without trials where recordings are divided.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    try distinctDraws(draws, seed: seed) { seed in
      try groups == .one ? foldsOfRecordings(samples, seed: seed) : foldsOfSubjects(samples, seed: seed)
    }
  }

  private func foldsOfSubjects(_ samples: SampleTable, seed: Seed) throws -> [Split] {
    let subjects = samples.distinctSubjects
    let tests = try folds(of: subjects, seed: seed)
    let places = tests.indices.map { folds == .all ? "subject-\(tests[$0][0])" : "fold-\($0 + 1)" }
    let units =
      overlap == .disjoint && groups == .two
      ? try divide.units(
        of: samples, for: Self.name, advice: "Add trials to the data set, or set overlap: shared or groups: three.")
      : []
    return try zip(tests, places).map { tested, name in
      let others = subjects.filter { !tested.contains($0) }
      let own = seed.deriving(name)
      let (labelled, paired) =
        groups == .three
        ? try halves(of: others, in: samples, seed: own)
        : try overlap.halve(samples.rows(ofSubjects: others), by: units, for: Self.name, seed: own)
      return Split(
        protocolName: Self.name, name: name,
        roles: Roles(labelled: labelled, paired: paired, test: samples.rows(ofSubjects: tested)),
        candidateClasses: samples.allClasses,
        promises: SplitPromises(
          overlap: overlap, separatesSubjects: true, separatesLabelledFromPairedSubjects: groups == .three))
    }
  }

  /// The subjects of each fold, ascending.
  private func folds(of subjects: [Int], seed: Seed) throws -> [[Int]] {
    let count = folds.number ?? subjects.count
    let least = max(count, groups == .three ? 3 : 2)
    guard subjects.count >= least else {
      throw InputError(
        "protocol \(Self.name)", found: "subjects \(listed(subjects))",
        expected: "at least \(least) of them for \(count) folds and groups: \(groups.rawValue)",
        advice: "Write fewer folds or groups.")
    }
    guard folds != .all else { return subjects.map { [$0] } }
    var generator = seed.deriving("folds").generator
    let shuffled = generator.shuffled(subjects)
    let tests = (0..<count).map { fold in stride(from: fold, to: shuffled.count, by: count).map { shuffled[$0] } }
    guard groups == .two || tests.allSatisfy({ subjects.count - $0.count >= 2 }) else {
      throw InputError(
        "protocol \(Self.name)", found: "subjects \(listed(subjects)) in \(count) folds",
        expected: "two subjects or more beside every fold, one labelled and one paired",
        advice: "Write more folds, or groups: two.")
    }
    return tests.map { $0.sorted() }
  }

  private func halves(
    of subjects: [Int], in samples: SampleTable, seed: Seed
  ) throws -> (labelled: [Int], paired: [Int]) {
    var generator = seed.generator
    let labelled = generator.sample((subjects.count + 1) / 2, of: subjects)
    return (
      samples.rows(ofSubjects: labelled), samples.rows(ofSubjects: subjects.filter { !labelled.contains($0) })
    )
  }

  private func foldsOfRecordings(_ samples: SampleTable, seed: Seed) throws -> [Split] {
    let count = folds.number ?? 2
    let units = try divide.units(
      of: samples, for: Self.name, advice: "Add trials to the data set, or set groups: two or three.")
    var generator = seed.deriving("folds").generator
    let distinct = Set(units).sorted()
    guard distinct.count > count else {
      throw InputError(
        "protocol \(Self.name)", found: "\(distinct.count) \(divide.rawValue)",
        expected: "more than the \(count) folds", advice: "Write fewer folds.")
    }
    let fold = StratifiedPartition(shares: [Int](repeating: 1, count: count)).draw(distinct, generator: &generator)
    let rows = Dictionary(grouping: units.indices) { fold[units[$0]] ?? 0 }
    return try (0..<count).map { place in
      let name = "fold-\(place + 1)"
      let training = rows.filter { $0.key != place }.values.joined().sorted()
      let (labelled, paired) = try overlap.halve(training, by: units, for: Self.name, seed: seed.deriving(name))
      return Split(
        protocolName: Self.name, name: name,
        roles: Roles(labelled: labelled, paired: paired, test: rows[place] ?? []),
        candidateClasses: samples.allClasses,
        promises: SplitPromises(
          overlap: overlap, separatesSubjects: false, dividesRecordings: divide == .windows),
        notes: divide == .windows ? [Self.note] : [])
    }
  }

  static let note =
    "RECORDINGS ARE DIVIDED: windows of one recording are labelled, paired and tested, so scores speak of recordings "
    + "already seen"
}
