/// Where the rows of a file lie on a scale that other files share: seconds by a clock, numbers of a
/// column of positions, or row numbers from 0.
struct RowScale: Sendable {
  /// Number of rows.
  let count: Int
  /// The position of each row; nil for row numbers.
  private let positions: [Double]?
  /// For each row, the greatest position up to it and the least from it on; nil where positions
  /// rise.
  private let bounds: (greatest: [Double], least: [Double])?

  /// Row numbers.
  init(rows count: Int) {
    self.count = count
    positions = nil
    bounds = nil
  }

  /// Positions, which may fall here and there.
  init(positions: [Double]) {
    count = positions.count
    self.positions = positions
    guard Self.firstFall(in: positions) != nil else {
      bounds = nil
      return
    }
    var (greatest, least) = (positions, positions)
    for row in positions.indices.dropFirst() { greatest[row] = max(greatest[row], greatest[row - 1]) }
    for row in positions.indices.dropLast().reversed() { least[row] = min(least[row], least[row + 1]) }
    bounds = (greatest, least)
  }

  /// The first row whose position is below that of the row before.
  static func firstFall(in positions: [Double]) -> Int? {
    positions.indices.dropFirst().first { !(positions[$0] >= positions[$0 - 1]) }
  }

  /// The rows from a position to another, both included. Where positions fall, rows at the ends
  /// that could belong to another span are left out.
  func rows(in span: ClosedRange<Double>) -> Range<Int> {
    guard let positions else {
      let most = Double(count)
      let start = Int(min(max(span.lowerBound.rounded(.up), 0), most))
      return start..<max(start, Int(min(max(span.upperBound.rounded(.down) + 1, 0), most)))
    }
    let start = (bounds?.least ?? positions).partitioned { $0 < span.lowerBound }
    return start..<max(start, (bounds?.greatest ?? positions).partitioned { $0 <= span.upperBound })
  }

  /// From the least to the greatest position of some rows, of which there must be one.
  func span(of rows: Range<Int>) -> ClosedRange<Double> {
    guard let positions else { return Double(rows.lowerBound)...Double(rows.upperBound - 1) }
    guard bounds != nil else { return positions[rows.lowerBound]...positions[rows.upperBound - 1] }
    let own = positions[rows]
    return own.reduce(own[rows.lowerBound], min)...own.reduce(own[rows.lowerBound], max)
  }
}

extension [Double] {
  /// The number of elements for which `isBefore` holds, where those come first.
  func partitioned(_ isBefore: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
