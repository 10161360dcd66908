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
            let row = (i - first) * n
            near.removeAll()
            // At most this far away, for sure.
            for j in 0..<n where j != i {
              let sum = squares[i] + squares[j]
              near.offer(sum - 2 * products[row + j] + rounding * sum, j)
            }
            exact.removeAll()
            for j in 0..<n where j != i {
              let sum = squares[i] + squares[j]
              guard sum - 2 * products[row + j] - rounding * sum <= near.largest else { continue }
              exact.offer(Self.squaredDistance(x, i * d, j * d, d), j)
            }
            members += exact.withoutTies
            starts.append(members.count)
          }
        }
      }
    }
  }

  private static func squaredDistance(_ x: UnsafeBufferPointer<Double>, _ a: Int, _ b: Int, _ d: Int) -> Double {
    (0..<d).reduce(0) { $0 + (x[a + $1] - x[b + $1]) * (x[a + $1] - x[b + $1]) }
  }
}

/// The nearest samples that were offered, ascending; of equal distances the one offered first stands first.
private struct Nearest {
  private let capacity: Int
  private var entries: [(distance: Double, sample: Int)] = []

  init(_ capacity: Int) {
    self.capacity = capacity
    entries.reserveCapacity(capacity + 1)
  }

  mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

  /// The distance of the last; infinity until there are as many as wanted.
  var largest: Double { entries.count < capacity ? .infinity : entries[capacity - 1].distance }

  @inline(__always)
  mutating func offer(_ distance: Double, _ sample: Int) {
    if entries.count == capacity, distance >= entries[capacity - 1].distance { return }
    var place = entries.count
    while place > 0, entries[place - 1].distance > distance { place -= 1 }
    entries.insert((distance, sample), at: place)
    if entries.count > capacity { entries.removeLast() }
  }

  /// All but the last, and without those as far away as the last.
  var withoutTies: [Int32] {
    let limit = entries[capacity - 1].distance
    return entries.dropLast().filter { $0.distance < limit }.map { Int32($0.sample) }
  }
}
