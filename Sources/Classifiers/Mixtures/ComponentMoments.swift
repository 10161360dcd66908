import LinearAlgebra

/// Mean and covariance of the samples of one component, by their sums around a centre near the
/// mean.
struct ComponentMoments {
  /// The sum of the samples' shares.
  let total: Double
  let mean: [Double]
  /// sum r (x - mean)(x - mean)' / sum r.
  let covariance: Matrix<Double>
  /// sum r ||x - mean||⁴.
  let fourth: Double

  /// The moments of component `k`.
  init(_ sums: MixtureSums, of k: Int, around centre: [Double]) {
    let (d, total) = (centre.count, sums.totals[k])
    let shift = sums.shifts.column(k).map { $0 / total }
    let scatter = sums.scatters[k]
    var matrix = Matrix<Double>(d, d)
    for j in 0..<d {
      for i in 0...j {
        let value = scatter[i, j] / total - shift[i] * shift[j]
        matrix[i, j] = value
        matrix[j, i] = value
      }
    }
    // ||y - s||⁴ = (a - 2 y's + c)² with a = ||y||² and c = ||s||², summed term by term.
    let c = shift.reduce(0) { $0 + $1 * $1 }
    let trace = (0..<d).reduce(0) { $0 + scatter[$1, $1] }
    let along = (0..<d).reduce(0.0) { sum, j in
      sum + (0..<d).reduce(0) { $0 + shift[$1] * scatter[min($1, j), max($1, j)] } * shift[j]
    }
    let cube = zip(sums.cubes.column(k), shift).reduce(0) { $0 + $1.0 * $1.1 }
    fourth = max(0, sums.fourths[k] + 4 * along + 2 * c * trace - 4 * cube - 3 * total * c * c)
    mean = zip(centre, shift).map(+)
    (self.total, covariance) = (total, matrix)
  }

  /// The sum of the variances of the features.
  var trace: Double { (0..<covariance.rows).reduce(0) { $0 + covariance[$1, $1] } }
}
