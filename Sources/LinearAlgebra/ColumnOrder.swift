extension Matrix<Double> {
  /// The places of the columns by ascending key, those of one key in lexicographic order.
  ///
  /// Sums over columns in this order do not depend, even in their rounding, on the order of the
  /// columns.
  /// Cost: O(n log n) comparisons of columns.
  public func columnOrder(by keys: [Int]? = nil) -> [Int] {
    let keys = keys ?? [Int](repeating: 0, count: columns)
    precondition(keys.count == columns, "\(keys.count) keys for \(columns) columns")
    guard rows > 0 else { return keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) } }
    return withUnsafeElements { x in
      let samples = keys.indices.map { UnsafeBufferPointer(rebasing: x[$0 * rows..<($0 + 1) * rows]) }
      // What mostly decides stands side by side.
      return keys.indices.map { (key: keys[$0], first: samples[$0][0], place: $0) }.sorted { a, b in
        if a.key != b.key { return a.key < b.key }
        if a.first != b.first { return a.first < b.first }
        return samples[a.place].lexicographicallyPrecedes(samples[b.place])
      }.map(\.place)
    }
  }

  /// Whether all columns are one and the same.
  public var hasEqualColumns: Bool {
    withUnsafeElements { x in
      (1..<max(columns, 1)).allSatisfy { j in (0..<rows).allSatisfy { x[j * rows + $0] == x[$0] } }
    }
  }

  /// Whether no element is infinite or NaN.
  public var isFinite: Bool {
    withUnsafeElements { x in
      // x - x is 0, but NaN where x is NaN or infinite, and stays so in a sum.
      var doubt = SIMD8<Double>.zero
      let whole = x.count / 8 * 8
      for first in stride(from: 0, to: whole, by: 8) {
        let values = UnsafeRawPointer(x.baseAddress! + first).loadUnaligned(as: SIMD8<Double>.self)
        doubt += values - values
      }
      return !doubt.sum().isNaN && x[whole...].allSatisfy(\.isFinite)
    }
  }
}
