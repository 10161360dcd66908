/// A kind of figure: what it shows, and the figures of that kind that results have.
protocol FigureKind: Sendable {
  /// Its name on the command line, and the beginning of its files' names.
  static var name: String { get }
  /// What it shows, in one line.
  static var summary: String { get }

  /// The figures of that kind, and why there is none where there could be one.
  static func figures(of study: Study) throws -> Drawings
}

/// Figures of a kind, and what could not be drawn.
struct Drawings: Sendable {
  var figures: [Figure] = []
  /// What is not drawn, each with its reason.
  var leftOut: [String] = []

  /// One figure for each of `parts`; a part that cannot be drawn says why.
  static func each<Part>(of parts: [Part], _ draw: (Part) throws -> Figure) throws -> Drawings {
    var drawings = Drawings()
    var leftOut = LeftOut()
    for part in parts {
      do { drawings.figures.append(try draw(part)) } catch let reason as CannotDraw { leftOut.add(reason) }
    }
    drawings.leftOut = leftOut.lines
    return drawings
  }
}

/// Why a figure cannot be drawn from these results.
struct CannotDraw: Error, CustomStringConvertible {
  let place: String
  let reason: String

  var description: String { "\(place): \(reason)" }
}

/// All kinds of figures by name.
public enum FigureKinds {
  static let all: [any FigureKind.Type] = [
    AccuracyFigure.self, PersonsFigure.self, ConfusionFigure.self, ErrorFigure.self, NormalisedErrorFigure.self,
    TimeFigure.self, DirectionsFigure.self, CurvesFigure.self, LatentsFigure.self, SpectrumFigure.self,
    RanksFigure.self, ForestFigure.self,
  ]

  /// Names and what each kind shows, in the order in which they are drawn.
  public static let descriptions = all.map { (name: $0.name, summary: $0.summary) }
}
