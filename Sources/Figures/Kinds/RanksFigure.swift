import Diagnostics
import Leaderboards
import Records

/// Average ranks over data sets or boards with Nemenyi's critical difference.
enum RanksFigure: FigureKind {
  static let name = "ranks"
  static let summary = "average ranks over data sets (or boards) with Nemenyi's critical difference"

  static func figures(of study: Study) throws -> Drawings {
    var drawings = Drawings()
    let classifiers = study.parts.map(\.classifier.name).distinct
    let stems = FileStem.distinct(classifiers)
    for (classifier, stem) in zip(classifiers, stems) {
      let parts = study.parts.filter { $0.classifier.name == classifier }
      let boards = parts.map { ($0.board.title, $0.board) }.reduce(into: [(Board.Title, Board)]()) { found, board in
        if !found.contains(where: { $0.0 == board.0 }) { found.append(board) }
      }.map(\.1)
      let datasets = Set(boards.compactMap { $0.rows.first?.trial.dataset })
      do {
        let across = try AcrossDataSets(
          boards: boards, blocks: datasets.count > 1 ? .dataSets : .boards, filter: RowFilter(classifier: classifier))
        guard let trial = boards.first?.rows.first?.trial else { continue }
        drawings.figures.append(
          figure(
            across, like: trial, classifier, name: classifiers.count > 1 ? "\(name)-\(stem)" : name,
            width: study.options.width))
        if !across.leftOut.isEmpty {
          drawings.leftOut.append(
            "\(classifier): \(across.leftOut.count) methods that not all of \(across.boards) boards rank")
        }
      } catch let error as InputError {
        drawings.leftOut.append("\(classifier): found \(error.found), needed \(error.expected)")
      }
    }
    return drawings
  }

  private struct Place {
    let method: AcrossDataSets.Method
    let name: String
    /// The line that its name stands on, from 1.
    let level: Int
  }

  private struct Bar {
    let low: Double
    let high: Double
    let level: Double
  }

  private static func figure(
    _ across: AcrossDataSets, like trial: TrialDescription, _ classifier: String, name: String, width: Double
  ) -> Figure {
    let trials = across.methods.map { method in
      var own = trial
      (own.alignment, own.classifier) = (method.alignment, method.classifier)
      return own
    }
    let names = ShortNames(trials).names
    let places = across.methods.enumerated().map { Place(method: $1, name: names[$0], level: $0 + 1) }
    let bars = bars(across)
    let tables = [
      FigureTable(
        places,
        columns: [
          ("averageRank", { FigureTable.number($0.method.averageRank) }), ("level", { "\($0.level)" }),
          ("pAgainstBest", { FigureTable.number($0.method.pAgainstBest) }),
          ("group", { "\($0.method.tieGroup)" }),
        ] + Looks.columns { $0.method.alignment.name }
          + across.blocks.indices.map { block in
            ("accuracy\(block + 1)", { FigureTable.number($0.method.accuracies[block]) })
          } + [
            ("alignment", { $0.method.alignment.name }), ("parameters", { $0.method.alignment.parameters.description }),
            ("classifier", { $0.method.classifier.name }),
          ]),
      FigureTable(
        part: "bars", bars,
        columns: [
          ("low", { FigureTable.number($0.low) }), ("high", { FigureTable.number($0.high) }),
          ("level", { FigureTable.number($0.level) }),
        ]),
    ]
    return Figure(name: name, tables: tables, script: script(across, places, bars, classifier, name, width))
  }

  /// The longest runs of methods within the critical difference, each a bar; runs inside others are
  /// left out.
  private static func bars(_ across: AcrossDataSets) -> [Bar] {
    let ranks = across.methods.map(\.averageRank)
    var bars: [Bar] = []
    var end = 0
    for start in ranks.indices {
      let last = ranks.lastIndex { $0 - ranks[start] <= across.criticalDifference } ?? start
      if last > start, last > end || bars.isEmpty {
        bars.append(Bar(low: ranks[start], high: ranks[last], level: Double(bars.count + 1)))
      }
      end = max(end, last)
    }
    return bars
  }

