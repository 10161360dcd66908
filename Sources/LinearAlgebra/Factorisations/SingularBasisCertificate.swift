/// How far the values and vectors of a basis from Gram matrices can be off.
///
/// The errors are measured: in the pass that sums a Gram matrix up, the matrix is also applied to
/// eight random vectors. What they show is taken four times, which underrates a norm in one case in
/// five thousand. One term, the rounding of W'X, is assumed and not measured. Where the exact
/// vectors are known, bounds lie a hundred to some ten thousand times above what is seen.
public struct SingularBasisCertificate<Scalar: BLASScalar>: Sendable {
  /// How often the matrix was read.
  public let passes: Int
  /// By how much each singular value may be wrong, in the order of the values.
  public let doubts: [Scalar]
  private let values: [Scalar]
  private let errors: [Scalar]
  private let leaks: [Scalar]
  private let first: Int

  init(_ basis: DeflatedGram<Scalar>) {
    (passes, doubts, values) = (basis.levels, basis.doubts, basis.values)
    (errors, leaks, first) = (basis.errors, basis.leaks, basis.first)
  }

  /// What the `k` smallest vectors A can have lost.
  ///
  /// - `excess`: ||A'X||_F is at most this many times the least of any k orthonormal vectors;
  ///   infinite where that least cannot be told from 0.
  /// - `sine`: of the largest angle to the exact vectors at most, 1 where the cut parts values that
  ///   are equal to rounding. Source: the sin theta theorem of Davis and Kahan, SIAM J. Numer.
  ///   Anal. 7, 1970.
  public func bounds(smallest k: Int) -> (excess: Scalar, sine: Scalar) {
    precondition(k >= 0 && k <= values.count, "\(k) of \(values.count) singular vectors")
    guard k > 0 else { return (1, 0) }
    let cut = values.count - k
    let leak = Matrix(columns: [leaks]).frobeniusNorm
    let squares = values[cut...].reduce(0) { $0 + $1 * $1 }
    let error = errors[cut...].reduce(leak * leak, +)
    let excess = squares > error ? ((squares + error) / (squares - error)).squareRoot() : .infinity
    guard cut > 0 else { return (excess, 0) }
    let (outer, inner) = (values[cut - 1], values[cut])
    let gap = (outer - inner) * (outer + inner) - errors[cut - 1]
    guard gap > 0 else { return (excess, 1) }
    let within = errors[cut...].reduce(0) { $0 + $1 * $1 }.squareRoot() + leak * leak
    let across = (0..<cut).reduce(Scalar(0)) { sum, place in
      let share = leaks[place] * values[place] / ((values[place] - inner) * (values[place] + inner))
      return sum + share * share
    }
    // Rounding of W'X, which the first level does not form.
    let product = cut < first ? 0 : Scalar(values.count).squareRoot() * Scalar.ulpOfOne * values[0] / (outer - inner)
    return (excess, min(1, within / gap + across.squareRoot() + product))
  }
}
