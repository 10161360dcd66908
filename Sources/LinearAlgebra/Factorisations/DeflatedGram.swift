/// All left singular vectors and values of X (D x n, D <= n) at little more than the cost of X X',
/// as exact as the house rank tolerance asks.
///
/// The eigenvectors of X X' are the left singular vectors, but a value sigma comes with an error of
/// eps · sigma_max² / sigma. So a level keeps the values that it resolves to a small part of the
/// rank tolerance. With the other eigenvectors W, the Gram matrix of B = W'X is the next level: it
/// starts from a far smaller largest value.
///
/// The rows of B descend in size, as far down as the level above tells vectors apart. Rounding
/// respects that: an element of B B' is exact relative to the two rows that it comes from. The SVD
/// of its Cholesky factor keeps this. So it follows where the eigenvectors leave small values
/// unresolved. Well-conditioned matrices need one level, condition 1e10 needs two.
///
/// Every level reads X in blocks of columns and holds no copy of it. In the same pass it applies
/// X X' to random vectors. What its own eigenpairs say of them differs by the error that was made,
/// which is how `errors` are measured. Cost: D² n operations and an eigenproblem of size D; for
/// each further level of w vectors 2 D w n + w² n.
struct DeflatedGram<Scalar: BLASScalar> {
  /// Singular values, descending.
  private(set) var values: [Scalar] = []
  /// By how much each squared value may be wrong by what its own level did.
  private(set) var errors: [Scalar] = []
  /// How much of X the vectors of later levels still have along each vector; 0 for exact ones.
  private(set) var leaks: [Scalar] = []
  /// The number of values that the first level found.
  private(set) var first = 0
  /// Left singular vectors, D x D.
  let vectors: Matrix<Scalar>
  /// How often X was read.
  private(set) var levels = 0

  /// Values that lie below this share of a level's rough scale are left to the next one.
  private static var depth: Scalar { 1e-4 }
  /// Of vectors of Gram matrices, those whose values lie below this share of the largest are mixed.
  private static var mixed: Scalar { 1e-7 }
  /// More levels than singular values between 1 and eps can need.
  private static var mostLevels: Int { 12 }
  /// Squares of numbers of this range, and their sums, neither overflow nor vanish.
  private static var ordinary: ClosedRange<Scalar> { Scalar(0x1p-400)...Scalar(0x1p400) }

  /// Nil where X itself must be factorised: where values are not resolved to half the rank
  /// tolerance, where the rank cannot be told, or where squares overflow, vanish or are no numbers.
  /// - Parameters:
  ///   - samples: X.
  ///   - known: its first level, if a pass over X gave it already.
  init?(_ samples: some SampleSource<Scalar>, firstLevel known: GramLevel<Scalar>? = nil) throws {
    let (d, n) = (samples.rows, samples.columns)
    guard d > 0, d <= n, Scalar.ulpOfOne < 1e-12 else { return nil }
    // The share of the rank tolerance that a level may lose.
    let share = min(Scalar(n) / 32, 4096)
    var parts: [Matrix<Scalar>] = []
    var rest: Matrix<Scalar>?
    var rough = Scalar.infinity
    while values.count < d {
      guard levels < Self.mostLevels else { return nil }
      levels += 1
      let level = try (levels == 1 ? known : nil) ?? GramLevel(samples, inside: rest)
      let diagonal = (0..<level.gram.rows).map { level.gram[$0, $0] }
      // A NaN fails every comparison.
      guard levels > 1 || diagonal.allSatisfy({ $0 == 0 || Self.ordinary.contains($0) }) else { return nil }
      guard diagonal.allSatisfy({ $0.isFinite }), diagonal.contains(where: { $0 > 0 }) || levels > 1 else { return nil }
      var axes = try GramAxes(level.gram)
      let (size, all) = (axes.roots.count, values.first ?? axes.roots[0])
      let mixed = Self.mixed * rough
      rough = axes.roots[0]
      var kept = Self.resolved(axes.roots, rough: rough, largest: all, share: share)
      if levels > 1, kept < size, let graded = try GramAxes(factoring: level.gram) {
        (axes, rough) = (graded, min(graded.roots[0], mixed))
        kept = Self.resolved(axes.roots, rough: rough, largest: all, share: share)
      }
      leaks = zip(leaks, level.leaks(into: parts, of: values)).map { max($0, $1) }
      leaks += [Scalar](repeating: 0, count: kept)
      errors += level.residuals(axes).prefix(kept)
      func outward(_ places: Range<Int>) -> Matrix<Scalar> {
        let vectors = axes.vectors.columns(places)
        return rest.map { $0 * vectors } ?? vectors
      }
      parts.append(outward(0..<kept))
      values += axes.roots.prefix(kept)
      if levels == 1 { first = kept }
      rest = outward(kept..<size)
    }
    // Where levels meet, rounding may exchange neighbours.
    let (found, doubts, lost) = (values, errors, leaks)
    let order = found.indices.sorted { (found[$1], $0) < (found[$0], $1) }
    vectors = Matrix.stackedHorizontally(parts).selectingColumns(order)
    (values, errors, leaks) = (order.map { found[$0] }, order.map { doubts[$0] }, order.map { lost[$0] })
    let tolerance = rankTolerance(largest: values[0], rows: d, columns: n)
    let resolved = zip(values, self.doubts).allSatisfy { 2 * $1 <= tolerance && abs($0 - tolerance) > $1 }
    guard resolved else { return nil }
  }

  /// How many of a level's values it resolves. Below the scale `rough` rows of B have no order, and
  /// values err by its square.
  private static func resolved(_ roots: [Scalar], rough: Scalar, largest: Scalar, share: Scalar) -> Int {
    if rough <= Scalar.ulpOfOne * share * largest { return roots.count }
    let split = max(rough / largest * rough / share, depth * rough)
    return max(roots.prefix { $0 > split }.count, 1)
  }

  /// By how much each value may be wrong.
  var doubts: [Scalar] {
    let leak = Matrix(columns: [leaks]).frobeniusNorm
    return values.indices.map { place in
      let error = errors[place] + (place < first ? 0 : leak * leak)
      return values[place] > 0 ? min(error / values[place], error.squareRoot()) : error.squareRoot()
    }
  }
}
