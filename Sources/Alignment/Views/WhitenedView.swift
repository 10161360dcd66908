import LinearAlgebra

/// One centred view X whitened under a ridge r: a W with W (C + r I) W' = I, C = X X' / n, whose
/// rows span the range of X. Any such W serves; they differ by a rotation.
///
/// The route is chosen here and nowhere else. If r is at least 1e-6 of the total variance
/// (`ridge: 0.1` is, up to 100,000 features), the smaller of C and X'X is factorised. Rounding of
/// C, eps times its largest eigenvalue, then changes W C W' by a small multiple of
/// eps / 1e-6 = 2e-10. With a smaller ridge the SVD of X is used, which squares nothing. Directions
/// below 1e3 · eps of the largest singular value are left out (SVD: below the house tolerance).
/// Cost: min(d, n)² max(d, n) operations; the SVD takes several times as many.
struct WhitenedView: Sendable {
  /// What W comes from.
  enum Route: Sendable {
    /// The Gram matrix of the smaller side.
    case gram
    /// The singular value decomposition.
    case svd

    /// The route for a ridge of `share` times the mean variance of `features` features.
    init(share: Double, features: Int) { self = share >= 1e-6 * Double(features) ? .gram : .svd }
  }

  /// The mean of each feature, d values.
  let offset: [Double]
  /// W', d x r.
  let basis: Matrix<Double>
  /// W C W', r x r.
  let covariance: Matrix<Double>
  /// Up to a rotation C W' over the root of the total variance, where that is diagonal; nil of
  /// joint views.
  private let shares: [Double]?
  private let samples: Samples
  /// The covariance of this view and others together, and the rows of this one; nil where views
  /// were read one by one.
  private let joint: (covariance: StackedCovariance<Double>, rows: Range<Int>)?

  /// What W X is made of.
  private enum Samples {
    /// X before its means are taken away.
    case plain(Matrix<Double>)
    case centred(Matrix<Double>)
    /// W X itself.
    case whitened(Matrix<Double>)
  }

  /// A view whitened under a ridge of `share` times the mean variance of its features.
  /// - Throws: `InputError` where all its samples are the same.
  init(
    _ view: Matrix<Double>, share: Double, route: Route? = nil, of modality: String, for method: String
  ) throws {
    if route ?? Route(share: share, features: view.rows) == .svd {
      self.init(try CentredView(view, of: modality, for: method), share: share)
    } else {
      try self.init(gramOf: view, share: share, of: modality, for: method)
    }
  }

  /// The same by the Gram matrix of the smaller side.
  private init(gramOf view: Matrix<Double>, share: Double, of modality: String, for method: String) throws {
    joint = nil
    let n = Double(view.columns)
    let isWide = view.rows <= view.columns
    let (centred, means) = CentredView.centred(view)
    offset = means
    let side = try GramSingularBasis(isWide ? centred : centred.transposed())
    try CentredView.checkVariation(rank: side.rank, of: modality, pairs: view.columns, for: method)
    let variances = side.values.map { $0 * $0 / n }
    let ridge = share * variances.reduce(0, +) / Double(view.rows)
    let factors = variances.map { 1 / ($0 + ridge).squareRoot() }
    covariance = .diagonal(variances.map { $0 / ($0 + ridge) })
    shares = Self.shares(variances, ridge: ridge)
    if isWide {
      basis = side.vectors.scalingColumns(by: factors)
      samples = .centred(centred)
    } else {
      basis = centred * side.vectors.scalingColumns(by: zip(side.values, factors).map { $1 / $0 })
      samples = .whitened(
        side.vectors.scalingColumns(by: zip(side.values, factors).map { $0 * $1 }).transposed())
    }
  }

  /// The same from the view's singular basis.
  private init(_ view: CentredView, share: Double) {
    joint = nil
    let whitened = view.whitened(ridge: view.ridge(share))
    offset = view.offset
    basis = whitened.basis
    covariance = .diagonal(whitened.scores.columnNorms.map { $0 * $0 / Double(view.count) })
    shares = Self.shares(view.variances, ridge: view.ridge(share))
    samples = .whitened(whitened.scores.transposed())
  }

  /// The views of pairs, whitened. Where all have fewer features than there are pairs and full
  /// rank, and Gram matrices serve, one pass over the samples gives all that is needed of them. A
  /// view that samples lack holds those that have it.
  /// - Throws: `InputError` where all samples of a view are the same.
  static func all(
    _ pairs: PairedFeatures, share: Double, route: Route? = nil, for method: String
  ) throws -> [WhitenedView] {
    if pairs.present != nil {
      return try pairs.modalities.enumerated().map { place, modality in
        try WhitenedView(pairs.presentView(place), share: share, route: route, of: modality, for: method)
      }
    }
    let byGram = pairs.views.allSatisfy {
      $0.rows <= $0.columns && (route ?? Route(share: share, features: $0.rows)) == .gram
    }
    if byGram {
      let covariance = StackedCovariance(pairs.views)
      var first = 0
      let views = try pairs.views.enumerated().map { place, view in
        defer { first += view.rows }
        return try WhitenedView(
          view, share: share, means: covariance.means[place],
          joint: (covariance, first..<(first + view.rows)))
      }
      if views.allSatisfy({ $0 != nil }) { return views.compactMap(\.self) }
    }
    return try pairs.modalities.enumerated().map { place, modality in
      let view = pairs.views[place]
      guard (route ?? Route(share: share, features: view.rows)) == .svd else {
        return try WhitenedView(gramOf: view, share: share, of: modality, for: method)
      }
      let centred = try pairs.centredView(place)
      try CentredView.checkVariation(rank: centred.rank, of: modality, pairs: pairs.count, for: method)
      return WhitenedView(centred, share: share)
    }
  }

