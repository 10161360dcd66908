import LinearAlgebra

/// How rows of A (k x n) go with *other* rows of B: A B' without its diagonal, (A B')_o, as losses
/// of correlations need it.
///
/// The sum of squares is |A B'|² less the diagonal, and |A B'|² = A'A · B'B. So does
/// (A B') B = A (B'B). The smaller of the two products is taken: that of k x k elements or those of
/// n x n. Cost: 6 k min(k, n) n operations for two modalities, 4 k min(k, n) n for one.
struct OffDiagonalProducts<S: TrainingScalar> {
  /// The sum of the squares of (A B')_o.
  let squares: Double
  /// (A B')_o B, then, where B is not A, (A B')_o' A; up to what `offset` puts right.
  let products: [Matrix<S>]
  /// What row i of B (or of A) times its element brings the products to what they should be.
  let offset: [S]

  /// - Parameter diagonal: that of A B'.
  init(_ a: Matrix<S>, _ b: Matrix<S>, diagonal: [S]) {
    if a.rows <= a.columns {
      var correlations = Matrix.product(a, b, transposing: .second)
      correlations.clearDiagonal()
      squares = correlations.dot(correlations)
      products = [Matrix.product(correlations, b), Matrix.product(correlations, a, transposing: .first)]
      offset = [S](repeating: 0, count: a.rows)
    } else {
      let grams = [a, b].map { Matrix.product($0, $0, transposing: .first) }
      squares = grams[0].dot(grams[1]) - Self.squares(diagonal)
      products = [Matrix.product(a, grams[1]), Matrix.product(b, grams[0])]
      offset = diagonal.map { -$0 }
    }
  }

  /// The same for B = A.
  init(_ a: Matrix<S>, diagonal: [S]) {
    if a.rows <= a.columns {
      var covariances = a.gramOfRows()
      covariances.clearDiagonal()
      squares = covariances.dot(covariances)
      products = [Matrix.product(covariances, a)]
      offset = [S](repeating: 0, count: a.rows)
    } else {
      let gram = Matrix.product(a, a, transposing: .first)
      squares = gram.dot(gram) - Self.squares(diagonal)
      products = [Matrix.product(a, gram)]
      offset = diagonal.map { -$0 }
    }
  }

  private static func squares(_ values: [S]) -> Double { values.reduce(0) { $0 + Double($1) * Double($1) } }
}

extension Matrix {
  /// Puts zeros on the diagonal.
  fileprivate mutating func clearDiagonal() {
    let rows = rows
    withUnsafeMutableElements { for i in 0..<rows { $0[i * rows + i] = 0 } }
  }
}
