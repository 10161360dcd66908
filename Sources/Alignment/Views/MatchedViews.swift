import LinearAlgebra

/// Two centred views brought to one number of features, for methods that need one space.
///
/// Views of equal size are only centred: feature i of one stands for feature i of the other.
/// Otherwise the larger view is written in as many principal components as the smaller has features
/// (rows of zeros beyond its rank). Pairing is not used.
struct MatchedViews: Sendable {
  /// From features to the common size, in the order of the pairs.
  let maps: [AffineMap]
  /// The mapped views, p x n each.
  let views: [Matrix<Double>]
  /// That components of equal variance stand on both sides of the cut.
  let tie: DirectionTie?

  init(_ pairs: PairedFeatures) throws {
    let size = pairs.views.map(\.rows).min() ?? 0
    var ties: [DirectionTie?] = []
    maps = try pairs.views.enumerated().map { place, features in
      guard features.rows > size else {
        return AffineMap(subtracting: features.rowMeans)
      }
      let view = try pairs.centredView(place)
      let count = min(size, view.rank)
      ties.append(view.tie(cutAt: count))
      let components = view.u.columns(0..<count).transposed()
      return AffineMap(
        matrix: Matrix.stackedVertically([components, Matrix(size - count, features.rows)]), offset: view.offset)
    }
    tie = ties.compactMap(\.self).first
    views = zip(maps, pairs.views).map { $0($1) }
  }
}
