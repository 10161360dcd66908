import Leaderboards
import Metrics
import Records

/// Which class is taken for which: of the best-ranked row, or of a named one.
enum ConfusionFigure: FigureKind {
  static let name = "confusion"
  static let summary = "confusion matrix of the best-ranked row, or of --row"

  static func figures(of study: Study) throws -> Drawings {
    return try Drawings.each(of: study.parts) { part in
      try figure(part, try part.row(study.options.row), width: study.options.width)
    }
  }

  private struct Cell {
    let truth: Int
    let predicted: Int
    let count: Int
    let share: Double
  }

  private static func figure(_ part: BoardPart, _ row: PartRow, width: Double) throws -> Figure {
    let (matrix, classes) = try confusion(part, row)
    let used = (0..<matrix.classCount).filter { matrix.truthCount(of: $0) > 0 || matrix.predictionCount(of: $0) > 0 }
    let cells = used.enumerated().flatMap { y, truth in
      used.enumerated().compactMap { x, predicted -> (Int, Int, Cell)? in
        let total = matrix.truthCount(of: truth)
        guard total > 0 else { return nil }
        let count = matrix.counts[truth][predicted]
        return (
          x + 1, y + 1, Cell(truth: truth, predicted: predicted, count: count, share: Double(count) / Double(total))
        )
      }
    }
    let name = "\(Self.name)-\(part.stem)"
    let table = FigureTable(
      cells,
      columns: [
        ("column", { "\($0.0)" }), ("row", { "\($0.1)" }), ("share", { FigureTable.number($0.2.share) }),
        ("count", { "\($0.2.count)" }), ("true", { classes[$0.2.truth] }), ("predicted", { classes[$0.2.predicted] }),
      ])
    let unanswered = matrix.withoutPrediction.reduce(0, +)
    let notes = [
      part.encoders, "\(row.name), \(part.classifierText)",
      "\(row.accuracyText) (95 % over \(part.unit)). \(part.size).",
      unanswered > 0 ? "Without a prediction: \(unanswered)." : "",
    ]
    return Figure(
      name: name, tables: [table],
      script: script(name, FigureHead(part.title, notes, width: width), used.map { classes[$0] }, width))
  }

  /// The counts of all splits and repetitions together, and the classes' names.
  private static func confusion(_ part: BoardPart, _ row: PartRow) throws -> (ConfusionMatrix, [String]) {
    var sum: ConfusionMatrix?
    var classes: [String] = []
    for trial in part.result.leaderboard.plannedTrials(of: row.row) {
      guard let record = try part.result.store.record(of: trial), let own = record.confusion else {
        throw part.cannot("\(row.name) has a record without a confusion matrix")
      }
      guard classes.isEmpty || classes == record.classNames else {
        throw part.cannot("the splits have different classes")
      }
      classes = record.classNames
      sum = sum.map { $0 + own } ?? own
    }
    guard let sum else { throw part.cannot("\(row.name) has no records") }
    return (sum, classes)
  }

  private static func script(_ name: String, _ head: FigureHead, _ classes: [String], _ width: Double) -> GnuplotScript
  {
    let names = classes.enumerated().map { "\($0.offset + 1)  \($0.element)" }
    let widest = names.map { TextWidth.millimetres(PlottedText.line($0), size: Typeface.small) }.max() ?? 0
    let left = min(widest + 2, 0.3 * width) + 5
    // Square cells, tall enough for a name.
    let pitch = max(2.2, min((width - left - 2) / Double(max(classes.count, 1)), 8))
    let right = min(width - 2, left + Double(classes.count) * pitch)
    let axis = 13.0
    let top = axis + Double(classes.count) * pitch
    var script = GnuplotScript(width: width, height: top + head.height + 1)
    head.draw(on: &script)
    let frame = Frame(left: left, right: right, bottom: axis, top: top)
    for (place, text) in names.enumerated() {
      script.text(
        PlottedText.cut(text, to: left - 6, size: Typeface.small), x: left - 1,
        y: top - (Double(place) + 0.5) * pitch, side: .right, size: Typeface.small)
    }
    let map = HeatMap(
      file: "\(name).csv", value: "share", columnCount: classes.count, rowCount: classes.count, frame: frame,
      leavesZeros: true)
    map.prepare(&script)
    let below = map.nameColumns(classes.indices.map { "\($0 + 1)" }, on: &script)
    script.text("predicted class", x: frame.middle.x, y: axis - below - 1.7, side: .center)
    script.text("true class", x: 2.5, y: frame.middle.y, side: .center, turned: true)
    HeatMap.scale(
      "share of the true class (%)" + (map.fits("00") ? "; numbers: samples" : ""), on: &script, left: 2,
      right: width - 2, y: 2, ends: ("0", "100"))
    let count = GnuplotScript.column("count")
    let text = "\(count) > 0 ? sprintf('%.0f', \(count)) : ''"
    script.plot([map.cells] + (map.fits("00") ? [map.texts(text)] : []))
    return script
  }
}
