import Leaderboards
import Records

/// The series of one direction, protocol and classifier over one parameter.
struct CurveChart {
  let curves: Curves
  let score: CurveScore
  let series: [Curves.Series]
  /// Names of the series among themselves.
  let names: [String]
  /// How many were tested, at most, at a point.
  let persons: Int?
  let samples: Int

  /// The series in groups of one picture each.
  static func charts(_ curves: Curves, of score: CurveScore, rows: [LeaderboardRow]) -> [CurveChart] {
    // A series of one point is no curve.
    let drawn = curves.series.filter { series in series.values.count { $0 != nil } > 1 }
    return drawn.map(group).distinct.map { key in
      let series = drawn.filter { group($0) == key }
      let own = rows.filter { row in
        row.isComplete && row.trial.source == key.source && row.trial.target == key.target
          && row.trial.protocol == key.protocol && row.trial.classifier == key.classifier
      }
      return CurveChart(
        curves: curves, score: score, series: series, names: ShortNames(series.map(\.trial)).names,
        persons: own.compactMap(\.subjects).max(), samples: own.map(\.testSamples).max() ?? 0)
    }
  }

  private static func group(_ series: Curves.Series) -> TrialDescription {
    var trial = series.trial
    trial.alignment = .init(name: "")
    return trial
  }

  private var trial: TrialDescription { series[0].trial }
  var direction: String { "\(trial.source) -> \(trial.target) \(trial.classifier.name)" }
  var title: String {
    let parameters = trial.protocol.parameters.description
    return "\(trial.dataset), \(trial.protocol.name)\(parameters.isEmpty ? "" : " (\(parameters))"): "
      + "\(trial.source) → \(trial.target)"
  }

  private struct Point {
    let series: Int
    let name: String
    let method: String
    let parameters: String
    let x: Double
    /// Where it is drawn: beside the points of other series.
    let place: Double
    let value: Double
    let interval: ClosedRange<Double>?
  }

  /// The points series by series.
  private func points(_ axis: CurveAxis, _ used: [Int]) -> [Point] {
    series.indices.flatMap { index in
      used.enumerated().compactMap { place, point in
        series[index].values[point].map { value in
          Point(
            series: index, name: names[index], method: series[index].trial.alignment.name,
            parameters: series[index].trial.alignment.parameters.description, x: curves.points[point],
            place: axis.place(place, series: index, of: series.count), value: value,
            interval: series[index].intervals[point])
        }
      }
    }
  }

  func figure(name: String, width: Double) -> Figure {
    let used = curves.points.indices.filter { point in series.contains { $0.values[point] != nil } }
    let axis = CurveAxis(used.map { curves.points[$0] })
    let points = points(axis, used)
    let table = FigureTable(
      points,
      columns: [
        ("series", { "\($0.series + 1)" }), ("place", { FigureTable.number($0.place) }),
        ("parameter", { FigureTable.number($0.x) }), ("score", { FigureTable.number($0.value) }),
        ("low", { FigureTable.number($0.interval?.lowerBound) }),
        ("high", { FigureTable.number($0.interval?.upperBound) }), ("name", { $0.name }), ("alignment", { $0.method }),
        ("parameters", { $0.parameters }),
      ])
    let isShare = score.isShare
    let hasIntervals = points.contains { $0.interval != nil }
    let legend = Legend(
      series.indices.map { index in
        Legend.Entry(name: names[index], method: series[index].trial.alignment.name, dashes: dashes(index))
      }, width: width - 4)
    let head = FigureHead(
      title,
      [
        trial.classifier.name,
        (persons.map { "\($0) \($0 == 1 ? "person" : "persons"), " } ?? "") + "\(samples) test samples. "
          + (hasIntervals ? "Bars: 95 % intervals." : "These scores have no interval in the records."),
      ], width: width)
    let (plotHeight, below) = (min(0.62 * width, 75), 9.0)
    var script = GnuplotScript(width: width, height: head.height + plotHeight + below + legend.height + 4)
    head.draw(on: &script)
    legend.draw(on: &script, left: 2, top: legend.height + 1.5)
    let bottom = legend.height + 3 + below
    let frame = Frame(left: 13, right: width - 3, bottom: bottom, top: bottom + plotHeight - 2)
    script.frame(frame)
    axis.prepare(&script)
    let values = points.flatMap { [$0.value] + ($0.interval.map { [$0.lowerBound, $0.upperBound] } ?? []) }
    if isShare {
      AccuracyAxis([(values.min() ?? 0)...(values.max() ?? 1)]).prepare(&script, axis: "y", beyond: 2)
    } else {
      script.add("set ytics nomirror offset 0.4,0 format '%g'")
      if let range = logarithmicRange(points.map(\.value)) {
        script.add("set logscale y")
        script.add("set yrange [\(range.lowerBound):\(range.upperBound)]")
      }
    }
    script.add("set grid xtics ytics lt 1 lc rgb '\(Looks.grid)' lw 0.6")
    script.text(CurveAxis.title(curves.parameter), x: frame.middle.x, y: frame.bottom - 6, side: .center)
    script.text(
      score.axisTitle, x: 2.5, y: frame.middle.y, side: .center,
      turned: true)
    script.plot(layers(name, scale: isShare ? "100*" : "", hasIntervals: hasIntervals))
    return Figure(name: name, tables: [table], script: script)
  }

  /// The range of a logarithmic axis of scores that are far apart; nil of others.
  private func logarithmicRange(_ values: [Double]) -> ClosedRange<Double>? {
    guard let low = values.min(), let high = values.max(), low > 0, high / low > 50 else { return nil }
    return low / 5...high * 5
  }

  /// Series of one method differ in their dashes.
  private func dashes(_ index: Int) -> Int {
    let method = series[index].trial.alignment.name
    return 1 + series[..<index].count { $0.trial.alignment.name == method } % 5
  }

  private func layers(_ name: String, scale: String, hasIntervals: Bool) -> [String] {
    let c = GnuplotScript.column
    return series.indices.flatMap { index -> [String] in
      let look = Legend.Entry(name: "", method: series[index].trial.alignment.name)
      let colour = "lc rgb '\(look.colour)'"
      // An interval down to 0 ends at the edge of a logarithmic axis.
      let least = logarithmicRange(series.flatMap { $0.values.compactMap(\.self) })?.lowerBound
      func own(_ value: String) -> String {
        let cell = least.map { "(\(c(value)) < \($0) ? \($0) : \(c(value)))" } ?? "\(scale)\(c(value))"
        return "\(c("series")) == \(index + 1) ? \(cell) : NaN"
      }
      let bars = GnuplotScript.intervals(
        "\(name).csv", at: c("place"), from: own("low"), to: own("high"), upright: true, colour: look.colour)
      let line = GnuplotScript.layer(
        "\(name).csv", [c("place"), own("score")],
        with: "linespoints pt \(look.pointType) ps 0.55*s lw 1.2 dt \(dashes(index)) \(colour)")
      return (hasIntervals ? [bars] : []) + [line]
    }
  }
}
