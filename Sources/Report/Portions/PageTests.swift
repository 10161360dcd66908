import Statistics

/// Which pairs of a board's ranked rows have their test on the page.
enum PageTests {
  /// What a test takes on the page, about.
  static let bytes = 130

  /// All pairs, where they fit; else those among the first rows, and of every row with the best
  /// one.
  /// - Parameters:
  ///   - ranked: Places of rows, best first.
  ///   - bytes: The room.
  static func pairs(_ ranked: [Int], bytes: Int) -> [(Int, Int)] {
    let room = bytes / Self.bytes
    // Below it all pairs among the first rows are there.
    let whole = ranked.indices.last { first in
      PairedComparison.pairCount(first + 1) + max(0, ranked.count - 1 - first) <= room
    }
    guard let whole else { return room > 0 ? ranked.dropFirst().prefix(room).map { (ranked[0], $0) } : [] }
    return ranked.indices.flatMap { first in
      ranked.indices.dropFirst(first + 1).filter { first == 0 || $0 <= whole }.map { (ranked[first], ranked[$0]) }
    }
  }
}
