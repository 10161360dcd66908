import LinearAlgebra

/// A loss of cosines and its gradient for two linear heads, by products of the size of the inputs.
///
/// With P = W_1' W_2 the products of the latents are X_1' P X_2, and their squared lengths are the
/// diagonals of X_m' W_m' W_m X_m. The gradient for W_1 is W_2 (X_2 G' X_1') - W_1 (X_1 A X_1'),
/// with inputs over the lengths of their latents, G that for the cosines, and A the sums of cosine
/// times gradient. So nothing of k x n is computed, and n² is multiplied by d instead of k.
///
/// Lengths lose digits where terms of their sums cancel. A step in which fewer than a hundredth
/// are left is not taken here.
struct InputSpace<S: TrainingScalar>: Sendable {
  private static var leastShare: S { 0.01 }
  private var gram = Matrix<S>(0, 0)
  private var cross = Matrix<S>(0, 0)
  private var image = Matrix<S>(0, 0)
  /// The inputs over the lengths of their latents, and these times the sums of the gradient.
  private var (scaled, weighted) = ([Matrix<S>](repeating: Matrix(0, 0), count: 2), Matrix<S>(0, 0))
  private var cosines = Matrix<S>(0, 0)
  private var gradient = CosineGradient<S>()
  private var backward = Matrix<S>(0, 0)

  /// Whether this takes fewer multiplications than latents do.
  static func pays(outputs k: Int, inputs: [Int], pairs n: Int) -> Bool {
    let (d, e) = (inputs[0], inputs[1])
    let squares = d * d + e * e + d * e
    let here = k * (2 * squares + d * e) + n * (2 * squares + d * e) + n * n * (d + e)
    return here < 2 * k * n * (d + e) + 3 * k * n * n
  }

  /// The loss and its gradient for the scalars; that for the layers becomes `gradients`. Nil where
  /// lengths would be uncertain.
  mutating func evaluate(
    _ layers: [Matrix<S>], _ inputs: [Matrix<S>], loss: some SimilarityLoss, scalars: [S],
    gradients: inout [Matrix<S>]
  ) -> (value: Double, scalars: [S])? {
    for m in 0..<2 {
      guard let lengths = lengths(layers[m], inputs[m]) else { return nil }
      scaled[m].become(inputs[m], columnsTimes: lengths.map { 1 / $0 })
    }
    cross.becomeProduct(layers[0], layers[1], transposing: .first)
    image.becomeProduct(cross, scaled[1])
    cosines.becomeProduct(scaled[0], image, transposing: .first)
    let result = loss.contrast(cosines, scalars: scalars, into: &gradient)
    backward.becomeProduct(scaled[0], gradient.cosines)
    cross.becomeProduct(backward, scaled[1], transposing: .second)
    for m in 0..<2 {
      weighted.become(scaled[m], columnsTimes: (m == 0 ? gradient.rows : gradient.columns).map { -$0 })
      gram.becomeProduct(weighted, scaled[m], transposing: .second)
      gradients[m].becomeProduct(layers[m], gram)
      gradients[m].addProduct(layers[1 - m], cross, transposing: m == 0 ? .second : .neither)
    }
    return result
  }

  /// The lengths of the latents of one modality.
  private mutating func lengths(_ layer: Matrix<S>, _ inputs: Matrix<S>) -> [S]? {
    gram.becomeProduct(layer, layer, transposing: .first)
    image.becomeProduct(gram, inputs)
    var lengths = [S](repeating: 0, count: inputs.columns)
    let areCertain = inputs.withUnsafeElements { x in
      image.withUnsafeElements { y in
        S.loops.quadraticLengths(
          &lengths, x.baseAddress, y.baseAddress, Self.leastShare, inputs.rows, inputs.columns)
      }
    }
    return areCertain != 0 ? lengths : nil
  }
}

extension Matrix where Scalar: TrainingScalar {
  /// Becomes the columns of `x` times factors, in its own memory where it has that size.
  fileprivate mutating func become(_ x: Matrix, columnsTimes factors: [Scalar]) {
    if rows != x.rows || columns != x.columns { self = Matrix(x.rows, x.columns) { _ in } }
    withUnsafeMutableElements { target in
      x.withUnsafeElements {
        Scalar.loops.scale(target.baseAddress, $0.baseAddress, nil, factors, x.rows, x.columns)
      }
    }
  }
}
