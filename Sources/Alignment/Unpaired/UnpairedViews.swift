import LinearAlgebra
import Randomness

/// Two views for methods that use no pairing: the first k principal components of each, at unit
/// variance.
///
/// Neither units nor rotations of a modality's features matter. The samples to compare are drawn
/// from each view by itself and put into an order that their features give. So nothing depends on
/// the order in which they came: no pair can be read off it.
struct UnpairedViews: Sendable {
  let modalities: [String]
  let source: Int
  let target: Int
  /// From features to components, in the order of the pairs.
  let maps: [AffineMap]
  /// The components of the samples to compare, k x n each.
  let samples: [Matrix<Double>]
  /// That components of equal variance stand on both sides of the cut.
  let tie: DirectionTie?

  var x: Matrix<Double> { samples[source] }
  var y: Matrix<Double> { samples[target] }

  /// - Parameter limit: the largest number of samples of each modality.
  /// - Throws: `InputError` for more than two modalities, a view that does not vary, and a k beyond
  ///   the smaller rank.
  init(_ pairs: PairedFeatures, k: Int, limit: Int, seed: Seed, for method: String) throws {
    try Check.twoModalities(pairs, method)
    let views = try (0..<2).map { place in
      let view = try pairs.centredView(place)
      try CentredView.checkVariation(rank: view.rank, of: pairs.modalities[place], pairs: pairs.count, for: method)
      return view
    }
    try Check.k(k, atMost: views.map(\.rank).min() ?? 0, "the smaller rank of the two modalities", method)
    modalities = pairs.modalities
    (source, target) = pairs.places
    let maps = views.map { view in
      let factors = view.variances.prefix(k).map { 1 / $0.squareRoot() }
      return AffineMap(matrix: view.u.columns(0..<k).scalingColumns(by: factors).transposed(), offset: view.offset)
    }
    self.maps = maps
    samples = maps.enumerated().map { place, map in
      let all = map(pairs.views[place])
      let order = Landmarks.order([all])
      guard order.count > limit else { return all.selectingColumns(order) }
      var generator = seed.deriving("samples", pairs.modalities[place]).generator
      let drawn = Set(generator.sample(limit, of: order))
      return all.selectingColumns(order.filter(drawn.contains))
    }
    tie = views.compactMap { $0.tie(cutAt: k) }.first
  }

  /// The alignment that turns the source's components and leaves the target's.
  func alignment(turning rotation: Matrix<Double>, tie open: DirectionTie?, report: MatchingReport) -> LinearAlignment {
    var maps = maps
    maps[source] = AffineMap(matrix: rotation * maps[source].matrix, offset: maps[source].offset)
    return LinearAlignment(modalities: modalities, maps: maps, tie: tie ?? open, matching: report)
  }
}

/// The rotation of x that comes closest to y, given their products.
struct Turn: Sendable {
  /// An isometry of the directions that the products determine; others are left out.
  let matrix: Matrix<Double>
  /// Directions left out.
  let open: Int

  /// - Parameters:
  ///   - cross: y x', the sum over matched samples.
  ///   - size: the product of the sizes of both sides, by which rounding is told.
  init(_ cross: Matrix<Double>, size: Double) throws {
    let decomposition = try SingularValueDecomposition(cross)
    let tolerance = rankTolerance(largest: size, rows: cross.rows, columns: cross.columns)
    let rank = decomposition.values.count { $0 > tolerance }
    matrix = Matrix.product(
      decomposition.u.columns(0..<rank), decomposition.v.columns(0..<rank), transposing: .second)
    open = decomposition.values.count - rank
  }

  /// The rotation of the columns of x on to those of y, one by one.
  init(_ x: Matrix<Double>, to y: Matrix<Double>) throws {
    try self.init(.product(y, x, transposing: .second), size: x.frobeniusNorm * y.frobeniusNorm)
  }

  /// What is said of the directions left out; nil where there are none.
  var tie: DirectionTie? { open > 0 ? DirectionTie(tied: open, kept: 0, rule: .leftOut) : nil }
}
