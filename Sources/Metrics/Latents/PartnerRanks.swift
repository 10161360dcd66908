import LinearAlgebra
import Parallelism

/// How many columns are at most as far from a column as its partner is, for all columns of two
/// matrices (k x n) and both ways, from one product.
///
/// The product is made tile by tile and is never kept. It only says which distances differ from the
/// partner's by more than rounding can do. The others are summed from differences. So neither the
/// size of tiles nor a library's order of summation shows in the ranks. Cores share the samples of
/// the source where there are many; their number does not show either. Cost: 2 n² k operations;
/// memory: a tile a core, and four numbers a sample.
struct PartnerRanks {
  /// For each source sample, the number of targets of others that are at most as far away as its
  /// own.
  private(set) var forward: [Int]
  /// The same for each target sample among the sources.
  private(set) var backward: [Int]
  /// The products that were at hand at once on one core.
  let largestBlock: Int

  /// The columns of source and target that are compared at a time: a tile of 2 MB.
  static let tile = (sources: 256, targets: 1024)
  /// From so many samples on cores share them. Trials have fewer, and run side by side themselves.
  static let fewestForCores = 4096

  init(
    _ source: Matrix<Double>, _ target: Matrix<Double>, tile: (sources: Int, targets: Int) = PartnerRanks.tile
  ) {
    let n = source.columns
    let distances = PairDistances(source, target)
    let squares = (of: source.columnSquares, ofTargets: target.columnSquares)
    let size = (targets: min(tile.targets, n), sources: min(tile.sources, n))
    largestBlock = size.targets * size.sources
    let runs = Self.runs(of: n, tile.sources)
    let parts = n < Self.fewestForCores ? 1 : min(activeProcessorCount, runs.count)
    let counts = concurrentMap(ofAll: parts) { part in
      var counts = (forward: [Int](repeating: 0, count: n), backward: [Int](repeating: 0, count: n))
      var products = Matrix<Double>(size.targets, size.sources)
      for sources in runs[(part * runs.count / parts)..<((part + 1) * runs.count / parts)] {
        for targets in Self.runs(of: n, tile.targets) {
          Matrix.innerProducts(target, targets, source, sources, into: &products)
          for (place, sample) in sources.enumerated() {
            let column = TileColumn(
              sample: sample, square: squares.of[sample], others: targets,
              places: place * targets.count..<(place + 1) * targets.count)
            counts.forward[sample] += column.count(
              products, squares.ofTargets, distances, nearerToOthers: &counts.backward)
          }
        }
      }
      return counts
    }
    (forward, backward) = counts[0]
    for part in counts.dropFirst() {
      for i in 0..<n {
        forward[i] += part.forward[i]
        backward[i] += part.backward[i]
      }
    }
  }

  /// So many columns in runs of the given length, the last of which may be shorter.
  private static func runs(of count: Int, _ length: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: length).map { $0..<min($0 + length, count) }
  }
}

/// One source sample against a run of targets.
private struct TileColumn {
  /// The source sample; its partner is the target of the same number.
  let sample: Int
  /// Its squared norm.
  let square: Double
  /// The targets.
  let others: Range<Int>
  /// Where their products with the sample stand in the tile.
  let places: Range<Int>

  /// How many targets are nearer than the partner; adds 1 for each target that has the sample
  /// nearer than its own partner.
  func count(
    _ products: Matrix<Double>, _ squares: [Double], _ distances: PairDistances, nearerToOthers: inout [Int]
  ) -> Int {
    products.withUnsafeElements { products in
      squares.withUnsafeBufferPointer { squares in
        distances.own.withUnsafeBufferPointer { limits in
          nearerToOthers.withUnsafeMutableBufferPointer { nearerToOthers in
            let row = TileRow(
              square: square, limit: limits[sample], rounding: distances.rounding,
              products: UnsafeBufferPointer(rebasing: products[places]),
              squares: UnsafeBufferPointer(rebasing: squares[others]),
              limits: UnsafeBufferPointer(rebasing: limits[others]))
            return row.count(nearerToOthers: UnsafeMutableBufferPointer(rebasing: nearerToOthers[others])) { j, limit in
              let other = others.lowerBound + j
              return other == sample ? nil : distances(sample, other, givingUpAbove: limit)
            }
          }
        }
      }
    }
  }
}

/// The numbers that a sample is compared by.
private struct TileRow {
  /// The squared norm of the sample, and the squared distance of its partner.
  let square: Double
  let limit: Double
  /// What rounding can do, in units of the summed squared norms.
  let rounding: Double
  /// Of the others: products with the sample, squared norms, and squared distances of their own
  /// partners.
  let products: UnsafeBufferPointer<Double>
  let squares: UnsafeBufferPointer<Double>
  let limits: UnsafeBufferPointer<Double>

  /// Counts both ways.
  /// - Parameter distance: the squared distance from the other at a place, asked for where rounding
  ///   could decide; it need not be right above the limit. Nil for the sample's partner.
  @inline(__always)
  func count(
    nearerToOthers: UnsafeMutableBufferPointer<Int>, _ distance: (_ place: Int, _ limit: Double) -> Double?
  ) -> Int {
    var nearer = 0
    for first in stride(from: 0, to: products.count, by: 32) {
      let end = min(first + 32, products.count)
      // Without branches, which the processor does several at a time.
      var (below, open) = (0, 0)
      for j in first..<end {
        let (forward, backward, doubt) = excesses(j)
        below &+= forward < -doubt ? 1 : 0
        nearerToOthers[j] &+= backward < -doubt ? 1 : 0
        open &+= min(abs(forward), abs(backward)) <= doubt ? 1 : 0
      }
      nearer += below
      guard open > 0 else { continue }
      for j in first..<end {
        let (forward, backward, doubt) = excesses(j)
        let (isOpen, isOpenBack) = (abs(forward) <= doubt, abs(backward) <= doubt)
        guard isOpen || isOpenBack, let distance = distance(j, max(limit, limits[j])) else { continue }
        if isOpen, distance <= limit { nearer += 1 }
        if isOpenBack, distance <= limits[j] { nearerToOthers[j] += 1 }
      }
    }
    return nearer
  }

  /// By how much the squared distance, expanded into products, exceeds that of the sample's partner
  /// and that of the other's partner.
  @inline(__always)
  private func excesses(_ j: Int) -> (forward: Double, backward: Double, doubt: Double) {
    let sum = square + squares[j]
    let distance = sum - 2 * products[j]
    return (distance - limit, distance - limits[j], rounding * sum)
  }
}
