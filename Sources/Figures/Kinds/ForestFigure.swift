import Diagnostics
import Leaderboards
import Statistics

/// The difference of two rows in every data set, their mean, and where a new data set would lie.
enum ForestFigure: FigureKind {
  static let name = "forest"
  static let summary =
    "difference of two rows (--pair) in each data set, their mean, and where a new data set would lie"

  static func figures(of study: Study) throws -> Drawings {
    guard let pair = study.options.pair else {
      let isWanted = study.options.kinds?.contains(name) == true
      return Drawings(leftOut: isWanted ? ["name two rows with --pair, such as --pair perfect ridge-cca"] : [])
    }
    do {
      let difference = try DifferenceAcrossDataSets(
        study.results.map(\.leaderboard), pair.first, pair.second, names: pair.names
      ) { study.options.draws("\($0.title.name) \($0.title.encoders)") }
      return Drawings(figures: [figure(difference, width: study.options.width)], leftOut: difference.leftOutNotes)
    } catch let error as InputError {
      return Drawings(leftOut: ["found \(error.found), needed \(error.expected). \(error.advice)"])
    }
  }

  /// A line of the figure.
  private struct Line {
    enum Kind: String { case dataSet = "data set", outside = "not in the mean", mean, prediction = "new data set" }

    let kind: Kind
    let name: String
    let persons: Int?
    let difference: Double?
    let interval: Interval?
    let weight: Double?

    var colour: String {
      switch kind {
      case .dataSet, .mean: Looks.ink
      case .outside, .prediction: Looks.grey
      }
    }

    /// The side of the square, as its area is the weight.
    var size: Double { weight.map { 0.4 + 1.2 * $0.squareRoot() } ?? 0.5 }

    /// In points: `−1.2 [−3.0, 0.6]`.
    var text: String {
      func points(_ value: Double) -> String {
        Decimals.fixed(value * 100, places: 1).replacing("-", with: "\u{2212}")
      }
      let own = difference.map(points) ?? ""
      let reach = interval.map { "[\(points($0.low)), \(points($0.high))]" } ?? ""
      return own.isEmpty ? reach : "\(own) \(reach)"
    }
  }

  private static func lines(_ difference: DifferenceAcrossDataSets) -> [Line] {
    let sets = difference.dataSets.map { own in
      Line(
        kind: own.weight == nil ? .outside : .dataSet, name: own.name, persons: own.persons,
        difference: own.estimate.mean, interval: own.estimate.interval, weight: own.weight)
    }
    let mean = difference.model.mean
    return sets + [
      Line(
        kind: .mean, name: "mean over data sets", persons: nil, difference: mean.mean, interval: mean.interval,
        weight: nil)
    ]
      + (difference.model.prediction.map {
        [Line(kind: .prediction, name: "a new data set", persons: nil, difference: nil, interval: $0, weight: nil)]
      } ?? [])
  }

  private static func figure(_ difference: DifferenceAcrossDataSets, width: Double) -> Figure {
    let lines = lines(difference)
    let table = FigureTable(
      Array(lines.enumerated()),
      columns: [
        ("y", { "\($0.offset + 1)" }), ("difference", { FigureTable.number($0.element.difference) }),
        ("differenceLow", { FigureTable.number($0.element.interval?.low) }),
        ("differenceHigh", { FigureTable.number($0.element.interval?.high) }),
        ("weight", { FigureTable.number($0.element.weight) }), ("size", { FigureTable.number($0.element.size) }),
        ("colour", { Looks.dataColour($0.element.colour) }),
        // Squares, rings for what is not in the mean, a diamond for the mean.
        ("marker", { $0.element.kind == .mean ? "13" : $0.element.kind == .dataSet ? "5" : "4" }),
        ("persons", { FigureTable.number($0.element.persons) }), ("kind", { $0.element.kind.rawValue }),
        ("dataSet", { $0.element.name }),
      ])
    return Figure(name: name, tables: [table], script: script(difference, lines, width))
  }

  private static func script(
    _ difference: DifferenceAcrossDataSets, _ lines: [Line], _ width: Double
  ) -> GnuplotScript {
    let head = FigureHead(
      "\(difference.first.text) less \(difference.second.text)",
      difference.sentences + ["Lines: 95 %. Squares: data sets, the area as their weight. Diamond: the mean."],
      width: width)
    let names = lines.map { line in line.persons.map { "\(line.name) (\($0))" } ?? line.name }
    let widest = names.map { TextWidth.millimetres(PlottedText.line($0), size: Typeface.base) }.max() ?? 0
    let right =
      (lines.map(\.text) + ["points [95 %]"]).map { TextWidth.millimetres($0, size: Typeface.small) }.max() ?? 0
    let left = min(widest + 3, 0.35 * width)
    let (pitch, axis) = (4.0, 8.0)
    let height = head.height + 4 + Double(lines.count) * pitch + axis
    var script = GnuplotScript(width: width, height: height)
    head.draw(on: &script)
    let frame = Frame(
      left: left + 1, right: width - right - 3, bottom: axis, top: axis + Double(lines.count) * pitch)
    script.text(
      "persons", x: frame.left - 1, y: frame.top + 1.6, side: .right, size: Typeface.small, colour: Looks.grey)
    script.text(
      "points [95 %]", x: width - 2, y: frame.top + 1.6, side: .right, size: Typeface.small, colour: Looks.grey)
    for (place, line) in lines.enumerated() {
      let y = frame.top - (Double(place) + 0.5) * pitch
      script.text(
        PlottedText.cut(names[place], to: left - 1.5, size: Typeface.base), x: frame.left - 1, y: y, side: .right,
        colour: line.colour)
      script.text(line.text, x: width - 2, y: y, side: .right, size: Typeface.small, colour: line.colour)
    }
    script.frame(frame)
    let range = range(lines)
    script.add("set xrange [\(GnuplotScript.short(range.lowerBound)):\(GnuplotScript.short(range.upperBound))]")
    script.add("set xtics nomirror offset 0,0.4")
    script.add("set yrange [\(lines.count).5:0.5]")
    script.add("set grid xtics lt 1 lc rgb '\(Looks.grid)' lw 0.6")
    let zero = frame.left + (0 - range.lowerBound) / (range.upperBound - range.lowerBound) * frame.width
    script.line(from: (zero, frame.bottom), to: (zero, frame.top), colour: Looks.grey, width: 1)
    script.text("difference in points of accuracy", x: frame.middle.x, y: 2, side: .center)
    let c = GnuplotScript.column
    script.plot([
      GnuplotScript.intervals(
        "\(name).csv", at: c("y"), from: "100*\(c("differenceLow"))", to: "100*\(c("differenceHigh"))", upright: false,
        colour: c("colour"), width: 1.4),
      GnuplotScript.layer(
        "\(name).csv", ["100*\(c("difference"))", c("y"), "\(c("size"))*s", c("marker"), c("colour")],
        with: "points pt variable ps variable lc rgb variable"),
    ])
    return script
  }

  /// All intervals but the prediction's, which may be far wider, with 0; in points.
  private static func range(_ lines: [Line]) -> ClosedRange<Double> {
    let ends = lines.filter { $0.kind != .prediction }.flatMap { [$0.interval?.low, $0.interval?.high] }.compactMap(
      \.self)
    let (low, high) = ((ends.min() ?? 0) * 100, (ends.max() ?? 0) * 100)
    let room = max(1, 0.1 * (high - low))
    return (min(low, 0) - room)...(max(high, 0) + room)
  }
}
