import LinearAlgebra

/// The differences of all pairs of views as one matrix X: ||A X||² = sum over a < b of
/// ||A_a X_a - A_b X_b||² for every A = [A_1 A_2 ...].
///
/// The sum is A's quadratic form in the blocks (M I - 11')_ab X_a X_b'. The Helmert contrasts
/// C_j = sqrt(M / (j (j + 1))) (1, ..., 1, -j, 0, ...), j = 1 ... M - 1, have C C' = M I - 11'. So
/// M - 1 columns a sample say as much as its M (M - 1) / 2 differences. Two views give [X_1; -X_2].
enum PairDifferences {
  /// X of views without the columns of samples that lack them. That of two views is no copy of
  /// them.
  /// - Parameter present: whether each sample has each view; nil where all have all.
  static func stacked(_ views: [StackedViews<Double>.View], present: [[Bool]]?) throws -> StackedViews<Double> {
    if present == nil, views.count == 2 { return StackedViews([views[0], views[1].negated]) }
    return StackedViews([.init(try stacked(views.map { StackedViews([$0]).matrix }, present: present))])
  }

  private static func stacked(_ views: [Matrix<Double>], present: [[Bool]]?) throws -> Matrix<Double> {
    if let present { return stacked(views, present) }
    var views = views
    let size = views.reduce(0) { $0 + $1.rows }
    if views[0].columns > size {
      // [X_1; X_2; ...] = R'Q' with orthonormal columns in Q, which the differences share: R' says
      // as much.
      let joint = try QRFactorisation(Matrix.stackedVertically(views).transposed()).r.transposed()
      var first = 0
      views = views.map { view in
        defer { first += view.rows }
        return joint.rows(first..<(first + view.rows))
      }
    }
    let all = views.map { [Bool](repeating: true, count: $0.columns) }
    return stacked(views, all)
  }

  private static func stacked(_ views: [Matrix<Double>], _ present: [[Bool]]) -> Matrix<Double> {
    let samples = present[0].indices
    let starts = views.indices.map { place in views[..<place].reduce(0) { $0 + $1.rows } }
    let width = samples.reduce(0) { total, sample in total + max(present.count { $0[sample] } - 1, 0) }
    var result = Matrix<Double>(views.reduce(0) { $0 + $1.rows }, width)
    var next = views.map { _ in 0 }
    var column = 0
    for sample in samples {
      let own = views.indices.filter { present[$0][sample] }
      for j in 1..<max(own.count, 1) {
        let factor = (Double(own.count) / Double(j * (j + 1))).squareRoot()
        for (index, place) in own.prefix(j + 1).enumerated() {
          let coefficient = index < j ? factor : -Double(j) * factor
          for i in 0..<views[place].rows {
            result[starts[place] + i, column] = coefficient * views[place][i, next[place]]
          }
        }
        column += 1
      }
      for place in own { next[place] += 1 }
    }
    return result
  }
}
