import Leaderboards

/// The floor and the ceiling of a part as lines, with their legend.
struct BoundLines {
  private struct Bound {
    let name: String
    let accuracy: Double
    let colour: String
    let dashes: Int
  }

  private let bounds: [Bound]

  init(_ part: BoardPart, hasUnaligned: Bool = true) {
    func bound(_ what: String, _ found: (name: String, accuracy: Double)?, dashes: Int) -> Bound? {
      found.map {
        Bound(
          name: "\(what): \($0.name), \(PartRow.percent($0.accuracy)) %", accuracy: $0.accuracy,
          colour: MethodAppearance(of: $0.name).colour,
          dashes: dashes)
      }
    }
    bounds = [
      bound("floor", part.floor, dashes: 3),
      hasUnaligned ? bound("not aligned", part.unaligned, dashes: 4) : nil, bound("ceiling", part.ceiling, dashes: 2),
    ].compactMap(\.self)
  }

  var entries: [Legend.Entry] {
    bounds.map { Legend.Entry(line: $0.name, colour: $0.colour, dashes: $0.dashes) }
  }

  /// The accuracies, for the range of an axis.
  var accuracies: [Double] { bounds.map(\.accuracy) }

  /// Draws them across `frame`, whose axis of accuracies goes up or to the right.
  func draw(on script: inout GnuplotScript, in frame: Frame, from low: Double, to high: Double, upright: Bool) {
    for bound in bounds where (low...high).contains(bound.accuracy) {
      let share = (bound.accuracy - low) / (high - low)
      if upright {
        let x = frame.left + share * frame.width
        script.line(
          from: (x, frame.bottom), to: (x, frame.top), colour: bound.colour, width: 1.2, dashes: bound.dashes)
      } else {
        let y = frame.bottom + share * frame.height
        script.line(
          from: (frame.left, y), to: (frame.right, y), colour: bound.colour, width: 1.2, dashes: bound.dashes)
      }
    }
  }
}
