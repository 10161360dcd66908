import Leaderboards

/// Rows as points over one score, their accuracies upward: with intervals, bounds and a legend of
/// methods.
struct Scatter {
  /// A row at its place.
  struct Point {
    let row: PartRow
    let x: Double
    let interval: ClosedRange<Double>?
  }

  let part: BoardPart
  let name: String
  let points: [Point]
  /// The name of the score in the table.
  let score: String
  /// What stands under the axis.
  let axisTitle: String
  /// Whether the axis is logarithmic.
  let isLogarithmic: Bool
  /// Said above the picture, after the board's size.
  let note: String

  func figure(width: Double) -> Figure {
    let table = FigureTable(
      points,
      columns: [
        (score, { FigureTable.number($0.x) }), ("\(score)Low", { FigureTable.number($0.interval?.lowerBound) }),
        ("\(score)High", { FigureTable.number($0.interval?.upperBound) }),
      ] + PartRow.accuracies { $0.row } + Looks.columns { $0.row.method } + [
        ("rank", { FigureTable.number($0.row.row.rank) })
      ] + PartRow.texts { $0.row })
    return Figure(name: name, tables: [table], script: script(width))
  }

  private func script(_ width: Double) -> GnuplotScript {
    let bounds = BoundLines(part, hasUnaligned: false)
    let methods = points.map(\.row.method).distinct
    let legends = [
      Legend(methods.map { Legend.Entry(name: $0 + below($0), method: $0) }, width: width - 4),
      Legend(bounds.entries, width: width - 4),
    ]
    let legendHeight = legends.reduce(0) { $0 + $1.height }
    let head = FigureHead(
      part.title,
      [
        part.encoders, part.classifierText,
        "\(part.size). Lines: 95 %\(hasIntervals ? "" : " of the accuracy") over \(part.unit).", note,
      ],
      width: width)
    let plotHeight = min(width * 0.62, 75)
    let belowFrame = 9.0
    let height = head.height + plotHeight + belowFrame + legendHeight + 4
    var script = GnuplotScript(width: width, height: height)
    head.draw(on: &script)
    legends[0].draw(on: &script, left: 2, top: legendHeight + 1.5)
    legends[1].draw(on: &script, left: 2, top: legends[1].height + 1.5)
    let bottom = legendHeight + 3 + belowFrame
    let frame = Frame(left: 12, right: width - 3, bottom: bottom, top: bottom + plotHeight - 2)
    script.frame(frame)
    bounds.draw(on: &script, in: frame, from: axis.share, to: 1.02, upright: false)
    let range = xRange
    script.add("set xrange [\(range.lowerBound):\(range.upperBound)]")
    if isLogarithmic { script.add("set logscale x") }
    script.add("set xtics nomirror offset 0,0.4" + (isLogarithmic ? " format '%g'" : ""))
    axis.prepare(&script, axis: "y", beyond: 2)
    script.add("set grid xtics ytics lt 1 lc rgb '\(Looks.grid)' lw 0.6")
    script.text(axisTitle, x: frame.middle.x, y: frame.bottom - 6, side: .center)
    script.text("accuracy on the target (%)", x: 2.5, y: frame.middle.y, side: .center, turned: true)
    script.plot(layers)
    return script
  }

  private var axis: AccuracyAxis { AccuracyAxis(points.map { $0.row.span() }) }

  private var hasIntervals: Bool { points.contains { $0.interval != nil } }

  private var layers: [String] {
    let c = GnuplotScript.column
    let (x, y) = (c(score), "100*\(c("accuracy"))")
    let upright = GnuplotScript.intervals(
      "\(name).csv", at: x, from: "100*\(c("accuracyLow"))", to: "100*\(c("accuracyHigh"))", upright: true,
      colour: c("colour"))
    let level = GnuplotScript.intervals(
      "\(name).csv", at: y, from: c("\(score)Low"), to: c("\(score)High"), upright: false, colour: c("colour"))
    let marks = GnuplotScript.layer(
      "\(name).csv", [x, y, c("marker"), c("colour")], with: "points pt variable ps 0.65*s lc rgb variable")
    return [upright] + (hasIntervals ? [level] : []) + [marks] + belowAxis(x)
  }

  /// What the legend says of a method whose rows stand below the axis.
  private func below(_ method: String) -> String {
    let texts = points.map(\.row).filter { $0.method == method && axis.isBelow($0.accuracy) }.map {
      PartRow.percent($0.accuracy)
    }
    return texts.isEmpty ? "" : " (↓ \(texts.prefix(3).joined(separator: ", "))\(texts.count > 3 ? ", …" : "") %)"
  }

  /// Rows below the axis stand at its edge; the legend has their accuracies.
  private func belowAxis(_ x: String) -> [String] {
    guard points.contains(where: { axis.isBelow($0.row.accuracy) }) else { return [] }
    let c = GnuplotScript.column
    let edge = "100*\(c("accuracy")) < \(axis.low) ? \(axis.low) : NaN"
    return [
      GnuplotScript.layer(
        "\(name).csv", [x, edge, c("marker"), c("colour")], with: "points pt variable ps 0.65*s lc rgb variable")
    ]
  }

  /// All points with their intervals, and a little more.
  private var xRange: ClosedRange<Double> {
    let all = points.flatMap { [$0.x] + ($0.interval.map { [$0.lowerBound, $0.upperBound] } ?? []) }
    let positive = isLogarithmic ? all.filter { $0 > 0 } : all
    guard let low = positive.min(), let high = positive.max() else { return 0...1 }
    guard isLogarithmic else {
      let pad = max(0.06 * (high - low), 0.01 * abs(high), 1e-9)
      return (low >= 0 ? max(0, low - pad) : low - pad)...(high + pad)
    }
    return low / 1.5...high * 1.5
  }
}
