import Diagnostics
import LinearAlgebra

/// One view in its own singular basis: X - mean = U diag(s) V' without directions below the house
/// rank tolerance.
///
/// A covariance and its inverse are diagonal here, so features may outnumber samples and nothing is
/// squared. Features whose variation is within rounding count as constant.
/// Cost: one thin SVD.
struct CentredView: Sendable {
  /// The mean of each feature, d values.
  let offset: [Double]
  /// Left singular vectors, d x r.
  let u: Matrix<Double>
  /// Singular values, descending, all above the tolerance.
  let values: [Double]
  /// Right singular vectors, n x r.
  let v: Matrix<Double>
  /// Directions of equal variance.
  private let equal: [EqualDirections]

  init(_ view: Matrix<Double>) throws {
    let (centred, means) = Self.centred(view)
    offset = means
    let components = try PrincipalComponents(of: centred)
    (u, values, v, equal) = (components.u, components.values, components.v, components.equal)
  }

  /// The tie among directions of equal variance where the first `count` are taken.
  func tie(cutAt count: Int) -> DirectionTie? { DirectionTie(equal, cutAt: count, by: .spread) }

  /// A view that must vary.
  /// - Throws: `InputError` where all its samples are the same.
  init(_ view: Matrix<Double>, of modality: String, for method: String) throws {
    try self.init(view)
    try Self.checkVariation(rank: rank, of: modality, pairs: view.columns, for: method)
  }

  /// The view less the mean of each feature; features whose variation rounding alone can explain
  /// are 0.
  static func centred(_ view: Matrix<Double>) -> (view: Matrix<Double>, means: [Double]) {
    let moments = RowMoments(view)
    let centred = view.addingToColumns(moments.means.map { -$0 })
    guard moments.deviations.contains(0) else { return (centred, moments.means) }
    return (centred.scalingRows(by: moments.deviations.map { $0 > 0 ? 1 : 0 }), moments.means)
  }

  /// - Throws: `InputError` for a view of rank 0.
  static func checkVariation(rank: Int, of modality: String, pairs: Int, for method: String) throws {
    guard rank > 0 else {
      throw InputError(
        "\(method): \(modality)", found: "features that are the same in all \(pairs) pairs",
        expected: "features that vary", advice: "Use more pairs, or leave this modality out.")
    }
  }

  /// Number of directions, r.
  var rank: Int { values.count }
  /// Number of samples, n.
  var count: Int { v.rows }
  /// Variance along each direction.
  var variances: [Double] { values.map { $0 * $0 / Double(count) } }
  /// Sum of the variances of all features.
  var totalVariance: Double { variances.reduce(0, +) }
  /// `share` times the mean variance of the features.
  func ridge(_ share: Double) -> Double { share * totalVariance / Double(offset.count) }

  /// The whitened view under a ridge r, W (X - mean) = scores', with W = diag(factors) U'.
  ///
  /// W (C + r I) W' = I on the range of X.
  func whitened(ridge: Double) -> (basis: Matrix<Double>, scores: Matrix<Double>) {
    let factors = variances.map { 1 / ($0 + ridge).squareRoot() }
    return (u.scalingColumns(by: factors), v.scalingColumns(by: zip(values, factors).map { $0 * $1 }))
  }
}
