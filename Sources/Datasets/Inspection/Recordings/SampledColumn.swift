import Foundation

/// What a column of a table seems to hold, by the rows that were looked at.
struct SampledColumn {
  /// Its number, from 1.
  let number: Int
  /// Its name, where the first row has names.
  let name: String?
  /// Its numbers, a list for each place that was read; NaN where one is missing. Empty where it
  /// holds text.
  let blocks: [[Double]]
  /// Seconds, where it holds dates and times; in the same lists.
  let dates: [[Double]]
  /// The first different texts.
  let distinct: [String]
  /// Mean number of successive rows with one text.
  let run: Double
  /// Share of rows without a value.
  let missing: Double

  /// Different texts that are kept.
  private static let mostDistinct = 200

  init(_ sample: TextSample, _ index: Int) {
    number = index + 1
    name = sample.names?[index]
    let cells = sample.blocks.map { $0.map { $0[index] } }
    let present = cells.joined().lazy.filter { !TableHead.isMissing($0) }
    missing = 1 - Double(present.count) / Double(max(cells.joined().count, 1))
    dates =
      present.prefix(5).allSatisfy { DateTime($0) != nil } && !present.isEmpty
      ? cells.map { $0.compactMap { DateTime($0).map { Double($0.nanoseconds) / 1e9 } } } : []
    var numbers: [[Double]] = []
    if dates.isEmpty {
      var isNumeric = !present.isEmpty
      for block in cells where isNumeric {
        numbers.append(
          block.map { cell in
            if TableHead.isMissing(cell) { return .nan }
            guard let number = TableHead.number(cell, sample.decimal) else {
              isNumeric = false
              return .nan
            }
            return number
          })
      }
      if !isNumeric { numbers = [] }
    }
    blocks = numbers
    var (seen, order): (Set<String>, [String]) = ([], [])
    var runs = 0
    for block in cells {
      var last: String?
      for cell in block where !TableHead.isMissing(cell) {
        if cell != last { runs += 1 }
        last = cell
        if order.count < Self.mostDistinct, seen.insert(cell).inserted { order.append(cell) }
      }
    }
    distinct = order.sorted { TableFiles.numerically($0, $1) }
    run = Double(present.count) / Double(max(runs, 1))
  }

  var isNumeric: Bool { !blocks.isEmpty }
  var isConstant: Bool { distinct.count <= 1 }
  var isEmpty: Bool { distinct.isEmpty }

  /// Differences of successive rows, of numbers or of seconds.
  var steps: [Double] {
    (dates.isEmpty ? blocks : dates).flatMap { block in zip(block.dropFirst(), block).map { $0 - $1 } }
      .filter { !$0.isNaN }
  }

  /// Whether nearly all steps go up.
  var isRising: Bool {
    let steps = steps
    guard steps.count >= 4 else { return false }
    return steps.count { $0 > 0 } * 10 >= steps.count * 8 && steps.count { $0 < 0 } * 50 <= steps.count
  }

  /// Whether it counts rows.
  var isCounter: Bool { isRising && dates.isEmpty && steps.count { $0 == 1 } * 100 >= steps.count * 99 }

  /// Whether it may be a label: a few texts or whole numbers, many rows each.
  var mayLabel: Bool {
    guard !isEmpty, distinct.count <= 60, dates.isEmpty, missing < 0.5, !isRising else { return false }
    let isWhole = { (text: String) in TableHead.number(text, .point).map { $0 == $0.rounded() } ?? false }
    return run >= 4 && (!isNumeric || distinct.allSatisfy(isWhole))
  }
}
