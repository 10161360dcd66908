import Foundation
import Leaderboards
import Records

/// What a board says in a few short sentences: which row is first, what cannot be told apart from
/// it, and what frames it.
struct BoardSentence {
  private let board: Board
  private let ordering: Ordering
  private let bounds: BoardBounds
  private let names: [String]

  /// - Parameter names: Of the board's rows, in their order.
  init(_ board: Board, ordering: Ordering, bounds: BoardBounds, names: [String]) {
    (self.board, self.ordering, self.bounds, self.names) = (board, ordering, bounds, names)
  }

  var text: String {
    ([leader] + ties + [frame, incomplete].compactMap(\.self)).joined(separator: " ")
  }

  /// The places of the rows that no other row is better than.
  private var leaders: [Int] { board.rows.indices.filter { board.rows[$0].rank == 1 } }

  private var leader: String {
    guard let first = leaders.first else { return "No row of this board has a rank." }
    let score = "\(what) \(value(board.rows[first]))"
    if leaders.count > 1 {
      let shown =
        leaders.count > 3
        ? "\(leaders.count) rows (\(methods(leaders)))"
        : leaders.map { names[$0] }
          .joined(separator: leaders.count == 2 ? " and " : ", ")
      return "\(shown) are equal at the top: \(score)."
    }
    return "\(names[first]) has the \(ordering.isHigherBetter ? "highest" : "lowest") \(score)."
  }

  private var what: String {
    ColumnTitles.title(of: ordering.score, MetricName(ordering.score))
  }

  /// What the tests say of the leader and the rest.
  private var ties: [String] {
    guard let first = leaders.first, board.rows[first].tieGroup != nil else { return [] }
    let ranked = board.rows.indices.filter { board.rows[$0].rank != nil }
    let tied = ranked.filter { board.rows[$0].tieGroup == 1 && !leaders.contains($0) }
    let untested = ranked.filter { board.rows[$0].tieGroup == nil }
    let leader = leaders.count == 1 ? "it" : "them"
    var sentences: [String] = []
    if !tied.isEmpty {
      sentences.append(
        "\(tied.count) more \(tied.count == 1 ? "row" : "rows") cannot be told apart from \(leader): \(methods(tied)).")
    } else if ranked.count > leaders.count + untested.count {
      sentences.append("The tests tell \(leader) apart from every other row that has a rank.")
    }
    if !untested.isEmpty {
      sentences.append(
        "\(untested.count) \(untested.count == 1 ? "row was" : "rows were") scored on other samples and not tested.")
    }
    return sentences
  }

  /// Bounds in accuracy, and where the leader stands to the floor.
  private var frame: String? {
    let parts = [
      bounds.ceiling.map { "the target's own labels give \(accuracy($0))" },
      bounds.none.map { "no alignment \(accuracy($0))" },
      bounds.floor.map { "\($0.trial.alignment.name) \(Self.number($0["accuracy"]))" },
    ].compactMap(\.self)
    guard !parts.isEmpty else { return "The board has no bounds." }
    let words = (ordering == .accuracy ? "" : "in accuracy, ") + parts.joined(separator: ", ") + "."
    let sentence = words.prefix(1).uppercased() + words.dropFirst()
    guard ordering == .accuracy, let first = leaders.first, let interval = board.rows[first].accuracyInterval,
      let floor = bounds.floor?["accuracy"], interval.contains(floor)
    else { return sentence }
    return sentence + " The interval of the first row holds the floor, so it may be guessing."
  }

  private var incomplete: String? {
    let count = board.rows.count { !$0.isComplete }
    guard count > 0 else { return nil }
    return "\(count) \(count == 1 ? "row has" : "rows have") failed or missing trials and no rank."
  }

  /// The methods of these rows, with how many each has.
  private func methods(_ places: [Int]) -> String {
    let names = places.map { board.rows[$0].trial.alignment.name }
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
      .map { counts[$0] == 1 ? $0 : "\($0) (\(counts[$0] ?? 0))" }.joined(separator: ", ")
  }

  private func value(_ row: LeaderboardRow) -> String {
    Self.number(row[ordering.score]) + Self.brackets(row.interval(of: ordering.score))
  }

  private func accuracy(_ row: LeaderboardRow) -> String {
    Self.number(row["accuracy"]) + Self.brackets(row.accuracyInterval)
  }

  private static func number(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "unknown" }

  private static func brackets(_ interval: ClosedRange<Double>?) -> String {
    interval.map { String(format: " [%.3f, %.3f]", $0.lowerBound, $0.upperBound) } ?? ""
  }
}
