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
  /// Both are k x n; column i of `target` is the partner of column i of `source`. Near partners far
  /// from the origin are told apart (`PartnerRanks`). A latent that is not finite gives the worst
  /// rank to every sample. Cost: a product of O(n² k), tile by tile; memory O(n k).
  public init(
    from source: Matrix<Double>, to target: Matrix<Double>, distance: RetrievalDistance = .euclidean
  ) {
    self = Self.bothWays(source, target, distance: distance).forward
  }

  private init(ranks: [Int]) { self.ranks = ranks }

  /// The retrieval from the first to the second latent, and back: one product serves both ways.
  public static func bothWays(
    _ z1: Matrix<Double>, _ z2: Matrix<Double>, distance: RetrievalDistance = .euclidean
  ) -> (forward: Retrieval, backward: Retrieval) {
    precondition(
      z1.rows == z2.rows && z1.columns == z2.columns,
      "latents of \(z1.rows) x \(z1.columns) and \(z2.rows) x \(z2.columns)")
    let (k, n) = (z1.rows, z1.columns)
    guard let latents = ScaledLatents(z1, z2) else {
      let worst = Retrieval(ranks: [Int](repeating: max(n - 1, 0), count: n))
      return (worst, worst)
    }
    switch distance {
    case .euclidean:
      let ranks = PartnerRanks(latents.z1, latents.z2)
      return (Retrieval(ranks: ranks.forward), Retrieval(ranks: ranks.backward))
    case .cosine:
      let (a, b) = (latents.z1.directions, latents.z2.directions)
      let ranks = PartnerRanks(a, b)
      // Without a direction of either, the partner comes last: equal distances count against.
      func settled(_ ranks: [Int]) -> Retrieval {
        Retrieval(ranks: ranks.enumerated().map { a[k, $0] + b[k, $0] > 0 ? n - 1 : $1 })
      }
      return (settled(ranks.forward), settled(ranks.backward))
    }
  }

  /// The share of samples whose partner is among the `k` nearest.
  ///
  /// Nil where there are not more than `k` samples: everything would be found.
  public func recall(at k: Int) -> Double? {
    guard ranks.count > k else { return nil }
    return Double(ranks.count { $0 < k }) / Double(ranks.count)
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
