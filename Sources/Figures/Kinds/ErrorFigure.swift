import Leaderboards
import Metrics
import Statistics

/// Accuracy against the alignment error, with their rank correlation over the rows.
enum ErrorFigure: FigureKind {
  static let name = "cmae"
  static let summary = "accuracy against CMAE, with rank correlation and its interval"

  static let axisTitle = "CMAE on test pairs (units of the latents)"

  static func figures(of study: Study) throws -> Drawings {
    try errorFigures(of: study, name: name, metric: .cmae, title: axisTitle)
  }
}

/// The same of the error that is free of scale.
enum NormalisedErrorFigure: FigureKind {
  static let name = "cmae-normalised"
  static let summary = "accuracy against normalised CMAE, with rank correlation and its interval"

  static func figures(of study: Study) throws -> Drawings {
    try errorFigures(
      of: study, name: name, metric: .cmaeNormalised, title: "normalised CMAE on test pairs (0 perfect, 1 unrelated)")
  }
}

private func errorFigures(
  of study: Study, name: String, metric: AlignmentMetric, title: String
) throws -> Drawings {
  let score = metric.description.name
  return try Drawings.each(of: study.parts) { part in
    let points = part.rows.compactMap { row in
      row.row[score].map { Scatter.Point(row: row, x: $0, interval: row.row.interval(of: score)) }
    }
    guard points.count >= 2 else { throw part.cannot("fewer than two rows with \(score)") }
    let ranked = points.filter { $0.row.row.rank != nil }
    let low = points.map(\.x).filter { $0 > 0 }.min() ?? 1
    let isWide = points.allSatisfy { $0.x > 0 } && (points.map(\.x).max() ?? 1) / low > 20
    let zeros = points.contains { $0.interval.map { $0.lowerBound <= 0 } ?? false }
    return Scatter(
      part: part, name: "\(name)-\(part.stem)", points: points, score: score, axisTitle: title,
      isLogarithmic: isWide && !zeros, note: correlation(ranked, score)
    ).figure(width: study.options.width)
  }
}

/// What is said of the rows: `Spearman's rank correlation -0.41 [-0.78, 0.16], n = 14 rows`.
private func correlation(_ points: [Scatter.Point], _ score: String) -> String {
  let rows = "n = \(points.count) ranked rows"
  guard let found = RankCorrelation(points.map(\.x), points.map(\.row.accuracy)) else {
    return "Spearman's rank correlation: undefined, \(rows)."
  }
  let interval =
    found.interval.map { " [\(Decimals.signed($0.low)), \(Decimals.signed($0.high))]" }
    ?? " (too few rows for an interval)"
  return "Spearman's rank correlation \(Decimals.signed(found.coefficient))\(interval), \(rows)."
}
