import LinearAlgebra

/// The squared distances of every column of `a` (row) to every column of `b` (column). They are
/// summed from differences and never expanded into products. So samples that are near each other
/// and far from the origin are told apart. Cost: O(d · n_a · n_b).
package func squaredDistances(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Matrix<Double> {
  precondition(a.rows == b.rows, "distances of samples of \(a.rows) and \(b.rows) dimensions")
  let d = a.rows
  return Matrix(a.columns, b.columns) { target in
    a.withUnsafeElements { x in
      b.withUnsafeElements { y in
        for j in 0..<b.columns {
          for i in 0..<a.columns {
            var total = SIMD4<Double>.zero
            var place = 0
            while place + 4 <= d {
              let (p, q) = (i * d + place, j * d + place)
              let difference =
                SIMD4(x[p], x[p + 1], x[p + 2], x[p + 3]) - SIMD4(y[q], y[q + 1], y[q + 2], y[q + 3])
              total += difference * difference
              place += 4
            }
            var sum = total.sum()
            while place < d {
              let difference = x[i * d + place] - y[j * d + place]
              sum += difference * difference
              place += 1
            }
            target.initializeElement(at: j * a.columns + i, to: sum)
          }
        }
      }
    }
  }
}
