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

  /// The k nearest by Euclidean distance, less those tied for the last places; z has more than k + 1 columns.
  ///
  /// Products say which samples can be among them whatever rounding did; the distances of those are summed from differences, and
  /// compared exactly.
  init(of z: Matrix<Double>, k: Int) {
    let (d, n) = (z.rows, z.columns)
    let squares = z.columnSquares
    let rounding = ScaledLatents.productRounding(d)
    members.reserveCapacity(n * k)
    for first in stride(from: 0, to: n, by: 256) {
      let range = first..<min(first + 256, n)
      let products = Matrix.product(z, z.columns(range), transposing: .first)
      products.withUnsafeElements { products in
        z.withUnsafeElements { x in
          var near = Nearest(k + 1)
          var exact = Nearest(k + 1)
          for i in range {
            let distances = ExpandedDistances(
              own: squares[i], squares: squares, products: products[((i - first) * n)..<((i - first + 1) * n)])
            near.removeAll()
            // At most this far away, for sure.
            distances.forEach(shiftedBy: rounding, upTo: near.largest) { j, furthest in
              if j != i { near.insert(furthest, j) }
              return near.largest
            }
            exact.removeAll()
            distances.forEach(shiftedBy: -rounding, upTo: near.largest) { j, _ in
              if j != i { exact.insert(Self.squaredDistance(x, i * d, j * d, d), j) }
              return near.largest
            }
            members += exact.withoutTies
            starts.append(members.count)
          }
        }
      }
    }
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

/// The squared distances of one sample from all, expanded into products.
private struct ExpandedDistances {
  /// The sample's own squared norm, and those of all.
  let own: Double
  let squares: [Double]
  let products: Slice<UnsafeBufferPointer<Double>>

  /// Calls `body` with every sample whose distance, moved by `shift` times the summed squared norms, is at most the limit, which is what `body`
  /// returned last.
  @inline(__always)
  func forEach(shiftedBy shift: Double, upTo limit: Double, _ body: (Int, Double) -> Double) {
    let products = UnsafeBufferPointer(rebasing: products)
    var limit = limit
    // All first, which the processor does several at a time.
    withUnsafeTemporaryAllocation(of: Double.self, capacity: squares.count) { moved in
      squares.withUnsafeBufferPointer { squares in
        for j in squares.indices {
          let sum = own + squares[j]
          moved.initializeElement(at: j, to: sum - 2 * products[j] + shift * sum)
        }
      }
      for j in moved.indices where moved[j] <= limit { limit = body(j, moved[j]) }
    }
  }
}

/// The nearest samples that were put in, ascending; of equal distances the one put in first stands first.
private struct Nearest {
  private let capacity: Int
  private var entries: [(distance: Double, sample: Int)] = []
  /// The distance of the last; infinity until there are as many as wanted.
  private(set) var largest = Double.infinity

  init(_ capacity: Int) {
    self.capacity = capacity
    entries.reserveCapacity(capacity)
  }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    largest = .infinity
  }

  /// Puts a sample in, unless as many as wanted are as near.
  mutating func insert(_ distance: Double, _ sample: Int) {
    guard distance < largest else { return }
    if entries.count == capacity { entries.removeLast() }
    var place = entries.count
    entries.append((distance, sample))
    while place > 0, entries[place - 1].distance > distance {
      entries[place] = entries[place - 1]
      place -= 1
    }
    entries[place] = (distance, sample)
    if entries.count == capacity { largest = entries[capacity - 1].distance }
  }

  /// All but the last, and without those as far away as the last.
  var withoutTies: [Int32] {
    let limit = entries[capacity - 1].distance
    return entries.dropLast().filter { $0.distance < limit }.map { Int32($0.sample) }
  }
}
