import Leaderboards
import Records

/// One score of every method over one parameter.
struct PageCurves: Encodable, Sendable {
  struct Series: Encodable, Sendable {
    let name: String
    let method: String
    let source: String
    let target: String
    let values: [Double?]
    let low: [Double?]
    let high: [Double?]
  }

  /// The place of the results folder.
  let result: Int
  let parameter: String
  let score: String
  let title: String
  let points: [Double]
  let series: [Series]
  let leftOut: [String]

  /// What curves are drawn of, where rows have it.
  private static let scores = ["accuracy", "macroF1", "cmae", "cmaeNormalised", "recallAt1"]

  /// All curves of a results folder.
  static func all(of leaderboard: Leaderboard, result: Int) -> [PageCurves] {
    Curves.parameters(of: leaderboard).flatMap { parameter in
      scores.compactMap { score in
        // A parameter that means several rows at one value has no curve.
        (try? Curves(leaderboard, over: parameter, score: score)).flatMap { PageCurves($0, result: result) }
      }
    }
  }

  /// Nil where no method stands at three values: that is no curve.
  private init?(_ curves: Curves, result: Int) {
    func count(_ series: Curves.Series) -> Int { series.values.count { $0 != nil } }
    guard curves.series.contains(where: { count($0) > 2 }) else { return nil }
    self.result = result
    (parameter, score, points) = (curves.parameter, curves.score, curves.points)
    let single = curves.series.filter { count($0) < 2 }
    leftOut = curves.leftOut + single.map { "\($0.name): one value alone" }
    title = "\(ColumnTitles.title(of: score, MetricName(score))) over \(curves.parameter)"
    series = curves.series.filter { count($0) > 1 }.map { series in
      Series(
        name: series.name, method: series.trial.alignment.name, source: series.trial.source,
        target: series.trial.target, values: series.values.map { $0?.shortened(to: 5) },
        low: series.intervals.map { $0?.lowerBound.shortened(to: 5) },
        high: series.intervals.map { $0?.upperBound.shortened(to: 5) })
    }
  }
}
