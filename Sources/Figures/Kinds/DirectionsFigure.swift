import Leaderboards
import Metrics
import Records

/// Every direction's transfer ratio, source by target: of the best-ranked row, or of a named one.
enum DirectionsFigure: FigureKind {
  static let name = "directions"
  static let summary = "transfer ratio by source and target: of the best-ranked row, or of --row"

  static func figures(of study: Study) throws -> Drawings {
    var drawings = Drawings()
    var leftOut = LeftOut()
    let groups = study.parts.map(key).distinct
    let stems = FileStem.distinct(groups.map { $0.stem(among: groups) })
    for (group, stem) in zip(groups, stems) {
      let parts = study.parts.filter { key($0) == group }
      do {
        drawings.figures.append(try figure(parts, group, stem, study.options))
      } catch let reason as CannotDraw { leftOut.add(reason) }
    }
    drawings.leftOut += leftOut.lines
    return drawings
  }

  /// What the directions of one figure share.
  private struct Group: Hashable {
    let dataset: String
    let benchmark: String
    let `protocol`: String
    let classifier: String
    let decoding: String
    let level: String
    let condition: String

    func stem(among groups: [Group]) -> String {
      let parts: [KeyPath<Group, String>] = [\.benchmark, \.protocol, \.classifier, \.decoding, \.level, \.condition]
      let told = parts.filter { part in Set(groups.map { $0[keyPath: part] }).count > 1 }.map { self[keyPath: $0] }
      return told.filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  private static func key(_ part: BoardPart) -> Group {
    let trial = part.board.rows[0].trial
    let parameters = trial.protocol.parameters.description
    return Group(
      dataset: trial.dataset, benchmark: trial.benchmark,
      protocol: trial.protocol.name + (parameters.isEmpty ? "" : " (\(parameters))"), classifier: part.classifierText,
      decoding: trial.decoding?.name ?? "", level: trial.level.word, condition: trial.pairsText)
  }

  private struct Cell {
    let x: Int
    let y: Int
    let part: BoardPart
    let row: PartRow
    let ratio: Double

    /// The interval of the accuracy on the scale of the ratio; the bounds count as given.
    var interval: ClosedRange<Double>? {
      guard let own = row.row.accuracyInterval, let floor = part.floor?.accuracy,
        let ceiling = part.ceiling?.accuracy,
        let low = transferRatio(accuracy: own.lowerBound, floor: floor, targetSupervised: ceiling),
        let high = transferRatio(accuracy: own.upperBound, floor: floor, targetSupervised: ceiling), low <= high
      else { return nil }
      return low...high
    }
  }

  private static func figure(
    _ parts: [BoardPart], _ group: Group, _ stem: String, _ options: FigureOptions
  ) throws -> Figure {
    let place = "\(group.dataset), \(group.protocol), \(group.classifier)"
    let trials = parts.map { $0.board.rows[0].trial }
    let (sources, targets) = (trials.map(\.source).distinct, trials.map(\.target).distinct)
    guard Set(trials.map { [$0.source, $0.target] }).count > 1 else {
      throw CannotDraw(place: place, reason: "one direction alone")
    }
    guard Set(trials.map { [$0.source, $0.target] }).count == trials.count else {
      throw CannotDraw(place: place, reason: "several boards of one direction; choose by --board")
    }
    var cells: [Cell] = []
    for part in parts {
      let row = try part.row(options.row)
      guard let ratio = row.row.transferRatio else { continue }
      let trial = part.board.rows[0].trial
      cells.append(
        Cell(
          x: (targets.firstIndex(of: trial.target) ?? 0) + 1, y: (sources.firstIndex(of: trial.source) ?? 0) + 1,
          part: part, row: row, ratio: ratio))
    }
    guard !cells.isEmpty else { throw CannotDraw(place: place, reason: "no row with a transfer ratio") }
    let name = stem == "unnamed" ? Self.name : "\(Self.name)-\(stem)"
    let table = FigureTable(
      cells,
      columns: [
        ("column", { "\($0.x)" }), ("row", { "\($0.y)" }), ("transferRatio", { FigureTable.number($0.ratio) }),
        ("ratioLow", { FigureTable.number($0.interval?.lowerBound) }),
        ("ratioHigh", { FigureTable.number($0.interval?.upperBound) }),
      ] + PartRow.accuracies { $0.row } + [
        ("floor", { FigureTable.number($0.part.floor?.accuracy) }),
        ("ceiling", { FigureTable.number($0.part.ceiling?.accuracy) }),
        ("source", { $0.part.board.rows[0].trial.source }), ("target", { $0.part.board.rows[0].trial.target }),
      ] + PartRow.texts { $0.row })
    let chosen =
      options.row.map { "Row: \($0.text)." }
      ?? "The best-ranked row of each board, chosen on the same test samples: read it as an upper end."
    let notes = [group.classifier, "\(parts[0].size) a direction. \(chosen)", bracket]
    let head = FigureHead("\(group.dataset), \(group.protocol)", notes, width: options.width)
    return Figure(name: name, tables: [table], script: script(name, head, cells, sources, targets, options))
  }

  private static let bracket = "In brackets: the 95 % interval of the accuracy on this scale, the bounds as given."

  private static func script(
    _ name: String, _ head: FigureHead, _ cells: [Cell], _ sources: [String], _ targets: [String],
    _ options: FigureOptions
  ) -> GnuplotScript {
    let widest = sources.map { TextWidth.millimetres(PlottedText.line($0), size: Typeface.base) }.max() ?? 0
    let left = min(widest + 2, 0.35 * options.width) + 5
    let cell = (width: min(30, (options.width - left - 2) / Double(targets.count)), height: 11.0)
    let axis = 15.0
    let top = axis + Double(sources.count) * cell.height
    var script = GnuplotScript(width: options.width, height: top + head.height + 1)
    head.draw(on: &script)
    let frame = Frame(left: left, right: left + Double(targets.count) * cell.width, bottom: axis, top: top)
    for (place, source) in sources.enumerated() {
      script.text(
        PlottedText.cut(source, to: left - 6, size: Typeface.base), x: left - 1,
        y: top - (Double(place) + 0.5) * cell.height, side: .right)
    }
    for (place, target) in targets.enumerated() {
      script.text(
        PlottedText.cut(target, to: cell.width - 1, size: Typeface.base), x: left + (Double(place) + 0.5) * cell.width,
        y: axis - 2, side: .center)
    }
    script.text("source (labelled)", x: 2.5, y: frame.middle.y, side: .center, turned: true)
    script.text("target (no label)", x: frame.middle.x, y: axis - 5.5, side: .center)
    let highest = max(1, cells.map(\.ratio).max() ?? 1)
    let map = HeatMap(
      file: "\(name).csv", value: "transferRatio", columnCount: targets.count, rowCount: sources.count, frame: frame,
      highest: highest)
    map.prepare(&script)
    HeatMap.scale(
      "transfer ratio", on: &script, left: 2, right: options.width - 2, y: 2.5,
      ends: ("0: floor", "\(Decimals.fixed(highest, places: 2))" + (highest == 1 ? ": target-supervised" : "")))
    let c = GnuplotScript.column
    // The name of each cell's row below its ratio.
    for own in cells {
      script.text(
        PlottedText.cut(own.row.name, to: cell.width - 1.5, size: Typeface.small),
        x: left + (Double(own.x) - 0.5) * cell.width, y: top - (Double(own.y) - 0.5) * cell.height - 3.2, side: .center,
        size: Typeface.small, colour: own.ratio > 0.55 * highest ? "#ffffff" : Looks.ink)
    }
    let interval =
      "\(c("ratioLow")) == \(c("ratioLow")) ? sprintf('[%.2f, %.2f]', \(c("ratioLow")), \(c("ratioHigh"))) : ''"
    script.plot([
      map.cells, map.texts("sprintf('%.2f', \(c("transferRatio")))", shift: -0.27, size: Typeface.head),
      map.texts(interval, shift: 0.02),
    ])
    return script
  }
}
