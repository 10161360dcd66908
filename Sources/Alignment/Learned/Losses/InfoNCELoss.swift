import Foundation
import LinearAlgebra

/// The mean cross-entropy of finding the partner among the batch, both ways, with logits s / t.
///
/// Source: van den Oord et al. 2018 (InfoNCE); symmetric with a learned temperature as in Radford
/// et al. 2021.
struct InfoNCELoss: SimilarityLoss {
  let temperature: Double

  var start: [Double] { [log(temperature)] }

  /// Exponentials are taken of (s - 1) / t. They vanish only for a small t in single precision,
  /// which is then left for double precision.
  func contrast<S: TrainingScalar>(
    _ cosines: Matrix<S>, scalars: [S], into gradient: inout CosineGradient<S>
  ) -> (value: Double, scalars: [S]) {
    let n = cosines.rows
    let scale = S.exp(-scalars[0])
    if 2 * scale >= S.largestExponent, S.self != Double.self {
      var exact = CosineGradient<Double>()
      let result = contrast(cosines.map { Double($0) }, scalars: scalars.map { Double($0) }, into: &exact)
      gradient.become(exact)
      return (result.value, result.scalars.map { S($0) })
    }
    var work = [S](repeating: 0, count: n)
    let value = gradient.fill(n) { target, rows, columns in
      cosines.withUnsafeElements { S.loops.infoNCE(target, $0.baseAddress, rows, columns, &work, scale, n) }
    }
    return (value / Double(2 * n), [-gradient.columns.reduce(0, +)])
  }
}
