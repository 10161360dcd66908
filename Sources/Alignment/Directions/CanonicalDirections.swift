import LinearAlgebra

/// Pairs of canonical directions with their correlations. Of equal correlations, those with most of
/// the data's variation come first.
///
/// W_1 C_12 W_2' = U diag(rho) V' leaves U and V open where correlations are equal: all are 1 with
/// fewer pairs than features and no ridge. Directions of equal correlation are turned together, so
/// that what a pair carries of both modalities, each in units of its own variance, descends.
/// Directions of correlation 0 do not belong together. Each modality orders its own, out of all
/// that are uncorrelated.
struct CanonicalDirections {
  /// Descending.
  let correlations: [Double]
  /// U on V, r_1 + r_2 rows.
  let vectors: Matrix<Double>
  /// U and V.
  var sides: [Matrix<Double>] { [vectors.rows(0..<size), vectors.rows(size..<vectors.rows)] }
  private let size: Int
  /// The number of directions that are correlated: behind them the signs of both sides have nothing
  /// to do with each other.
  let correlated: Int
  let equal: [EqualDirections]

  /// - Parameters:
  ///   - cross: W_1 C_12 W_2', r_1 x r_2.
  ///   - loadings: for each modality what directions carry of it.
  init(
    _ cross: Matrix<Double>, loadings: [(Matrix<Double>) -> Matrix<Double>]
  ) throws {
    let decomposition = try SingularValueDecomposition(cross)
    correlations = decomposition.values
    let largest = max(correlations.first ?? 0, 0)
    let tolerance = EqualDirections.tolerance * largest
    var (u, v) = (decomposition.u, decomposition.v)
    let correlated = correlations.prefix { $0 > tolerance }.count
    self.correlated = correlated
    if correlated < correlations.count && largest > 0 {
      u = try Self.completed(u, correlated)
      v = try Self.completed(v, correlated)
    }
    size = u.rows
    let (ordered, equal) = try EqualDirections.ordered(
      .stackedVertically([u.columns(0..<correlated), v.columns(0..<correlated)]),
      runs: EqualDirections.runs(of: Array(correlations.prefix(correlated)), tolerance: tolerance)
    ) { [size] vectors in
      .stackedVertically([
        loadings[0](vectors.rows(0..<size)), loadings[1](vectors.rows(size..<vectors.rows)),
      ])
    }
    let rest = correlations.count - correlated
    guard rest > 0 else {
      (vectors, self.equal) = (ordered, equal)
      return
    }
    // Sides apart: what belongs to one says nothing of the other.
    let sides = try zip([u, v], loadings).map { side, loadings in
      let open = side.columns(correlated..<side.columns)
      return try EqualDirections.ordered(open, runs: open.columns > 1 ? [0..<open.columns] : [], loadings: loadings)
    }
    vectors = .stackedHorizontally([ordered, .stackedVertically(sides.map { $0.vectors.columns(0..<rest) })])
    self.equal =
      equal
      + (rest > 1
        ? [EqualDirections(places: correlated..<correlations.count, carried: Self.together(sides.map(\.equal), rest))]
        : [])
  }

  /// Numbers that descend by what both sides descend by at least.
  private static func together(_ sides: [[EqualDirections]], _ count: Int) -> [Double] {
    let carried = sides.compactMap { $0.first?.carried }
    var result = [Double](repeating: 0, count: count)
    for place in (0..<(count - 1)).reversed() {
      result[place] = result[place + 1] + (carried.map { $0[place] - $0[place + 1] }.min() ?? 0)
    }
    return result
  }

  /// The first columns, and an orthonormal basis of everything orthogonal to them.
  private static func completed(_ vectors: Matrix<Double>, _ count: Int) throws -> Matrix<Double> {
    let known = vectors.columns(0..<count)
    guard count > 0 else { return .identity(vectors.rows) }
    let all = try QRFactorisation(known).q(columns: vectors.rows)
    return .stackedHorizontally([known, all.columns(count..<vectors.rows)])
  }
}
