import Records
import Diagnostics
import Files
import Foundation

/// One score of every method as a function of one parameter: of the data (a sweep), of the
/// alignment (a grid), or of the conditions (an axis).
///
/// A point is the mean over the splits of one row of a leaderboard. A series is all rows that
/// differ in the parameter alone. Rows without the parameter and series without the score are left
/// out, and `leftOut` says which. Over an axis all methods have a curve, bounds too, and its
/// default, which all rows without a condition stand at, is a point: 0, or for an axis whose
/// default is all there is the mean number of that. Over any other parameter the rows are those
/// without a condition.
public struct Curves: Sendable, Equatable, Encodable {
  /// One method's values.
  public struct Series: Sendable, Equatable, Encodable {
    /// The alignment with what tells the series from others.
    public let name: String
    /// What its rows share: a description without the parameter.
    public let trial: TrialDescription
    /// The score at each value of the parameter; nil where the method has none.
    public let values: [Double?]
    /// The 95 % interval of each value, as its row has it; nil where there is none.
    public let intervals: [ClosedRange<Double>?]

    /// JSON keeps its form: intervals and descriptions are in the rows of the leaderboard.
    private enum CodingKeys: CodingKey { case name, values }
  }

  public let parameter: String
  public let score: String
  /// The parameter's values, ascending.
  public let points: [Double]
  /// The series in the order of the plan.
  public let series: [Series]
  /// What has no place on the curves, with the reason, in the order of the plan.
  public let leftOut: [String]

  /// The parameters that curves of these results can be drawn over.
  public static func parameters(of leaderboard: Leaderboard) -> [String] {
    CurveParameter.varied(in: leaderboard.rows)
  }

  /// Collects the curves.
  /// - Throws: `InputError` where no row has the parameter, or none the score, or the parameter
  ///   means several things.
  public init(_ leaderboard: Leaderboard, over parameter: String, score: String) throws {
    let order = Dictionary(leaderboard.plan.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = leaderboard.rows.sorted { (order[$0.trial] ?? .max) < (order[$1.trial] ?? .max) }
    let abscissa = try CurveParameter(parameter, among: rows)
    let placed = rows.compactMap { row in abscissa.place(of: row).map { (x: $0, row: row) } }
    guard placed.contains(where: { $0.row[score] != nil }) else {
      let known = Set(placed.flatMap(\.row.scores.keys)).sorted()
      throw InputError(
        "score '\(score)'", found: "no row that has it", expected: "a score of the records",
        advice: suggestion(for: score, among: known))
    }
    self.parameter = parameter
    self.score = score
    let points = Set(placed.map(\.x)).sorted()
    self.points = points
    var trials: [TrialDescription] = []
    var cells: [[LeaderboardRow?]] = []
    var places: [TrialDescription: Int] = [:]
    for (x, row) in placed {
      let identity = abscissa.identity(of: row.trial)
      let point = points.firstIndex(of: x) ?? 0
      let place = places[identity] ?? trials.count
      if place == trials.count {
        places[identity] = place
        trials.append(identity)
        cells.append(points.map { _ in nil })
      } else if cells[place][point]?[score] != nil {
        throw InputError(
          "parameter '\(parameter)'",
          found: "two rows of \(row.trial.alignment.name) that differ in nothing else at \(x)",
          expected: "one row a value", advice: "Name the parameter by all keys that lead to it.")
      }
      cells[place][point] = row
    }
    let names = SeriesNames(trials).names
    let all = names.indices.map { place in
      Series(
        name: names[place], trial: trials[place], values: cells[place].map { $0?[score] },
        intervals: cells[place].map { $0?.interval(of: score) })
    }
    series = all.filter { $0.values.contains { $0 != nil } }
    let without = rows.filter { abscissa.place(of: $0) == nil }.map { row in
      row.trial.alignment.name + (row.trial.condition.map { " at \($0)" } ?? "")
    }
    leftOut =
      without.counted.map { "\($0): no \(parameter)\($1 > 1 ? " in \($1) rows" : "")" }
      + all.filter { !$0.values.contains { $0 != nil } }.map { "\($0.name): no \(score)" }
  }
}

extension [String] {
  /// Each text once, in the order of its first place, with how often it is there.
  fileprivate var counted: [(String, Int)] {
    reduce(into: []) { counts, text in
      if let place = counts.firstIndex(where: { $0.0 == text }) {
        counts[place].1 += 1
      } else {
        counts.append((text, 1))
      }
    }
  }
}
