import Leaderboards
import Records

/// The rows of a board, best first, with intervals, persons, bounds, ranks and groups.
enum AccuracyFigure: FigureKind {
  static let name = "accuracy"
  static let summary = "accuracy of every row with its 95 % interval, persons as dots, floor and ceiling as lines"

  /// Rows that fit a page.
  static let mostRows = 60

  static func figures(of study: Study) throws -> Drawings {
    var drawings = try Drawings.each(of: study.parts) { try figure($0, width: study.options.width) }
    drawings.leftOut += study.parts.compactMap { part in
      part.rows.count > mostRows
        ? "\(part.title), \(part.classifier.name): the best \(mostRows) of \(part.rows.count) rows are drawn" : nil
    }
    return drawings
  }

  private struct Person {
    let y: Int
    let row: PartRow
    let person: PersonAccuracy
  }

  private static func figure(_ part: BoardPart, width: Double) throws -> Figure {
    let rows = part.rows(atMost: mostRows)
    guard !rows.isEmpty else { throw part.cannot("no complete row with an accuracy") }
    let name = "\(Self.name)-\(part.stem)"
    let persons = rows.enumerated().flatMap { y, row in
      part.board.persons(ofRow: row.place).map { Person(y: y + 1, row: row, person: $0) }
    }
    let tables = [
      FigureTable(
        Array(rows.enumerated()),
        columns: [("y", { "\($0.offset + 1)" })] + PartRow.accuracies { $0.element }
          + Looks.columns { $0.element.method }
          + [
            ("rank", { FigureTable.number($0.element.row.rank) }),
            ("rankLow", { FigureTable.number($0.element.row.rankLow) }),
            ("rankHigh", { FigureTable.number($0.element.row.rankHigh) }),
            ("tieGroup", { FigureTable.number($0.element.row.tieGroup) }),
          ] + PartRow.texts { $0.element }),
      FigureTable(
        part: "persons", persons,
        columns: [
          ("y", { "\($0.y)" }), ("accuracy", { FigureTable.number($0.person.accuracy) }),
          ("person", { "\($0.person.subject)" }), ("samples", { "\($0.person.samples)" }),
        ] + PartRow.texts { $0.row }),
    ]
    let axis = AccuracyAxis(
      rows.enumerated().map { y, row in row.span(persons.filter { $0.y == y + 1 }.map(\.person.accuracy)) })
    return Figure(
      name: name, tables: tables, script: script(part, rows, axis, hasPersons: !persons.isEmpty, name, width))
  }

  private static func script(
    _ part: BoardPart, _ rows: [PartRow], _ range: AccuracyAxis, hasPersons: Bool, _ name: String, _ width: Double
  ) -> GnuplotScript {
    let bounds = BoundLines(part)
    let note = hasPersons ? "Lines: 95 % over \(part.unit). Small rings: persons." : "Lines: 95 % over \(part.unit)."
    let head = FigureHead(part.title, [part.encoders, part.classifierText, "\(part.size). \(note)"], width: width)
    let legend = Legend(bounds.entries, width: width - 4)
    let list = RowList(rows, width: width)
    let groups = RankColumn(rows)
    let (pitch, axis) = (3.2, 8.0)
    let height = head.height + legend.height + 4 + Double(rows.count) * pitch + axis
    var script = GnuplotScript(width: width, height: height)
    head.draw(on: &script)
    legend.draw(on: &script, left: 2, top: height - head.height)
    let frame = Frame(
      left: list.width + 1, right: width - groups.width - 2, bottom: axis, top: axis + Double(rows.count) * pitch)
    list.draw(on: &script, in: frame)
    groups.draw(on: &script, in: frame)
    bounds.draw(on: &script, in: frame, from: range.share, to: 1, upright: true)
    script.frame(frame)
    range.prepare(&script, axis: "x")
    script.add("set yrange [\(rows.count).5:0.5]")
    script.add("set grid xtics lt 1 lc rgb '\(Looks.grid)' lw 0.6")
    script.text("accuracy on the target (%)", x: frame.middle.x, y: 2, side: .center)
    let c = GnuplotScript.column
    let persons = GnuplotScript.layer(
      "\(name)-persons.csv", ["100*\(c("accuracy"))", c("y")], with: "points pt 6 ps 0.35*s lw 0.7 lc rgb '#999999'")
    let edge = rows.enumerated().filter { range.isBelow($0.element.accuracy) }
    for (place, row) in edge {
      script.text(
        "← \(row.accuracyText.dropFirst("accuracy ".count))", x: frame.left + 1,
        y: frame.top - (Double(place) + 0.5) * pitch, size: Typeface.small,
        colour: MethodAppearance(of: row.method).colour, onLines: true)
    }
    script.plot(
      (hasPersons ? [persons] : []) + [
        GnuplotScript.intervals(
          "\(name).csv", at: c("y"), from: "100*\(c("accuracyLow"))", to: "100*\(c("accuracyHigh"))", upright: false,
          colour: c("colour"), width: 1.6),
        GnuplotScript.layer(
          "\(name).csv", ["100*\(c("accuracy"))", c("y"), c("marker"), c("colour")],
          with: "points pt variable ps 0.6*s lc rgb variable"),
      ])
    return script
  }
}
