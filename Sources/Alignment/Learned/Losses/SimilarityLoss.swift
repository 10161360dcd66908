import LinearAlgebra

/// A loss of the cosines of n first latents (rows) with n second latents (columns), partners on the
/// diagonal.
protocol SimilarityLoss: PairLoss {
  /// The value at the cosines, n x n, and its gradient for the scalars. The first scalar is the
  /// logarithm of the temperature. The gradient for the cosines is put into `gradient`.
  func contrast<S: TrainingScalar>(
    _ cosines: Matrix<S>, scalars: [S], into gradient: inout CosineGradient<S>
  ) -> (value: Double, scalars: [S])
}

/// The gradient for cosines, in memory that is used again from step to step.
struct CosineGradient<S: TrainingScalar> {
  var cosines = Matrix<S>(0, 0)
  /// The sums of cosine times gradient over each row and over each column.
  private(set) var (rows, columns): ([S], [S]) = ([], [])

  /// Lets `body` write the gradient for n x n cosines and both sums.
  mutating func fill<R>(
    _ n: Int, _ body: (UnsafeMutablePointer<S>?, UnsafeMutablePointer<S>?, UnsafeMutablePointer<S>?) -> R
  ) -> R {
    if cosines.columns != n {
      cosines = Matrix(n, n) { _ in }
      (rows, columns) = ([S](repeating: 0, count: n), [S](repeating: 0, count: n))
    }
    return cosines.withUnsafeMutableElements { body($0.baseAddress, &rows, &columns) }
  }

  /// Becomes a gradient of another precision.
  mutating func become<T: TrainingScalar>(_ other: CosineGradient<T>) {
    cosines = other.cosines.map { S($0) }
    (rows, columns) = (other.rows.map { S($0) }, other.columns.map { S($0) })
  }
}

/// A loss of the cosines with its gradients.
struct SimilarityGradient<S: TrainingScalar> {
  let value: Double
  let cosines: Matrix<S>
  let scalars: [S]
}

extension SimilarityLoss {
  var ofCosines: (any SimilarityLoss)? { self }

  /// Value and gradients at the cosines, n x n.
  func evaluate<S: TrainingScalar>(cosines: Matrix<S>, scalars: [S]) -> SimilarityGradient<S> {
    var gradient = CosineGradient<S>()
    let result = contrast(cosines, scalars: scalars, into: &gradient)
    return SimilarityGradient(value: result.value, cosines: gradient.cosines, scalars: result.scalars)
  }

  func evaluate<S: TrainingScalar>(_ latents: [Matrix<S>], scalars: [S]) -> LatentGradient<S> {
    let unit = latents.map(UnitColumns.init)
    let cosines = Matrix.product(unit[0].values, unit[1].values, transposing: .first)
    let result = evaluate(cosines: cosines, scalars: scalars)
    let gradients = [
      unit[0].gradient(of: Matrix.product(unit[1].values, result.cosines, transposing: .second)),
      unit[1].gradient(of: Matrix.product(unit[0].values, result.cosines)),
    ]
    return LatentGradient(value: result.value, latents: gradients, scalars: result.scalars)
  }

  func bounded<S: TrainingScalar>(_ scalars: [S]) -> [S] {
    [S(Temperature.clamped(Double(scalars[0])))] + scalars.dropFirst()
  }

  func readout(_ latents: () -> [Matrix<Double>]) -> LatentReadout { .unitLength }
}
