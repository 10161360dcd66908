import Randomness

/// A paired permutation test: under the null each unit's difference is as likely to have either
/// sign.
///
/// The statistic is |sum of the differences|. Up to 13 units that differ, all 2^units flips are
/// counted (p is exact); above, 9,999 are drawn from a derived seed and the one observed is counted
/// among them: (b + 1) / (m + 1). Source: Fisher, The Design of Experiments, 1935; Phipson and
/// Smyth, SAGMB 9(1), 2010. Cost: O(units · flips).
public struct SignFlipTest: Sendable, Equatable {
  /// So many units have every flip counted.
  public static let exactUnits = 13
  /// Flips that are drawn for more units.
  public static let drawnFlips = 9_999

  /// The share of flips that reach what was observed.
  public let pValue: Double
  /// Number of units.
  public let units: Int
  /// Whether every flip was counted.
  public let isExact: Bool

  /// The least p that so many units can give: 2 / 2^units, or 1 / (m + 1) of drawn flips.
  public var leastPValue: Double { Self.leastPValue(units: units) }

  /// The least p that so many units can give: 2 / 2^units, or 1 / (m + 1) of drawn flips.
  public static func leastPValue(units: Int) -> Double {
    units <= exactUnits ? min(1, 2 / Double(1 << units)) : 1 / Double(drawnFlips + 1)
  }

  /// The test of one difference a unit.
  public init(_ differences: [Double], seed: Seed) {
    units = differences.count
    // A unit without a difference has none after a flip.
    let values = differences.filter { $0 != 0 }
    let observed = abs(values.reduce(0, +))
    // Flips that are equal but for rounding count as equal.
    let reached = observed - 1e-12 * values.reduce(0) { $0 + abs($1) }
    isExact = values.count <= Self.exactUnits
    guard !values.isEmpty else {
      pValue = 1
      return
    }
    let sums = FlippedSums(values)
    var count = 0
    if isExact {
      // The last sign stays: the other half of the flips mirrors this one.
      let flips = 1 << (values.count - 1)
      for flip in 0..<flips where abs(sums.sum { _ in UInt64(flip) }) >= reached { count += 1 }
      pValue = Double(count) / Double(flips)
    } else {
      var generator = seed.generator
      for _ in 0..<Self.drawnFlips where abs(sums.sum { _ in generator.next() }) >= reached { count += 1 }
      pValue = Double(count + 1) / Double(Self.drawnFlips + 1)
    }
  }
}

/// Sums of values with signs by the bits of words, from tables of the 256 sums of every eight
/// values.
private struct FlippedSums {
  private var tables: [Double] = []
  private let words: Int

  init(_ values: [Double]) {
    words = (values.count + 63) / 64
    for start in stride(from: 0, to: values.count, by: 8) {
      let own = values[start..<min(start + 8, values.count)]
      for bits in 0..<256 {
        tables.append(own.enumerated().reduce(0) { $0 + (bits >> $1.offset & 1 == 0 ? $1.element : -$1.element) })
      }
    }
  }

  /// The sum; a set bit is a minus. `word` gives the signs of 64 values at a time.
  func sum(_ word: (Int) -> UInt64) -> Double {
    tables.withUnsafeBufferPointer { tables in
      var (sum, table) = (0.0, 0)
      for index in 0..<words {
        var bits = word(index)
        for _ in 0..<min(8, tables.count / 256 - 8 * index) {
          sum += tables[table + Int(bits & 255)]
          bits >>= 8
          table += 256
        }
      }
      return sum
    }
  }
}
