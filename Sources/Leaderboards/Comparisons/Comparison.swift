import Records
import Diagnostics
import Foundation
import Metrics
import Randomness
import Statistics

/// Two methods on every board that has both: a paired verdict a board, corrected over the boards.
///
/// A name must mean one row on a board. Of several rows none is chosen by its accuracy, since that
/// would be selection on the test samples. Where the origin of pairs is named, pairs of one data
/// set may be compared with those of another. Where a level is named, clips may be compared with
/// their frames: then boards that differ in their encoders alone count as one, as long as the rows
/// were scored on the same samples.
public struct Comparison: Sendable {
  /// What is said of one board.
  public struct Verdict: Sendable {
    /// The board's title, with its encoders where several boards have the same.
    public let place: String
    public let first: LeaderboardRow, second: LeaderboardRow
    /// The comparison of their hits, sample by sample, by the test that the board's groups go by.
    public let comparison: PairedComparison
    /// The percentiles of the difference in a bootstrap that both rows share.
    public let bootstrap: Interval?
    /// The p of the comparison's one test, corrected by Holm over all boards compared.
    public fileprivate(set) var holmPValue: Double
    /// Whether the difference is below the margin that was asked for; nil without one.
    public let equivalence: EquivalenceTest?
    /// Its p, corrected by Holm over all boards compared.
    public fileprivate(set) var equivalenceHolmPValue: Double?
    /// The share of resamples in which the first row is the better one, half of those in which both
    /// are equal; nil where nothing was resampled.
    public let firstBestProbability: Double?
    /// What the board says of the two rows; nil where one of them has no rank there, or they stand
    /// on two boards.
    public let onBoard: OnBoard?

    /// The p of the comparison's one test.
    public var pValue: Double { comparison.pValue }

    /// Whether there is a difference at 5 %.
    public var isDifference: Bool { holmPValue <= 0.05 }
  }

  /// Two rows among all ranked rows of their board.
  public struct OnBoard: Sendable, Equatable {
    /// The p of the same test, corrected by Holm over all pairs.
    public let holmPValue: Double
    public let pairs: Int

    /// Whether the board tells the two rows apart.
    public var tellsApart: Bool { holmPValue <= 0.05 }
  }

  /// A board that has both methods and cannot be judged, or has one of them.
  public struct Skipped: Sendable, Equatable {
    /// The board's title.
    public let place: String
    /// Why.
    public let reason: String
  }

  /// The methods as they were named.
  public let first: RowQuery, second: RowQuery
  /// Differences of accuracy below it count as equivalent; nil where that was not asked.
  public let margin: Double?
  /// In the order of the boards.
  public private(set) var verdicts: [Verdict] = []
  /// In the order of the boards.
  public private(set) var skipped: [Skipped] = []

  /// Compares on the test samples of every board.
  /// - Parameters:
  ///   - leaderboard: the boards.
  ///   - first: the first row.
  ///   - second: the row that is subtracted.
  ///   - filter: which rows and boards count.
  ///   - margin: the difference of accuracy below which two rows count as equivalent, above 0 and
  ///     below 1.
  /// - Throws: `InputError` for a name that means no row, or several on one board, and for another
  ///   margin.
  public init(
    _ leaderboard: Leaderboard, _ first: RowQuery, _ second: RowQuery, filter: RowFilter = RowFilter(),
    margin: Double? = nil
  ) throws {
    self.first = first
    self.second = second
    self.margin = try margin.map(Equivalence.margin)
    try filter.check(among: leaderboard.rows.map(\.trial))
    let trials = leaderboard.rows.map(\.trial).filter(filter.passes)
    for query in [first, second] { try query.check(among: trials) }
    for (place, boards) in Self.places(leaderboard, [first, second]) {
      let found = try [first, second].map { try Self.row($0, on: boards, filter) }
      guard let a = found[0], let b = found[1] else {
        let absent = zip([first, second], found).filter { $0.1 == nil }.map { "no row \($0.0.text)" }
        if absent.count == 1 { skipped.append(Skipped(place: place, reason: absent[0])) }
        continue
      }
      guard a != b else {
        throw InputError(
          "rows '\(first.text)' and '\(second.text)'", found: "one and the same row", expected: "two different rows")
      }
      compare(
        [a, b].map { (boards[$0.board].rows[$0.row], boards[$0.board].groups[$0.row]) }, place: place,
        boards[a.board], on: a.board == b.board ? (a.row, b.row) : nil)
    }
    let adjusted = holmAdjusted(verdicts.map(\.pValue))
    for index in verdicts.indices { verdicts[index].holmPValue = adjusted[index] }
    let equivalent = verdicts.indices.filter { verdicts[$0].equivalence != nil }
    for (index, p) in zip(equivalent, holmAdjusted(equivalent.compactMap { verdicts[$0].equivalence?.pValue })) {
      verdicts[index].equivalenceHolmPValue = p
    }
  }

