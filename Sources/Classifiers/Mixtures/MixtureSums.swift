import LinearAlgebra

/// What maximisation needs of the samples. For every component: sums over samples x with shares r
/// of the differences y = x - c, with c the component's last mean.
struct MixtureSums: Sendable {
  /// The log likelihood of the samples.
  var logLikelihood = 0.0
  /// sum r.
  var totals: [Double]
  /// sum r y, d x K.
  var shifts: Matrix<Double>
  /// sum r y y', upper triangles.
  var scatters: [Matrix<Double>]
  /// sum r ||y||⁴ and (d x K) sum r ||y||² y: for Ledoit and Wolf's shrinkage, otherwise zeros.
  var fourths: [Double]
  var cubes: Matrix<Double>

  init(dimension d: Int, components k: Int) {
    totals = [Double](repeating: 0, count: k)
    shifts = Matrix(d, k)
    scatters = [Matrix<Double>](repeating: Matrix(d, d), count: k)
    fourths = [Double](repeating: 0, count: k)
    cubes = Matrix(d, k)
  }

  /// The sums over these samples and others.
  func adding(_ other: MixtureSums) -> MixtureSums {
    var result = self
    result.logLikelihood += other.logLikelihood
    result.totals = zip(totals, other.totals).map(+)
    result.shifts = shifts + other.shifts
    result.scatters = zip(scatters, other.scatters).map(+)
    result.fourths = zip(fourths, other.fourths).map(+)
    result.cubes = cubes + other.cubes
    return result
  }

  /// Adds a block of samples (d x n) with the shares of component `k` in them. Samples without a
  /// share cost nothing.
  mutating func add(
    _ block: Matrix<Double>, shares: UnsafeBufferPointer<Double>, of k: Int, around centre: [Double],
    fourthMoments: Bool, scratch: inout Matrix<Double>
  ) {
    let d = block.rows
    var (kept, total, fourth) = (0, 0.0, 0.0)
    block.withUnsafeElements { x in
      centre.withUnsafeBufferPointer { c in
        scratch.withUnsafeMutableElements { y in
          shifts.withUnsafeMutableElements { shift in
            cubes.withUnsafeMutableElements { cube in
              for i in 0..<shares.count where shares[i] > 0 {
                let (share, root) = (shares[i], shares[i].squareRoot())
                let (from, to) = (i * d, kept * d)
                for j in 0..<d { y[to + j] = root * (x[from + j] - c[j]) }
                for j in 0..<d { shift[k * d + j] += root * y[to + j] }
                if fourthMoments {
                  // r ||y||², of which r ||y||⁴ = (r ||y||²)² / r.
                  var square = 0.0
                  for j in 0..<d { square += y[to + j] * y[to + j] }
                  fourth += square / share * square
                  let factor = square / root
                  for j in 0..<d { cube[k * d + j] += factor * y[to + j] }
                }
                total += share
                kept += 1
              }
            }
          }
        }
      }
    }
    totals[k] += total
    fourths[k] += fourth
    scatters[k].addToUpperTriangle(gramOfRowsOf: scratch, firstColumns: kept)
  }
}
