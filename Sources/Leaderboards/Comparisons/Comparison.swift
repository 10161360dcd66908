import Benchmarking
import Diagnostics
import Foundation
import Metrics
import Statistics

/// Two methods on every board that has both: a paired verdict a board, corrected over the boards.
///
/// A name must mean one row on a board. Of several rows none is chosen by its accuracy, since that would be selection on
/// the test samples.
public struct Comparison: Sendable {
  /// What is said of one board.
  public struct Verdict: Sendable {
    /// The board's title, with its encoders where several boards have the same.
    public let place: String
    /// The rows.
    public let first: LeaderboardRow, second: LeaderboardRow
    /// The comparison of their hits, sample by sample.
    public let comparison: PairedComparison
    /// The percentiles of the difference in a bootstrap that both rows share.
    public let bootstrap: Interval?
    /// The permutation test's p; McNemar's with one subject in one split.
    public let pValue: Double
    /// That p, corrected by Holm over all boards compared.
    public fileprivate(set) var holmPValue: Double
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
  /// In the order of the boards.
  public private(set) var verdicts: [Verdict] = []
  /// In the order of the boards.
  public private(set) var skipped: [Skipped] = []

  /// Compares on the test samples of every board.
  /// - Throws: `InputError` for a name that means no row, or several on one board.
  public init(_ leaderboard: Leaderboard, _ first: RowQuery, _ second: RowQuery, filter: RowFilter = RowFilter()) throws
  {
    self.first = first
    self.second = second
    try filter.check(among: leaderboard.rows.map(\.trial))
    let alignments = leaderboard.rows.map(\.trial).filter(filter.passes).map(\.alignment)
    for query in [first, second] { try query.check(among: alignments) }
    let names = leaderboard.boards.map(\.title.name)
    for board in leaderboard.boards {
      let places = try [first, second].map { try Self.place($0, on: board, filter) }
      let title = board.title
      let place = names.count { $0 == title.name } > 1 ? "\(title.name) (\(title.encoders))" : title.name
      guard let a = places[0], let b = places[1] else {
        let absent = zip([first, second], places).filter { $0.1 == nil }.map { "no row \($0.0.text)" }
        if absent.count == 1 { skipped.append(Skipped(place: place, reason: absent[0])) }
        continue
      }
      guard a != b else {
        throw InputError(
          "rows '\(first.text)' and '\(second.text)'", found: "one and the same row", expected: "two different rows")
      }
      compare(a, b, on: board, place: place)
    }
    let adjusted = holmAdjusted(verdicts.map(\.pValue))
    for index in verdicts.indices { verdicts[index].holmPValue = adjusted[index] }
  }

  /// Whether every board with both methods could be judged.
  public var isComplete: Bool { !skipped.contains { $0.reason.contains("trials") } }

  private mutating func compare(_ a: Int, _ b: Int, on board: Board, place: String) {
    let rows = [board.rows[a], board.rows[b]]
    let groups = [board.groups[a], board.groups[b]]
    for (query, row) in zip([first, second], rows) where !row.isComplete {
      let planned = row.trials + row.failed + row.missing
      skipped.append(Skipped(place: place, reason: "\(query.text) has \(row.trials) of \(planned) trials"))
      return
    }
    guard let hits = groups[0].hits, let others = groups[1].hits, let design = groups[0].design else {
      skipped.append(Skipped(place: place, reason: "no predictions to compare"))
      return
    }
    guard groups[0].samples == groups[1].samples else {
      skipped.append(Skipped(place: place, reason: "the rows were not scored on the same test samples"))
      return
    }
    let seed = Board.seed(board.title)
    let comparison = PairedComparison(hits, others, design: design, hits: true, seed: seed.deriving("sign-flips"))
    let resampled = ClusterBootstrap(design, resamples: Board.resamples, seed: seed).statistics([hits, others])
    let differences = zip(resampled[0], resampled[1]).map { $0 - $1 }
    let pValue = comparison.signFlips?.pValue ?? comparison.mcnemar?.pValue ?? 1
    verdicts.append(
      Verdict(
        place: place, first: rows[0], second: rows[1], comparison: comparison,
        bootstrap: central95(differences), pValue: pValue,
        holmPValue: pValue))
  }

  /// The one row that the query means on the board; nil where there is none.
  private static func place(_ query: RowQuery, on board: Board, _ filter: RowFilter) throws -> Int? {
    let found = board.rows.indices.filter {
      filter.passes(board.rows[$0].trial) && query.matches(board.rows[$0].trial.alignment)
    }
    guard found.count > 1 else { return found.first }
    let trials = found.map { board.rows[$0].trial }
    let classifiers = Set(trials.map(\.classifier.name)).sorted()
    let alike = trials.allSatisfy { $0.alignment == trials[0].alignment }
    let named = RowQuery.list(trials.map(\.alignment))
    let advice =
      alike ? "" : "Choosing the best of them would be selection on the test samples; name one: \(named)."
    let classified =
      classifiers.count > 1 ? "Choose a classifier with --classifier: \(classifiers.joined(separator: ", "))." : ""
    throw InputError(
      "row '\(query.text)'", found: "\(found.count) rows on \(board.title.name)", expected: "one",
      advice: [advice, classified].filter { !$0.isEmpty }.joined(separator: " "))
  }
}
