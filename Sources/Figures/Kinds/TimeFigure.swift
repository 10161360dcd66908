import Leaderboards

/// Accuracy against the time to fit the alignment.
enum TimeFigure: FigureKind {
  static let name = "time"
  static let summary = "accuracy against the seconds to fit the alignment"

  static func figures(of study: Study) throws -> Drawings {
    return try Drawings.each(of: study.parts) { part in
      let points = part.rows.compactMap { row in
        row.row.fitSeconds.flatMap { $0 > 0 ? Scatter.Point(row: row, x: $0, interval: nil) : nil }
      }
      guard !points.isEmpty else { throw part.cannot("no row with the seconds of its fit") }
      return Scatter(
        part: part, name: "\(name)-\(part.stem)", points: points, score: "fitSeconds",
        axisTitle: "mean time to fit the alignment (s)", isLogarithmic: true,
        note: "One run a split: times have no interval."
      ).figure(width: study.options.width)
    }
  }
}
