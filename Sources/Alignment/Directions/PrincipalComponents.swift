import LinearAlgebra

/// X = U diag(s) V' of centred samples, without directions within rounding. Of equal variance,
/// directions along which samples far from the mean vary most come first.
///
/// Directions of one variance can be turned. They are ordered by sum_i ||x_i||² (u' x_i)², which
/// depends neither on the order of samples nor on that of features.
/// Cost: one thin SVD.
/// Source: the fourth moment is that of Cardoso, "Source separation using higher order moments",
/// ICASSP 1989.
package struct PrincipalComponents {
  /// Left singular vectors, d x r.
  let u: Matrix<Double>
  /// Singular values, descending, all above the tolerance.
  package let values: [Double]
  /// Right singular vectors, n x r.
  package let v: Matrix<Double>
  let equal: [EqualDirections]

  /// - Throws: `LinearAlgebraError` where the samples hold NaN.
  package init(of centred: Matrix<Double>) throws {
    let decomposition = try SingularValueDecomposition(centred)
    let rank = decomposition.rank
    values = Array(decomposition.values.prefix(rank))
    let (u, v) = (decomposition.u.columns(0..<rank), decomposition.v.columns(0..<rank))
    let tolerance = rankTolerance(largest: values.first ?? 0, rows: centred.rows, columns: centred.columns)
    let runs = EqualDirections.runs(of: values, tolerance: tolerance)
    guard !runs.isEmpty else {
      (self.u, self.v, equal) = (u, v, [])
      return
    }
    // In units of the whole, whose squares neither overflow nor vanish.
    let size = centred.frobeniusNorm
    let norms = centred.columnNorms.map { $0 / size / size }
    let (turned, equal) = try EqualDirections.ordered(u, runs: runs) {
      Matrix.product(centred, $0, transposing: .first).scalingRows(by: norms)
    }
    let signed = SignConvention.applied(toColumnsOf: turned)
    self.u = signed
    self.equal = equal
    // V follows from U, and keeps its columns where these were not turned.
    let again = Matrix.product(centred, signed, transposing: .first).scalingColumns(by: values.map { 1 / $0 })
    var places = Array(0..<rank)
    for run in runs { for place in run { places[place] = rank + place } }
    self.v = Matrix.stackedHorizontally([v, again]).selectingColumns(places)
  }

  /// The tie among directions of equal variance where the first `count` are taken.
  func tie(cutAt count: Int) -> DirectionTie? { DirectionTie(equal, cutAt: count, by: .spread) }
}
