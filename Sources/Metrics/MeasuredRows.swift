import Randomness

/// On which rows metrics are measured that compare every row with every other: retrieval and
/// neighbours.
///
/// Their cost grows with the square of the number of rows. All other metrics are measured on all
/// rows.
public enum MeasuredRows: String, Codable, Sendable, CaseIterable {
  /// All rows, in blocks of bounded memory.
  case all
  /// A sample of `most` rows where there are more, else all.
  case fast

  /// The largest number of rows that `fast` compares.
  ///
  /// So many rows take about a second in 128 dimensions. A share of them, such as a recall, has a
  /// standard error of at most half a point.
  public static let most = 10_000

  /// The rows that are compared, by their places among `ids`; nil for all of them.
  ///
  /// They are those with the smallest hashes of their ids, in the order of the hashes. So the
  /// sample, and the order that metrics see it in, depend on the ids alone: not on the order of
  /// rows, on threads, on the method, or on what else was drawn. Equal hashes are told apart by the
  /// bytes of the ids. Partners are looked for among the sample alone: fewer candidates make
  /// retrieval easier, so that its scores are not those of all rows.
  /// Cost: O(n), and O(m log m) for a sample of m.
  /// - Parameters:
  ///   - ids: unique names, one a row.
  ///   - most: how many rows are compared at most.
  public func sample<Names: RandomAccessCollection<String>>(
    of ids: Names, most: Int = MeasuredRows.most
  ) -> [Int]? where Names.Index == Int {
    guard self == .fast, ids.count > most else { return nil }
    return Self.smallest(most, of: ids.map { Self.seed.bits(of: $0) }, ids: ids)
  }

  /// The places of the `count` smallest hashes, in their order.
  static func smallest<Names: RandomAccessCollection<String>>(
    _ count: Int, of hashes: [UInt64], ids: Names
  ) -> [Int] where Names.Index == Int {
    // Hashes are uniform: the smallest are mostly below twice their expected share.
    let share = 2 * Double(count) / Double(max(hashes.count, 1))
    let bound = share < 1 ? UInt64(share * 0x1p64) : .max
    var candidates = hashes.indices.filter { hashes[$0] <= bound }
    if candidates.count < count { candidates = Array(hashes.indices) }
    candidates.sort { a, b in
      hashes[a] == hashes[b]
        ? ids[a].utf8.lexicographicallyPrecedes(ids[b].utf8) : hashes[a] < hashes[b]
    }
    return Array(candidates.prefix(count))
  }

  /// One for all, so that methods are compared on the same rows.
  private static let seed = Seed(base: 0).deriving("measured rows")
}
