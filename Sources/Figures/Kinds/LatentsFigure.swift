import Leaderboards
import Records

/// The latents of the test samples in two dimensions, before and after the alignment.
enum LatentsFigure: FigureKind {
  static let name = "latents"
  static let summary = "latents of both modalities in a plane, by class: not aligned, and the best-ranked row or --row"

  static func figures(of study: Study) throws -> Drawings {
    // Who kept latents wants them drawn: boards at points of a sweep too.
    return try Drawings.each(of: KeptLatents.parts(of: study)) { part in
      let kept = try part.rows.filter { try KeptLatents(part, $0).plane != nil }
      guard !kept.isEmpty else { throw part.cannot("no record keeps latents: \(KeptLatents.advice)") }
      let named = try study.options.row.map { try part.row($0) }
      let before = kept.first { $0.method == part.unaligned?.name }
      let after =
        named ?? kept.first { $0.row.rank != nil && $0.place != before?.place }
        ?? kept.first {
          $0.place != before?.place
        }
      let panels = try [before, after].compactMap(\.self).map { try panel(part, $0) }
      return figure(part, panels, width: study.options.width)
    }
  }

  /// The latents of one row's first split.
  private struct Panel {
    let row: PartRow
    let points: [Point]
    let variance: [Double]
    let split: String
  }

  private struct Point {
    let id: String
    let label: Int
    let className: String
    let source: [Double]?
    let target: [Double]?
  }

  private static func panel(_ part: BoardPart, _ row: PartRow) throws -> Panel {
    guard let record = try KeptLatents(part, row).record, let plane = record.latentPlane,
      let predictions = record.predictions, plane.source.count == predictions.ids.count,
      plane.target.count == predictions.ids.count
    else { throw part.cannot("\(row.name) keeps no latents: \(KeptLatents.advice)") }
    let points = predictions.ids.indices.map { index in
      Point(
        id: predictions.ids[index], label: predictions.truth[index],
        className: record.classNames[predictions.truth[index]], source: plane.source[index],
        target: plane.target[index])
    }
    return Panel(row: row, points: points, variance: plane.varianceShares, split: record.trial.split)
  }

  private static func figure(_ part: BoardPart, _ panels: [Panel], width: Double) -> Figure {
    let name = "\(Self.name)-\(part.stem)"
    let labels = Set(panels.flatMap { $0.points.map(\.label) }).sorted()
    let tables = panels.enumerated().map { index, panel in
      FigureTable(
        part: partName(index), panel.points,
        columns: [
          ("sourceX", { FigureTable.number($0.source?[0]) }), ("sourceY", { FigureTable.number($0.source?[1]) }),
          ("targetX", { FigureTable.number($0.target?[0]) }), ("targetY", { FigureTable.number($0.target?[1]) }),
          ("class", { "\($0.label + 1)" }),
          ("colour", { Looks.dataColour(ClassColours.colour(labels.firstIndex(of: $0.label) ?? 0, of: labels.count)) }),
          ("sample", { $0.id }), ("className", { $0.className }), ("alignment", { _ in panel.row.method }),
          ("parameters", { _ in panel.row.row.trial.alignment.parameters.description }),
        ])
    }
    return Figure(name: name, tables: tables, script: script(part, panels, labels, name, width))
  }

  private static func partName(_ index: Int) -> String { ["1", "2"][index] }

  private static func script(
    _ part: BoardPart, _ panels: [Panel], _ labels: [Int], _ name: String, _ width: Double
  ) -> GnuplotScript {
    let names = Dictionary(panels.flatMap { $0.points.map { ($0.label, $0.className) } }) { first, _ in first }
    let classes = ClassLegend(labels.map { names[$0] ?? "" }, width: width - 4)
    let head = FigureHead(
      part.title,
      [
        part.encoders,
        "Test samples of the split \(panels[0].split). Dots: \(part.source). Rings: \(part.target). "
          + "Lines join the two latents of a sample.",
        "The two first principal components of both modalities together. \(part.size).",
      ], width: width)
    let count = Double(panels.count)
    let side = (width - 4 - 6 * count) / count
    let below = 6.0
    var script = GnuplotScript(
      width: width, height: head.height + min(side, 80) + below + 7 + classes.height + 3)
    head.draw(on: &script)
    classes.draw(on: &script, left: 2, top: classes.height + 1.5)
    let bottom = classes.height + 2 + below
    script.add("set offsets graph 0.04, graph 0.04, graph 0.04, graph 0.04")
    script.add("set multiplot")
    for (index, panel) in panels.enumerated() {
      let left = 2 + 6 + Double(index) * (side + 6)
      let frame = Frame(left: left, right: left + side, bottom: bottom, top: bottom + min(side, 80))
      script.frame(frame)
      script.text(
        PlottedText.cut(panel.row.name, to: side, size: Typeface.base), x: frame.middle.x, y: frame.top + 4.5,
        side: .center)
      script.text(
        PlottedText.cut(panel.row.accuracyText, to: side, size: Typeface.small), x: frame.middle.x, y: frame.top + 1.8,
        side: .center, size: Typeface.small)
      script.text(component(1, panel), x: frame.middle.x, y: bottom - 2.5, side: .center, size: Typeface.small)
      script.text(
        component(2, panel), x: frame.left - 2.5, y: frame.middle.y, side: .center, size: Typeface.small, turned: true)
      script.plot(layers("\(name)-\(partName(index)).csv"))
      script.add("unset label")
      script.add("unset arrow")
    }
    script.add("unset multiplot")
    return script
  }

  private static func component(_ number: Int, _ panel: Panel) -> String {
    guard panel.variance.count >= number else { return "component \(number)" }
    return "component \(number) (\(Decimals.fixed(100 * panel.variance[number - 1], places: 0)) % of variance)"
  }

  private static func layers(_ file: String) -> [String] {
    let c = GnuplotScript.column
    return [
      GnuplotScript.layer(
        file, [c("sourceX"), c("sourceY"), "\(c("targetX"))-\(c("sourceX"))", "\(c("targetY"))-\(c("sourceY"))"],
        with: "vectors nohead lw 0.4 lc rgb '#cccccc'"),
      GnuplotScript.layer(
        file, [c("targetX"), c("targetY"), c("colour")], with: "points pt 6 ps 0.35*s lw 0.8 lc rgb variable"),
      GnuplotScript.layer(
        file, [c("sourceX"), c("sourceY"), c("colour")], with: "points pt 7 ps 0.28*s lc rgb variable"),
    ]
  }
}