  private static func script(
    _ across: AcrossDataSets, _ places: [Place], _ bars: [Bar], _ classifier: String, _ name: String,
    _ width: Double
  ) -> GnuplotScript {
    let unit = across.kind == .dataSets ? "data sets" : "boards"
    let test = across.test.statistic.map { "chi-squared = \(Decimals.short($0)), " } ?? ""
    let head = FigureHead(
      "\(places.count) methods over \(across.blocks.count) \(unit), \(classifier)",
      [
        "Friedman's test: \(test)p = \(Decimals.short(across.test.pValue)). Bars join methods that Nemenyi's test does "
          + "not tell apart at 5 % (critical difference CD = \(Decimals.fixed(across.criticalDifference, places: 2))).",
        across.kind == .boards ? "Boards of one data set share persons, so p is too small." : "",
      ], width: width)
    let widest = places.map { TextWidth.millimetres("\($0.name)  00.0", size: Typeface.base) }.max() ?? 0
    let label = min(widest + 1, 0.5 * width)
    let (axis, barStep, step) = (10.0, 1.6, 3.2)
    let first = Double(bars.count) * barStep + 1.5
    let depth = first + Double(places.count) * step
    var script = GnuplotScript(width: width, height: head.height + axis + depth + 2)
    head.draw(on: &script)
    let frame = Frame(left: label + 2, right: width - 5, bottom: 2, top: 2 + depth)
    let count = places.count
    script.frame(frame)
    script.add("set border 4")
    script.add("set xrange [1:\(count)]")
    // Downward, in millimetres.
    script.add("set yrange [\(GnuplotScript.short(depth)):0]")
    script.add("set x2range [1:\(count)]")
    script.add("set x2tics 1,\(max(1, (count + 4) / 6)),\(count) nomirror offset 0,-0.3")
    script.text("average rank (1 is best)", x: frame.right, y: frame.top + 5, side: .right, size: Typeface.small)
    drawCriticalDifference(across, on: &script, in: frame)
    for place in places {
      let rank = Decimals.fixed(place.method.averageRank, places: 1)
      script.text(
        "\(PlottedText.cut(place.name, to: label - 7, size: Typeface.base))  \(rank)", x: frame.left - 1,
        y: frame.top - first - (Double(place.level) - 0.5) * step, side: .right)
    }
    let c = GnuplotScript.column
    let (rank, down) = (c("averageRank"), "\(GnuplotScript.short(first))+(\(c("level"))-0.5)*\(step)")
    let leader = "vectors nohead lw 0.8 lc rgb '\(Looks.pale)'"
    let groups = GnuplotScript.layer(
      "\(name)-bars.csv", [c("low"), "\(c("level"))*\(barStep)", "\(c("high"))-\(c("low"))", "0"],
      with: "vectors nohead lw 3 lc rgb '\(Looks.ink)'")
    script.plot(
      [
        GnuplotScript.layer("\(name).csv", [rank, "0", "0", down], with: leader),
        GnuplotScript.layer("\(name).csv", [rank, down, "1-\(rank)", "0"], with: leader),
      ] + (bars.isEmpty ? [] : [groups]) + [
        GnuplotScript.layer(
          "\(name).csv", [rank, down, c("marker"), c("colour")], with: "points pt variable ps 0.6*s lc rgb variable")
      ])
    return script
  }

  /// How long the critical difference is on the axis; where it is longer than the axis the head
  /// says its length alone.
  private static func drawCriticalDifference(
    _ across: AcrossDataSets, on script: inout GnuplotScript, in frame: Frame
  ) {
    let reach = across.criticalDifference / Double(max(across.methods.count - 1, 1)) * frame.width
    guard reach <= frame.width else { return }
    let y = frame.top + 7.5
    script.line(from: (frame.left, y), to: (frame.left + reach, y), colour: Looks.ink, width: 1.5)
    for end in [frame.left, frame.left + reach] {
      script.line(from: (end, y - 0.6), to: (end, y + 0.6), colour: Looks.ink, width: 1.5)
    }
    script.text("CD", x: frame.left + reach + 1, y: y, size: Typeface.small)
  }
}
