import Leaderboards
import Records

/// The values by which alignments order their directions, with k marked.
enum SpectrumFigure: FigureKind {
  static let name = "spectrum"
  static let summary = "singular values or canonical correlations of the alignments, with k marked"

  static func figures(of study: Study) throws -> Drawings {
    var drawings = Drawings()
    var leftOut = LeftOut()
    var found: [(part: BoardPart, spectra: [Spectrum])] = []
    for part in try KeptLatents.parts(of: study) {
      let spectra = try part.rows.compactMap { row in
        try KeptLatents(part, row).plane?.spectrum.map { Spectrum(row: row, values: $0) }
      }.filter { !$0.values.values.isEmpty }
      if spectra.isEmpty {
        leftOut.add(part.cannot("no record keeps a spectrum: \(KeptLatents.advice)"))
      }
      for name in spectra.map(\.values.name).distinct {
        found.append((part, spectra.filter { $0.values.name == name }))
      }
    }
    drawings.leftOut += leftOut.lines
    let stems = FileStem.distinct(found.map { "\($0.part.stem) \($0.spectra[0].values.name)" })
    drawings.figures = zip(found, stems).map { own, stem in
      figure(own.part, own.spectra, name: "\(name)-\(stem)", width: study.options.width)
    }
    return drawings
  }

  private struct Spectrum {
    let row: PartRow
    let values: TrialRecord.Spectrum
  }

  private struct Value {
    let series: Int
    let place: Int
    let value: Double
    let isKept: Bool
    let row: PartRow
  }

  private static func figure(_ part: BoardPart, _ spectra: [Spectrum], name: String, width: Double) -> Figure {
    let values = spectra.enumerated().flatMap { series, spectrum in
      spectrum.values.values.enumerated().map { place, value in
        Value(
          series: series + 1, place: place + 1, value: value, isKept: place < spectrum.values.kept, row: spectrum.row)
      }
    }
    let kept = FigureTable(
      part: "k", Array(spectra.enumerated()),
      columns: [
        ("series", { "\($0.offset + 1)" }), ("k", { "\($0.element.values.kept)" }),
        (
          "value",
          { spectrum in
            let values = spectrum.element.values
            return FigureTable.number(values.values.prefix(values.kept).last)
          }
        ), ("count", { "\($0.element.values.count)" }),
      ] + PartRow.texts { $0.element.row })
    let table = FigureTable(
      values,
      columns: [
        ("series", { "\($0.series)" }), ("direction", { "\($0.place)" }), ("value", { FigureTable.number($0.value) }),
        ("kept", { $0.isKept ? "1" : "0" }),
      ] + PartRow.texts { $0.row })
    return Figure(name: name, tables: [table, kept], script: script(part, spectra, name, width))
  }

  private static func script(
    _ part: BoardPart, _ spectra: [Spectrum], _ name: String, _ width: Double
  ) -> GnuplotScript {
    let legend = Legend(
      spectra.enumerated().map { index, spectrum in
        Legend.Entry(name: "\(spectrum.row.name)", method: spectrum.row.method, dashes: 1 + index % 5)
      }, width: width - 4)
    let most = spectra.contains { $0.values.count > $0.values.values.count }
    let head = FigureHead(
      part.title,
      [
        part.encoders,
        "\(part.size). Of one split. Markers: the last direction that is kept (k)."
          + (most ? " The first values of each." : ""),
      ],
      width: width)
    let (plotHeight, below) = (min(0.6 * width, 75), 9.0)
    var script = GnuplotScript(width: width, height: head.height + plotHeight + below + legend.height + 4)
    head.draw(on: &script)
    legend.draw(on: &script, left: 2, top: legend.height + 1.5)
    let bottom = legend.height + 3 + below
    let frame = Frame(left: 15, right: width - 3, bottom: bottom, top: bottom + plotHeight - 2)
    script.frame(frame)
    let positive = spectra.flatMap(\.values.values).filter { $0 > 0 }
    if let low = positive.min(), let high = positive.max(), high / low > 1e4 {
      script.add("set logscale y")
      // What is below the digits of the largest is rounding.
      script.add("set yrange [\(max(low, high * 1e-18) / 2):\(high * 2)]")
    }
    script.add("set xrange [0.5:\(spectra.map(\.values.values.count).max() ?? 1).5]")
    let longest = spectra.map(\.values.values.count).max() ?? 1
    script.add("set xtics \(longest > 12 ? "" : "1,1,\(longest) ")nomirror offset 0,0.4")
    script.add("set ytics nomirror offset 0.4,0 format '%g'")
    script.add("set grid xtics ytics lt 1 lc rgb '\(Looks.grid)' lw 0.6")
    script.text(
      "direction of the latent space, in the order of choice", x: frame.middle.x, y: frame.bottom - 6, side: .center)
    script.text(spectra[0].values.name, x: 2.5, y: frame.middle.y, side: .center, turned: true)
    let c = GnuplotScript.column
    script.plot(
      spectra.enumerated().flatMap { index, spectrum in
        let look = Legend.Entry(name: "", method: spectrum.row.method)
        let colour = "lc rgb '\(look.colour)'"
        func own(_ value: String) -> String { "\(c("series")) == \(index + 1) ? \(c(value)) : NaN" }
        return [
          GnuplotScript.layer(
            "\(name).csv", [c("direction"), own("value")],
            with: "\(longest > 24 ? "lines" : "linespoints pt 7 ps 0.3*s") lw 1.2 dt \(1 + index % 5) \(colour)"),
          GnuplotScript.layer(
            "\(name)-k.csv", [c("k"), own("value")], with: "points pt \(look.pointType) ps 0.8*s \(colour)"),
          GnuplotScript.layer(
            "\(name)-k.csv", [own("k"), c("value")], with: "impulses lw 0.8 dt 3 \(colour)"),
        ]
      })
    return script
  }
}
