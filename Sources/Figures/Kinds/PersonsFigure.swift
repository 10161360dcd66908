import Leaderboards
import Statistics

/// The accuracy of every row with every person.
enum PersonsFigure: FigureKind {
  static let name = "persons"
  static let summary = "accuracy of every row with every person"

  static func figures(of study: Study) throws -> Drawings {
    return try Drawings.each(of: study.parts) { try figure($0, width: study.options.width) }
  }

  private struct Cell {
    let y: Int
    let x: Int
    let row: PartRow
    let person: PersonAccuracy

    /// Wilson's, as if the person's samples were independent.
    var interval: Interval? {
      Interval.wilson(
        successes: Int((person.accuracy * Double(person.samples)).rounded()), of: person.samples)
    }
  }

  private static func figure(_ part: BoardPart, width: Double) throws -> Figure {
    let all = part.rows(atMost: AccuracyFigure.mostRows).map { row in
      (row: row, persons: part.board.persons(ofRow: row.place))
    }.filter { !$0.persons.isEmpty }
    guard !all.isEmpty else { throw part.cannot("no predictions") }
    let persons = Set(all.flatMap { $0.persons.map(\.subject) }).sorted()
    let cells = all.enumerated().flatMap { y, row in
      row.persons.map { person in
        Cell(y: y + 1, x: (persons.firstIndex(of: person.subject) ?? 0) + 1, row: row.row, person: person)
      }
    }
    let name = "\(Self.name)-\(part.stem)"
    let table = FigureTable(
      cells,
      columns: [
        ("column", { "\($0.x)" }), ("row", { "\($0.y)" }), ("accuracy", { FigureTable.number($0.person.accuracy) }),
        ("wilsonLow", { FigureTable.number($0.interval?.low) }),
        ("wilsonHigh", { FigureTable.number($0.interval?.high) }), ("person", { "\($0.person.subject)" }),
        ("samples", { "\($0.person.samples)" }),
      ] + PartRow.texts { $0.row })
    let halves = cells.compactMap { cell in cell.interval.map { ($0.high - $0.low) / 2 } }
    let note = halves.max().map { "One cell's 95 % (Wilson, clips): up to ±\(Int(($0 * 100).rounded())) points." } ?? ""

    let list = RowList(all.map(\.row), width: width)
    let head = FigureHead(
      part.title, [part.encoders, part.classifierText, "\(part.size). Accuracy on the target (%). \(note)"],
      width: width)
    let (pitch, axis) = (3.2, 12.0)
    let height = head.height + Double(all.count) * pitch + axis + 1
    var script = GnuplotScript(width: width, height: height)
    head.draw(on: &script)
    let left = list.width + 1
    let right = min(width - 2, left + Double(persons.count) * 9)
    let frame = Frame(left: left, right: right, bottom: axis, top: axis + Double(all.count) * pitch)
    list.draw(on: &script, in: frame)
    let map = HeatMap(
      file: "\(name).csv", value: "accuracy", columnCount: persons.count, rowCount: all.count, frame: frame)
    map.prepare(&script)
    let below = map.nameColumns(persons.map(String.init), on: &script)
    script.text("person", x: frame.middle.x, y: frame.bottom - below - 1.7, side: .center)
    HeatMap.scale(
      "accuracy (%)", on: &script, left: 2, right: width - 2, y: 2, ends: ("0", "100"))
    let percent = "sprintf('%.0f', 100*\(GnuplotScript.column("accuracy")))"
    script.plot([map.cells] + (map.fits("100") ? [map.texts(percent)] : []))
    return Figure(name: name, tables: [table], script: script)
  }
}
