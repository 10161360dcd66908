import LinearAlgebra

/// The nearest other samples of every sample, list behind list.
struct NeighbourLists: Sendable {
  private var members: [Int32] = []
  /// Where each sample's list begins, and the end.
  private var starts = [0]

  /// The number of samples.
  var count: Int { starts.count - 1 }

  /// The number of neighbours of all samples.
  var total: Int { members.count }

  /// Calls `body` with each neighbour of a sample.
  @inline(__always)
  func forEach(of sample: Int, _ body: (Int) -> Void) {
    members.withUnsafeBufferPointer { members in
      for place in starts[sample]..<starts[sample + 1] { body(Int(members[place])) }
    }
  }

  /// The k nearest by Euclidean distance, less those tied for the last places; z has more than k +
  /// 1 columns.
  ///
  /// Products say which samples can be among them, with room for rounding. The distances of those
  /// are summed from differences and compared exactly.
  init(of z: Matrix<Double>, k: Int) {
    let n = z.columns
    var search = NeighbourSearch(z, wanted: k + 1)
    members.reserveCapacity(n * k)
    starts.reserveCapacity(n + 1)
    let width = Self.blockWidth(n)
    var products = Matrix<Double>(n, width)
    for first in stride(from: 0, to: n, by: width) {
      let range = first..<min(first + width, n)
      Matrix.innerProducts(z, 0..<n, z, range, into: &products)
      products.withUnsafeElements { products in
        for i in range {
          let own = UnsafeBufferPointer(rebasing: products[((i - first) * n)..<((i - first + 1) * n)])
          search.appendNearest(to: i, products: own, &members)
          starts.append(members.count)
        }
      }
    }
  }

  /// Of how many samples the products with all others are at hand at once: those of one, or what 32
  /// MB hold.
  static func blockWidth(_ samples: Int) -> Int { max(1, min(256, samples, (1 << 22) / samples)) }
}

/// Finds the nearest samples of one sample after the other, in memory of its own.
private struct NeighbourSearch {
  private let z: Matrix<Double>
  /// The squared norms of the samples.
  private let squares: [Double]
  private let rounding: Double
  /// A bound of the distance of each sample.
  private var bounds: [Double]
  /// The least bound in each of many groups of samples.
  private var groups: [Double]
  /// The samples that can be among the nearest, and their distances.
  private var candidates: [Int32] = []
  private var distances: [Double] = []
  private var smallest: Smallest

  /// - Parameter wanted: one more than the neighbours that are looked for.
  init(_ z: Matrix<Double>, wanted: Int) {
    self.z = z
    squares = z.columnSquares
    rounding = ScaledLatents.productRounding(z.rows)
    bounds = [Double](repeating: 0, count: z.columns)
    groups = [Double](repeating: 0, count: max(64, 4 * wanted))
    smallest = Smallest(wanted)
  }

  /// Appends the samples that are nearer than the last wanted one.
  /// - Parameter products: the scalar products of the sample with all.
  mutating func appendNearest(to sample: Int, products: UnsafeBufferPointer<Double>, _ members: inout [Int32]) {
    // At most this far away are the nearest, for sure: as many groups have a sample within it.
    bound(sample, products, movedBy: rounding)
    bounds.writeLeast(ofGroups: &groups)
    let limit = smallest.largest(of: groups)
    bound(sample, products, movedBy: -rounding)
    candidates.removeAll(keepingCapacity: true)
    bounds.forEachPlace(upTo: limit) { candidates.append(Int32($0)) }
    let d = z.rows
    z.withUnsafeElements { x in
      distances.removeAll(keepingCapacity: true)
      for other in candidates { distances.append(Self.squaredDistance(x, sample * d, Int(other) * d, d)) }
    }
    let last = smallest.largest(of: distances)
    for (place, distance) in distances.enumerated() where distance < last { members.append(candidates[place]) }
  }

  /// Writes the squared distances, expanded into products and moved by `shift` times the summed
  /// squared norms. The sample itself is at infinity.
  private mutating func bound(_ sample: Int, _ products: UnsafeBufferPointer<Double>, movedBy shift: Double) {
    let own = squares[sample]
    bounds.withUnsafeMutableBufferPointer { bounds in
      squares.withUnsafeBufferPointer { squares in
        for j in 0..<bounds.count {
          let sum = own + squares[j]
          bounds[j] = sum - 2 * products[j] + shift * sum
        }
      }
    }
    bounds[sample] = .infinity
  }

  private static func squaredDistance(_ x: UnsafeBufferPointer<Double>, _ a: Int, _ b: Int, _ d: Int) -> Double {
    guard let x = x.baseAddress else { return 0 }
    var sums = SIMD8<Double>.zero
    for place in stride(from: 0, to: d, by: 8) {
      let difference = (x + a + place).eight(of: d - place) - (x + b + place).eight(of: d - place)
      sums += difference * difference
    }
    return sums.sum()
  }
}

/// As many of the smallest of several numbers as are wanted.
private struct Smallest {
  /// Ascending.
  private var kept: [Double]

  /// - Parameter count: how many are kept; at least one.
  init(_ count: Int) { kept = [Double](repeating: .infinity, count: count) }

  /// The largest of the smallest `values`; infinity where there are fewer.
  mutating func largest(of values: [Double]) -> Double {
    kept.withUnsafeMutableBufferPointer { kept in
      let last = kept.count - 1
      for place in kept.indices { kept[place] = .infinity }
      for value in values where value < kept[last] {
        var place = last
        while place > 0, kept[place - 1] > value {
          kept[place] = kept[place - 1]
          place -= 1
        }
        kept[place] = value
      }
      return kept[last]
    }
  }
}

/// Passes over many values, several at a time.
extension [Double] {
  /// Calls `body` with every place whose value is at most the limit.
  @inline(__always)
  fileprivate func forEachPlace(upTo limit: Double, _ body: (Int) -> Void) {
    withUnsafeBufferPointer { values in
      for first in stride(from: 0, to: values.count, by: 32) {
        let block = UnsafeBufferPointer(rebasing: values[first..<Swift.min(first + 32, values.count)])
        var found = 0
        for value in block { found &+= value <= limit ? 1 : 0 }
        guard found > 0 else { continue }
        for place in block.indices where block[place] <= limit { body(first + place) }
      }
    }
  }

  /// Writes the least of the values of each group, the values dealt out in turn; infinity where a
  /// group has none.
  fileprivate func writeLeast(ofGroups groups: inout [Double]) {
    withUnsafeBufferPointer { values in
      groups.withUnsafeMutableBufferPointer { groups in
        for group in groups.indices { groups[group] = .infinity }
        for first in stride(from: 0, to: values.count, by: groups.count) {
          let block = UnsafeBufferPointer(rebasing: values[first..<Swift.min(first + groups.count, values.count)])
          for place in block.indices { groups[place] = block[place] < groups[place] ? block[place] : groups[place] }
        }
      }
    }
  }
}