  /// A view whitened by the inverse W of the Cholesky factor of C + r I, which whitens all of R^d;
  /// nil unless C is seen to have full rank: C less 1e-8 of the total variance on its diagonal is
  /// positive definite, and no feature varies as little as rounding of its mean could make it.
  private init?(
    _ view: Matrix<Double>, share: Double, means: [Double],
    joint: (covariance: StackedCovariance<Double>, rows: Range<Int>)
  ) throws {
    let d = view.rows
    let matrix = joint.covariance.matrix.block(joint.rows, joint.rows)
    let total = (0..<d).reduce(0) { $0 + matrix[$1, $1] }
    guard (0..<d).allSatisfy({ matrix[$0, $0].squareRoot() > 1e-12 * abs(means[$0]) }) else { return nil }
    func shifted(by shift: Double) -> Matrix<Double> {
      var result = matrix
      for i in 0..<d { result[i, i] += shift }
      return result
    }
    guard (try? CholeskyFactorisation(shifted(by: -1e-8 * total))) != nil else { return nil }
    let ridge = share * total / Double(d)
    offset = means
    basis = try CholeskyFactorisation(shifted(by: ridge)).solvingLowerTransposed(.identity(d))
    covariance = .identity(d) - ridge * basis.gramOfColumns()
    samples = .plain(view)
    shares = nil
    self.joint = joint
  }

  /// The covariance of each singular direction with its variate, over the root of the total
  /// variance.
  static func shares(_ variances: [Double], ridge: Double) -> [Double] {
    let total = variances.reduce(0, +).squareRoot()
    return variances.map { $0 / ($0 + ridge).squareRoot() / total }
  }

  /// What directions a (columns, in the coordinates of W) carry of the view: C W' a over the root
  /// of the total variance, up to a rotation of the features. Without a ridge its squared norm is
  /// the share of the variance that the variate a' W x accounts for.
  func loadings(of directions: Matrix<Double>) -> Matrix<Double> {
    if let shares { return directions.scalingRows(by: shares) }
    guard let joint else { return directions }
    let covariance = joint.covariance.matrix.block(joint.rows, joint.rows)
    let total = (0..<covariance.rows).reduce(0) { $0 + covariance[$1, $1] }.squareRoot()
    return (1 / total) * (covariance * (basis * directions))
  }

  /// The same of vectors that have a block for each of several views, one on another.
  static func loadings(_ views: [WhitenedView], of vectors: Matrix<Double>) -> Matrix<Double> {
    var first = 0
    return .stackedVertically(
      views.map { view in
        defer { first += view.rank }
        return view.loadings(of: vectors.rows(first..<(first + view.rank)))
      })
  }

  /// Number of directions, r.
  var rank: Int { basis.columns }
  /// Number of samples, n.
  var count: Int {
    switch samples {
    case .plain(let samples), .centred(let samples), .whitened(let samples): samples.columns
    }
  }

  /// W X, r x n.
  var scores: Matrix<Double> {
    switch samples {
    case .plain(let view):
      Matrix.product(basis, view.addingToColumns(offset.map { -$0 }), transposing: .first)
    case .centred(let centred): Matrix.product(basis, centred, transposing: .first)
    case .whitened(let scores): scores
    }
  }

  /// W_1 C_12 W_2', r_1 x r_2: the cross-covariance of the whitened views.
  static func crossCovariance(_ first: WhitenedView, _ second: WhitenedView) -> Matrix<Double> {
    if let a = first.joint, let b = second.joint {
      return Matrix.product(first.basis, a.covariance.matrix.block(a.rows, b.rows), transposing: .first) * second.basis
    }
    let n = Double(first.count)
    switch (first.samples, second.samples) {
    case (.centred(let x), .centred(let y)):
      let cross = (1 / n) * Matrix.product(x, y, transposing: .second)
      return Matrix.product(first.basis, cross, transposing: .first) * second.basis
    default: return (1 / n) * Matrix.product(first.scores, second.scores, transposing: .second)
    }
  }

  /// The matrix of the blocks W_m C_ml W_l'; those with m = l are `diagonal` of the view.
  static func crossCovariances(
    _ views: [WhitenedView], diagonal: (WhitenedView) -> Matrix<Double>
  ) -> Matrix<Double> {
    var blocks = views.map { view in [Matrix<Double>](repeating: diagonal(view), count: views.count) }
    for m in views.indices {
      for l in views.indices where l > m {
        blocks[m][l] = crossCovariance(views[m], views[l])
        blocks[l][m] = blocks[m][l].transposed()
      }
    }
    return .stackedVertically(blocks.map(Matrix.stackedHorizontally))
  }

  /// The maps V_m' W_m for stacked vectors V = [V_1; V_2; ...], one a column; in each vector the
  /// element of largest magnitude of the first view's map is positive, so that signs do not depend
  /// on which W it is. Behind the first `related` vectors, where blocks have nothing to do with one
  /// another, that goes for each view's map.
  static func maps(
    _ views: [WhitenedView], _ vectors: Matrix<Double>, related: Int? = nil
  ) -> [Matrix<Double>] {
    var first = 0
    let parts = views.map { view in
      defer { first += view.rank }
      return view.basis * vectors.rows(first..<(first + view.rank))
    }
    let signs = SignConvention.signs(ofColumnsOf: parts[0])
    return parts.map { part in
      guard let related, related < vectors.columns else { return part.scalingColumns(by: signs).transposed() }
      let own = SignConvention.signs(ofColumnsOf: part)
      return part.scalingColumns(by: Array(signs[..<related] + own[related...])).transposed()
    }
  }
}
