import LinearAlgebra

/// One centred view X whitened under a ridge r: a W with W (C + r I) W' = I, C = X X' / n, whose rows span the range of
/// X. Any such W serves; they differ by a rotation.
///
/// The route is chosen here and nowhere else. Where r is at least 1e-6 of the total variance (`ridge: 0.1` is, up to
/// 100,000 features), C or X'X, whichever is smaller, is factorised: rounding of C, eps times its largest eigenvalue,
/// then changes W C W' by a small multiple of eps / 1e-6 = 2e-10, and no more is lost. With a smaller ridge or none, the
/// SVD of X, which squares nothing. Left out are directions below 1e3 · eps of the largest singular value (SVD: below
/// the house tolerance). Cost: min(d, n)² max(d, n), the SVD's some ten times as much; memory as much as the view.
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
  /// W X is `basis`' · `samples`, or `samples` where they are whitened already.
  private let samples: Matrix<Double>
  private let areWhitened: Bool

  /// A view whitened under a ridge of `share` times the mean variance of its features.
  /// - Throws: `InputError` where all its samples are the same.
  init(
    _ view: Matrix<Double>, share: Double, route: Route? = nil, of modality: String, for method: String
  ) throws {
    let n = Double(view.columns)
    if route ?? Route(share: share, features: view.rows) == .svd {
      let view = try CentredView(view, of: modality, for: method)
      let whitened = view.whitened(ridge: view.ridge(share))
      offset = view.offset
      basis = whitened.basis
      covariance = .diagonal(whitened.scores.columnNorms.map { $0 * $0 / n })
      samples = whitened.scores.transposed()
      areWhitened = true
      return
    }
    let isWide = view.rows <= view.columns
    if isWide, let whole = try Self.wholeSpace(view, share: share) {
      (offset, samples, basis, covariance) = whole
      areWhitened = false
      return
    }
    let (centred, means) = CentredView.centred(view)
    offset = means
    let side = try GramSingularBasis(isWide ? centred : centred.transposed())
    try CentredView.checkVariation(rank: side.rank, of: modality, pairs: view.columns, for: method)
    let variances = side.values.map { $0 * $0 / n }
    let ridge = share * variances.reduce(0, +) / Double(view.rows)
    let factors = variances.map { 1 / ($0 + ridge).squareRoot() }
    covariance = .diagonal(variances.map { $0 / ($0 + ridge) })
    if isWide {
      basis = side.vectors.scalingColumns(by: factors)
      samples = centred
    } else {
      basis = centred * side.vectors.scalingColumns(by: zip(side.values, factors).map { $1 / $0 })
      samples = side.vectors.scalingColumns(by: zip(side.values, factors).map { $0 * $1 }).transposed()
    }
    areWhitened = !isWide
  }

  /// Means, centred samples, W' and W C W' for the inverse W of the Cholesky factor of C + r I, which whitens all of
  /// R^d; nil unless C is seen to have full rank: C less 1e-8 of the total variance on its diagonal is positive
  /// definite, and no feature varies as little as rounding of its mean could make it.
  private static func wholeSpace(
    _ view: Matrix<Double>, share: Double
  ) throws -> ([Double], Matrix<Double>, basis: Matrix<Double>, covariance: Matrix<Double>)? {
    let d = view.rows
    let means = view.rowMeans
    let centred = view.addingToColumns(means.map { -$0 })
    let matrix = (1 / Double(view.columns)) * centred.gramOfRows()
    let total = (0..<d).reduce(0) { $0 + matrix[$1, $1] }
    guard (0..<d).allSatisfy({ matrix[$0, $0].squareRoot() > 1e-12 * abs(means[$0]) }) else { return nil }
    func shifted(by shift: Double) -> Matrix<Double> {
      var result = matrix
      for i in 0..<d { result[i, i] += shift }
      return result
    }
    guard (try? CholeskyFactorisation(shifted(by: -1e-8 * total))) != nil else { return nil }
    let ridge = share * total / Double(d)
    let basis = try CholeskyFactorisation(shifted(by: ridge)).solvingLowerTransposed(.identity(d))
    return (means, centred, basis, .identity(d) - ridge * basis.gramOfColumns())
  }

  /// Number of directions, r.
  var rank: Int { basis.columns }
  /// Number of samples, n.
  var count: Int { samples.columns }

  /// W X, r x n.
  var scores: Matrix<Double> { areWhitened ? samples : Matrix.product(basis, samples, transposing: .first) }

  /// W_1 C_12 W_2', r_1 x r_2: the cross-covariance of the whitened views.
  static func crossCovariance(_ first: WhitenedView, _ second: WhitenedView) -> Matrix<Double> {
    var product = Matrix.product(first.samples, second.samples, transposing: .second)
    if !first.areWhitened { product = Matrix.product(first.basis, product, transposing: .first) }
    if !second.areWhitened { product = product * second.basis }
    return (1 / Double(first.count)) * product
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

  /// The maps V_m' W_m for stacked vectors V = [V_1; V_2; ...], one a column; in each vector the element of largest
  /// magnitude of the first view's map is positive, so that signs do not depend on which W it is.
  static func maps(_ views: [WhitenedView], _ vectors: Matrix<Double>) -> [Matrix<Double>] {
    var first = 0
    let parts = views.map { view in
      defer { first += view.rank }
      return view.basis * vectors.rows(first..<(first + view.rank))
    }
    let signs = SignConvention.signs(ofColumnsOf: parts[0])
    return parts.map { $0.scalingColumns(by: signs).transposed() }
  }
}
