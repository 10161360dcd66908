import Diagnostics
import Foundation

/// A column of a table of text.
struct TextColumn {
  let name: String
  let cells: [String]
  /// The cells as numbers, where all of them are.
  let numbers: [Double]?

  init(name: String, cells: [String], decimal: DelimitedFormat.Decimal) {
    self.name = name
    self.cells = cells
    numbers = Self.numbers(cells, decimal)
  }

  private static func numbers(_ cells: [String], _ mark: DelimitedFormat.Decimal) -> [Double]? {
    var numbers: [Double] = []
    numbers.reserveCapacity(cells.count)
    var hasNumber = false
    for cell in cells {
      if cell.isEmpty || cell == "NA" {
        numbers.append(.nan)
        continue
      }
      guard let number = TableHead.number(cell, mark) ?? noNumber(cell), !isName(cell) else { return nil }
      hasNumber = true
      numbers.append(number)
    }
    return hasNumber ? numbers : nil
  }

  /// What is written for no number and for infinity, which has its place in the column.
  private static func noNumber(_ cell: String) -> Double? {
    switch cell.lowercased() {
    case "nan", "+nan", "-nan": .nan
    case "inf", "+inf", "infinity", "+infinity": .infinity
    case "-inf", "-infinity": -.infinity
    default: nil
    }
  }

  /// True for digits that a number would not be written as: 007, or more of them than Double holds.
  private static func isName(_ cell: String) -> Bool {
    guard cell.allSatisfy({ $0.isASCII && $0.isNumber }) else { return false }
    return cell.count > 1 && cell.first == "0" || cell.count > 15
  }

  /// What stands before the fraction of numbers: a comma where there are columns of such numbers
  /// and none with points.
  /// - Throws: `InputError` where the commas may stand between thousands.
  static func decimal(_ rows: [[String]], place: String) throws -> DelimitedFormat.Decimal {
    var sample: String?
    var isCertain = false
    for index in rows[0].indices {
      let cells = rows.dropFirst().map { $0[index] }.filter { !TableHead.isMissing($0) }
      let commas = cells.filter { $0.contains(",") }
      let areNumbers = { (mark: DelimitedFormat.Decimal) in cells.allSatisfy { TableHead.number($0, mark) != nil } }
      if commas.isEmpty {
        if cells.contains(where: { $0.contains(".") }), areNumbers(.point) { return .point }
      } else if areNumbers(.comma) {
        sample = sample ?? commas[0]
        if commas.contains(where: { $0.wholeMatch(of: /[+-]?[1-9][0-9]{0,2},[0-9]{3}/) == nil }) { isCertain = true }
      }
    }
    guard let sample else { return .point }
    guard isCertain else {
      throw InputError(
        place, found: "numbers such as '\(sample)', which have three digits behind every comma",
        expected: "to know whether a comma stands before a fraction or between thousands",
        advice: "Say 'text: {decimal: comma}' or 'text: {decimal: point}' in the manifest, --decimal for 'inspect'.")
    }
    return .comma
  }
}
