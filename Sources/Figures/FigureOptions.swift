import Diagnostics
import Foundation
import Leaderboards

/// What is drawn, and how large.
public struct FigureOptions: Sendable {
  /// The forms in which every figure is written.
  public enum Form: String, Sendable, CaseIterable { case svg, pdf, png }

  /// Width of a figure in millimetres.
  public var width: Double
  /// The forms, in the order of `Form`.
  public var forms: [Form]
  /// The names of the kinds; nil for all.
  public var kinds: [String]?
  /// Parts of boards' titles: only boards that hold one of them are drawn, and those at points of
  /// an axis or a sweep too. Empty for every board but these.
  public var boards: [String]
  /// The row whose confusions, latents and directions are drawn; nil for the best-ranked one.
  public var row: RowQuery?
  /// The two rows whose difference over data sets is drawn; nil for none.
  public var pair: Pair?

  /// Two rows, and what they are called in some data sets.
  public struct Pair: Sendable {
    public let first: RowQuery, second: RowQuery
    public let names: [String: DifferenceAcrossDataSets.Names]

    public init(_ first: RowQuery, _ second: RowQuery, names: [String: DifferenceAcrossDataSets.Names] = [:]) {
      (self.first, self.second, self.names) = (first, second, names)
    }
  }

  /// The width of one column of a paper, and of two.
  public static let (oneColumn, twoColumns) = (84.0, 174.0)

  /// - Throws: `InputError` for an unknown kind or a width at which no text fits.
  public init(
    width: Double = oneColumn, forms: [Form] = Form.allCases, kinds: [String]? = nil, boards: [String] = [],
    row: RowQuery? = nil, pair: Pair? = nil
  ) throws {
    guard (60...300).contains(width) else {
      throw InputError(
        "--width", found: "\(width) mm", expected: "a width from 60 mm to 300 mm",
        advice: "One column of a paper is 84 mm, two are 174 mm.")
    }
    let known = FigureKinds.descriptions.map(\.name)
    for kind in kinds ?? [] where !known.contains(kind) {
      throw InputError(
        "--only", found: "'\(kind)'", expected: "a kind of figure", advice: suggestion(for: kind, among: known))
    }
    (self.width, self.kinds, self.boards, self.row, self.pair) = (width, kinds, boards, row, pair)
    self.forms = Form.allCases.filter(forms.contains)
  }

  /// Whether figures of a board with that title are wanted.
  func draws(_ title: String) -> Bool { boards.isEmpty || boards.contains { title.localizedStandardContains($0) } }

  /// Reads `84mm`, `8.4cm`, `3.3in` or a number of millimetres.
  /// - Throws: `InputError` for anything else.
  public static func millimetres(_ text: String) throws -> Double {
    let units = [("mm", 1.0), ("cm", 10), ("in", 25.4), ("", 1)]
    for (unit, size) in units where text.hasSuffix(unit) {
      if let number = decimalNumber(text.dropLast(unit.count)), number.isFinite { return number * size }
    }
    throw InputError("--width", found: "'\(text)'", expected: "a width such as 84mm, 17.4cm or 3.3in")
  }
}