  /// Whether every board with both methods could be judged.
  public var isComplete: Bool { !skipped.contains { $0.reason.contains("trials") } }

  /// The boards that are looked at together, with what they are called.
  static func places(
    _ leaderboard: Leaderboard, _ queries: [RowQuery]
  ) -> [(place: String, boards: [Board])] {
    let (levels, pairs) = (queries.contains { $0.level != nil }, queries.contains { $0.pairs != nil })
    guard levels || pairs else { return zip(leaderboard.places, leaderboard.boards).map { ($0, [$1]) } }
    let names = leaderboard.boards.map { board in
      // Pairs of another data set are said in the name, and encoders beside it.
      [
        pairs
          ? board.rows.first.map { Leaderboard.title($0.trial.withOwnPairs) } ?? board.title.name : board.title.name,
        levels ? "" : board.title.encoders,
      ]
    }
    let apart = names.distinct
    return apart.map { name in
      let isTold = apart.count { $0[0] == name[0] } == 1
      return (
        isTold ? name[0] : "\(name[0]) (\(name[1]))", zip(names, leaderboard.boards).filter { $0.0 == name }.map(\.1)
      )
    }
  }

  /// - Parameter places: the rows' places on `board`; nil where they stand on two boards.
  private mutating func compare(
    _ pair: [(row: LeaderboardRow, group: RowRecords)], place: String, _ board: Board, on places: (Int, Int)?
  ) {
    let seed = Board.seed(board.title)
    let (rows, groups) = (pair.map(\.row), pair.map(\.group))
    for (query, row) in zip([first, second], rows) where !row.isComplete {
      let planned = row.trials + row.failed + row.missing
      skipped.append(Skipped(place: place, reason: "\(query.text) has \(row.trials) of \(planned) trials"))
      return
    }
    guard let (hits, others, design) = groups[0].paired(with: groups[1]) else {
      skipped.append(Skipped(place: place, reason: "no predictions to compare"))
      return
    }
    guard groups[0].samples == groups[1].samples else {
      skipped.append(Skipped(place: place, reason: "the rows were not scored on the same test samples"))
      return
    }
    let comparison = board.compared(hits, others, design)
    let resampled = ClusterBootstrap(design, resamples: Board.resamples, seed: seed).statistics([hits, others])
    let differences = zip(resampled[0], resampled[1]).map { $0 - $1 }
    let onBoard = places.flatMap { board.onBoard($0, $1) }
    verdicts.append(
      Verdict(
        place: place, first: rows[0], second: rows[1], comparison: comparison, bootstrap: central95(differences),
        holmPValue: comparison.pValue,
        equivalence: margin.flatMap { EquivalenceTest(comparison.difference, margin: $0) },
        firstBestProbability: bestShares(resampled, higherIsBetter: true).first, onBoard: onBoard))
  }

  /// The one row that the query means on the boards; nil where there is none.
  static func row(
    _ query: RowQuery, on boards: [Board], _ filter: RowFilter
  ) throws -> (board: Int, row: Int)? {
    let found = boards.indices.flatMap { board in
      boards[board].rows.indices.filter { row in
        let trial = boards[board].rows[row].trial
        return filter.passes(trial) && query.matches(trial)
      }.map { (board: board, row: $0) }
    }
    guard found.count > 1 else { return found.first }
    let trials = found.map { boards[$0.board].rows[$0.row].trial }
    let classifiers = Set(trials.map(\.classifier.name)).sorted()
    let alike = trials.allSatisfy { $0.alignment == trials[0].alignment }
    let named = RowQuery.list(trials.map(\.alignment))
    let advice =
      alike ? "" : "Choosing the best of them would be selection on the test samples; name one: \(named)."
    let classified =
      classifiers.count > 1 ? "Choose a classifier with --classifier: \(classifiers.joined(separator: ", "))." : ""
    throw InputError(
      "row '\(query.text)'", found: "\(found.count) rows on \(boards[0].title.name)", expected: "one",
      advice: [advice, classified].filter { !$0.isEmpty }.joined(separator: " "))
  }
}
