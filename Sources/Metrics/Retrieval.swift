import LinearAlgebra

/// How far apart two latents are when partners are looked for.
public enum RetrievalDistance: String, Codable, Sendable, CaseIterable {
  /// The Euclidean distance.
  case euclidean
  /// One minus the cosine of the angle. A latent of length 0 has no direction: it counts as
  /// orthogonal to everything.
  case cosine
}

/// The rank of every sample's own partner among all partners, nearest first.
public struct Retrieval: Sendable, Equatable {
  /// For each sample, how many partners of others are at most as far away as its own: 0 where its
  /// own is the nearest.
  ///
  /// Ties count against, so that a collapsed latent, where all are equally near, finds nothing.
  public let ranks: [Int]

  /// Ranks the partners of each source sample among all target samples.
  ///
  /// Both are k x n; column i of `target` is the partner of column i of `source`. Products only say
  /// which distances differ from the partner's by more than rounding can do. The others are summed
  /// from differences: near partners far from the origin are told apart. A latent that is not
  /// finite gives the worst rank to every sample. Cost: a product of O(n² k).
  public init(
    from source: Matrix<Double>, to target: Matrix<Double>, distance: RetrievalDistance = .euclidean
  ) {
    precondition(
      source.rows == target.rows && source.columns == target.columns,
      "latents of \(source.rows) x \(source.columns) and \(target.rows) x \(target.columns)")
    let n = source.columns
    guard let latents = ScaledLatents(source, target) else {
      ranks = [Int](repeating: max(n - 1, 0), count: n)
      return
    }
    switch distance {
    case .euclidean: ranks = Self.ranks(from: latents.z1, to: latents.z2)
    case .cosine:
      let (a, b) = (latents.z1.directions, latents.z2.directions)
      let k = source.rows
      // Without a direction of either, the partner comes last: equal distances count against.
      ranks = zip(0..<n, Self.ranks(from: a, to: b)).map { a[k, $0] + b[k, $0] > 0 ? n - 1 : $1 }
    }
  }

  /// The retrieval from the first to the second latent, and back.
  public static func bothWays(
    _ z1: Matrix<Double>, _ z2: Matrix<Double>, distance: RetrievalDistance = .euclidean
  ) -> (forward: Retrieval, backward: Retrieval) {
    (Retrieval(from: z1, to: z2, distance: distance), Retrieval(from: z2, to: z1, distance: distance))
  }

  /// The share of samples whose partner is among the `k` nearest.
  ///
  /// Nil where there are not more than `k` samples: everything would be found.
  public func recall(at k: Int) -> Double? {
    guard ranks.count > k else { return nil }
    return Double(ranks.count { $0 < k }) / Double(ranks.count)
  }

  private static func ranks(from source: Matrix<Double>, to target: Matrix<Double>) -> [Int] {
    let (k, n) = (source.rows, source.columns)
    let (own, others) = (source.columnSquares, target.columnSquares)
    let rounding = ScaledLatents.productRounding(k)
    var ranks: [Int] = []
    ranks.reserveCapacity(n)
    for first in stride(from: 0, to: n, by: 256) {
      let range = first..<min(first + 256, n)
      // Column by column the products of one source sample with every target.
      let products = Matrix.product(target, source.columns(range), transposing: .first)
      products.withUnsafeElements { products in
        source.withUnsafeElements { a in
          target.withUnsafeElements { b in
            others.withUnsafeBufferPointer { others in
              for i in range {
                let limit = squaredDistance(a, i * k, b, i * k, k, givingUpAbove: .infinity)
                let excesses = Excesses(
                  own: own[i], others: others, limit: limit, rounding: rounding,
                  products: UnsafeBufferPointer(rebasing: products[((i - first) * n)..<((i - first + 1) * n)]))
                ranks.append(
                  excesses.countNearer { j in
                    j != i && squaredDistance(a, i * k, b, j * k, k, givingUpAbove: limit) <= limit
                  })
              }
            }
          }
        }
      }
    }
    return ranks
  }

  /// The squared distance of two columns; once the sum has passed `limit`, any number above it.
  ///
  /// Terms are not negative, so a partial sum never exceeds the whole, and giving up never changes
  /// a comparison.
  private static func squaredDistance(
    _ a: UnsafeBufferPointer<Double>, _ first: Int, _ b: UnsafeBufferPointer<Double>, _ second: Int, _ k: Int,
    givingUpAbove limit: Double
  ) -> Double {
    guard let x = a.baseAddress.map({ $0 + first }), let y = b.baseAddress.map({ $0 + second }) else { return 0 }
    var sums = SIMD8<Double>.zero
    var start = 0
    while start + 32 <= k {
      for place in stride(from: start, to: start + 32, by: 8) {
        let difference = (x + place).eight(of: 8) - (y + place).eight(of: 8)
        sums += difference * difference
      }
      start += 32
      if sums.sum() > limit { return sums.sum() }
    }
    while start < k {
      let difference = (x + start).eight(of: k - start) - (y + start).eight(of: k - start)
      sums += difference * difference
      start += 8
    }
    return sums.sum()
  }
}

/// By how much the squared distances of one sample from all, expanded into products, exceed that of
/// its partner.
private struct Excesses {
  /// The sample's own squared norm, and those of the others.
  let own: Double
  let others: UnsafeBufferPointer<Double>
  /// The partner's squared distance.
  let limit: Double
  /// What rounding can do, in units of the summed squared norms.
  let rounding: Double
  /// The scalar products of the sample with the others.
  let products: UnsafeBufferPointer<Double>

  /// How many are nearer for sure, or are so by `decide`, which is asked where rounding could
  /// decide.
  @inline(__always)
  func countNearer(_ decide: (Int) -> Bool) -> Int {
    var nearer = 0
    for first in stride(from: 0, to: others.count, by: 32) {
      let end = min(first + 32, others.count)
      // Without branches, which the processor does several at a time.
      var (below, open) = (0, 0)
      for j in first..<end {
        let (excess, doubt) = excess(j)
        below &+= excess < -doubt ? 1 : 0
        open &+= abs(excess) <= doubt ? 1 : 0
      }
      nearer += below
      guard open > 0 else { continue }
      for j in first..<end {
        let (excess, doubt) = excess(j)
        if abs(excess) <= doubt, decide(j) { nearer += 1 }
      }
    }
    return nearer
  }

  @inline(__always)
  private func excess(_ j: Int) -> (value: Double, doubt: Double) {
    let squares = own + others[j]
    return (squares - 2 * products[j] - limit, rounding * squares)
  }
}

extension Matrix<Double> {
  /// The columns at unit length with one further row: 1 where a column has no direction.
  ///
  /// Squared distances of unit vectors are 2 - 2 cos, which orders like the cosine and keeps the
  /// digits of small angles. The further row puts a column without direction at 2 from every other
  /// (1 from its own length, 1 from the row), as an orthogonal one is.
  fileprivate var directions: Matrix {
    var result = Matrix(rows + 1, columns)
    for j in 0..<columns {
      let values = column(j)
      let largest = values.reduce(0) { Swift.max($0, abs($1)) }
      guard largest > 0 else {
        result[rows, j] = 1
        continue
      }
      let scaled = values.map { $0 / largest }
      let length = scaled.map { $0 * $0 }.compensatedSum.squareRoot()
      for i in 0..<rows { result[i, j] = scaled[i] / length }
    }
    return result
  }
}
