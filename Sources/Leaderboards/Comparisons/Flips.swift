import Diagnostics
import Records

/// Which samples change between two methods: what only one of them has right, by class and person.
///
/// A test is one sample in one split and repetition. A row that draws nothing stands beside every
/// repetition of the other.
public struct Flips: Sendable {
  /// How many tests come out in which way.
  public struct Counts: Sendable, Equatable {
    public fileprivate(set) var both = 0
    public fileprivate(set) var firstOnly = 0
    public fileprivate(set) var secondOnly = 0
    public fileprivate(set) var none = 0

    public var tests: Int { both + firstOnly + secondOnly + none }
    /// Tests that only one of the two has right.
    public var changed: Int { firstOnly + secondOnly }

    fileprivate mutating func add(_ outcome: Outcome) {
      switch outcome {
      case .both: both += 1
      case .firstOnly: firstOnly += 1
      case .secondOnly: secondOnly += 1
      case .none: none += 1
      }
    }
  }

  /// Who has a test right.
  public enum Outcome: String, Sendable {
    case both, firstOnly, secondOnly, none

    init(_ first: Bool, _ second: Bool) { self = first ? (second ? .both : .firstOnly) : second ? .secondOnly : .none }
  }

  /// One test that comes out otherwise.
  public struct Sample: Sendable, Equatable {
    public let id: String
    public let subject: Int
    public let className: String
    public let split: String
    public let repetition: Int
    public let outcome: Outcome
    /// What each method names; nil where it names nothing.
    public let first: String?, second: String?
  }

  /// What is found on one board.
  public struct Found: Sendable {
    public let place: String
    public fileprivate(set) var total = Counts()
    /// The classes that were tested, in the order of the data set.
    public fileprivate(set) var classes: [(name: String, counts: Counts)] = []
    /// Ascending by person.
    public fileprivate(set) var persons: [(subject: Int, counts: Counts)] = []
    /// The tests that change, in the order of the plan.
    public fileprivate(set) var samples: [Sample] = []
  }

  /// One for each verdict of the comparison.
  public let boards: [Found]

  /// Reads the predictions of both rows of every verdict.
  /// - Throws: `InputError` for a record that cannot be read any more.
  public init(_ comparison: Comparison, _ leaderboard: Leaderboard, _ store: RecordStore) throws {
    boards = try comparison.verdicts.map { verdict in
      try Found(
        place: verdict.place, first: Predictions(verdict.first, leaderboard, store),
        second: Predictions(verdict.second, leaderboard, store))
    }
  }
}

extension Flips.Found {
  fileprivate init(place: String, first: Predictions, second: Predictions) throws {
    self.place = place
    var classes = [Flips.Counts](repeating: .init(), count: first.classNames.count)
    var persons: [Int: Flips.Counts] = [:]
    let repetitions = max(first.repetitions, second.repetitions)
    for repetition in 1...repetitions {
      for split in first.splits {
        let (one, other) = (try first.of(split, repetition), try second.of(split, repetition))
        for place in one.ids.indices {
          let truth = one.truth[place]
          let outcome = Flips.Outcome(one.predicted[place] == truth, other.predicted[place] == truth)
          total.add(outcome)
          classes[truth].add(outcome)
          persons[one.subjects[place], default: .init()].add(outcome)
          guard outcome == .firstOnly || outcome == .secondOnly else { continue }
          samples.append(
            Flips.Sample(
              id: one.ids[place], subject: one.subjects[place], className: first.classNames[truth], split: split,
              repetition: repetition, outcome: outcome, first: one.predicted[place].map { first.classNames[$0] },
              second: other.predicted[place].map { first.classNames[$0] }))
        }
      }
    }
    self.classes = zip(first.classNames, classes).filter { $1.tests > 0 }.map { (name: $0, counts: $1) }
    self.persons = persons.sorted { $0.key < $1.key }.map { (subject: $0, counts: $1) }
  }
}

/// The predictions of one row by split and repetition.
private struct Predictions {
  let classNames: [String]
  /// In the order of the plan.
  let splits: [String]
  let repetitions: Int
  private let byTrial: [String: [Int: TrialRecord.Predictions]]

  init(_ row: LeaderboardRow, _ leaderboard: Leaderboard, _ store: RecordStore) throws {
    var byTrial: [String: [Int: TrialRecord.Predictions]] = [:]
    var names: [String] = []
    for planned in leaderboard.plannedTrials(of: row) {
      guard let record = try store.record(of: planned), let predictions = record.predictions else {
        throw InputError(
          "record \(planned.key)", found: "no predictions", expected: "the record that the comparison was made from",
          advice: "Run 'hartransfer compare' again; something changes the results folder.")
      }
      names = record.classNames
      byTrial[planned.trial.split, default: [:]][planned.trial.repetition ?? 1] = predictions
    }
    (self.byTrial, classNames) = (byTrial, names)
    splits = leaderboard.plannedTrials(of: row).map(\.trial.split).distinct
    repetitions = byTrial.values.map(\.count).max() ?? 1
  }

  /// Those of a split; of a row that draws nothing the same in every repetition.
  func of(_ split: String, _ repetition: Int) throws -> TrialRecord.Predictions {
    guard let own = byTrial[split], let found = own[repetition] ?? own[1] else {
      throw InputError("split '\(split)'", found: "no predictions of one of the rows", expected: "those of both")
    }
    return found
  }
}
