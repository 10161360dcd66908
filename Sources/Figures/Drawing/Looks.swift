import Leaderboards

/// The looks of methods as gnuplot names them, and the greys beside them.
enum Looks {
  static let ink = "#222222"
  static let grey = "#777777"
  static let pale = "#bbbbbb"
  static let grid = "#e3e3e3"

  /// gnuplot's number of the filled shape.
  static func pointType(_ marker: MethodAppearance.Marker) -> Int {
    switch marker {
    case .circle: 7
    case .square: 5
    case .triangle: 9
    case .invertedTriangle: 11
    case .diamond: 13
    case .pentagon: 15
    case .plus: 1
    case .cross: 2
    }
  }

  /// `#0072b2` as gnuplot reads it from data: `0x0072b2`.
  static func dataColour(_ colour: String) -> String { "0x" + colour.dropFirst() }

  /// The two columns of a method's look in a table.
  static func columns<Value>(_ method: @escaping (Value) -> String) -> [FigureTable.Column<Value>] {
    [
      ("colour", { dataColour(MethodAppearance(of: method($0)).colour) }),
      ("marker", { "\(pointType(MethodAppearance(of: method($0)).marker))" }),
    ]
  }

  /// Few to many, from white to dark blue: it stays in order in grey and for every kind of colour
  /// vision.
  static let palette =
    "set palette defined (0 '#f7fbff', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')"
}
