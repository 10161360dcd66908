import Diagnostics
import FeatureStore
import Parameters
import Randomness

/// One split a session: that session of every subject is the test, the others train.
///
/// With `overlap: disjoint` the recordings of the training sessions are halved at random, even over
/// classes and subjects: one half is labelled, the other paired. It serves data of a single person,
/// whose scores then speak of another day and of no other person.
public struct LeaveOneSessionOut: SplitParameters {
  public static let name = "leave-one-session-out"
  public static let summary = "One split a session: it is the test, the others are labelled and paired."

  /// The sessions that are the test, one at a time.
  public enum Tested: NumberOrWord {
    /// Every session.
    case all
    /// One session by its number.
    case number(Int)

    public static let word = "all"
    public init(_ number: Int?) { self = number.map(Tested.number) ?? .all }
    public var number: Int? { if case .number(let number) = self { number } else { nil } }
  }

  @Parameter(.word("all", or: .count(from: 0)), "session that is the test, or all: each of them once") public var test =
    Tested.all
  @Parameter("whether labelled rows and pairs are the same rows") public var overlap = Overlap.disjoint
  @Parameter(.draws, "how often the training recordings are halved, each draw with splits of its own") public
    var draws =
    1

  public init() {}

  public var targetSeen: [TargetSeen] { [.unlabelledPairs, .testPersons] }

  /// One split a tested session, by ascending number, draw by draw.
  /// - Throws: `InputError` without sessions, with a single one, without the session that `test`
  ///   names, or with more draws than there are; with `disjoint`, without trials.
  public func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split] {
    guard let sessions = samples.sessions, case let known = Set(sessions).sorted(), known.count >= 2 else {
      let found = samples.sessions.map { "sessions \(listed(Set($0).sorted()))" } ?? "a data set without sessions"
      throw InputError(
        "protocol \(Self.name)", found: found, expected: "the session of every sample, and at least two of them",
        advice: "Name the sessions in the manifest, or use a protocol that divides by subject or at random.")
    }
    if let number = test.number, !known.contains(number) {
      throw InputError(
        "protocol \(Self.name): test", found: "\(number)", expected: "all, or one of the sessions \(listed(known))")
    }
    let units =
      overlap == .disjoint
      ? try samples.requiredRecordings(
        for: Self.name, advice: "Add trials to the data set, or set overlap: shared.") : []
    return try distinctDraws(draws, seed: seed) { seed in
      try (test.number.map { [$0] } ?? known).map { tested in
        let name = "session-\(tested)"
        let training = samples.ids.indices.filter { sessions[$0] != tested }
        let (labelled, paired) = try overlap.halve(training, by: units, for: Self.name, seed: seed.deriving(name))
        return Split(
          protocolName: Self.name, name: name,
          roles: Roles(
            labelled: labelled, paired: paired, test: samples.ids.indices.filter { sessions[$0] == tested }),
          candidateClasses: samples.allClasses,
          promises: SplitPromises(overlap: overlap, separatesSubjects: false, separatesSessions: true))
      }
    }
  }
}
