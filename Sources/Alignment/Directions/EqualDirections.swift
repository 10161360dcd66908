import LinearAlgebra

/// A run of directions that a method's objective does not tell apart: any rotation of them is as
/// good.
///
/// Those that carry most of the data's variation come first. So a result follows from the data, and
/// not from the order in which a library leaves equal values. Turning the features, and the order
/// of features and samples, do not matter.
struct EqualDirections: Sendable, Equatable {
  /// Their places among all directions, which are ordered by value.
  let places: Range<Int>
  /// How much of the data's variation each carries, where all of it is 1, descending.
  let carried: [Double]

  /// Correlations, or what is made of them, count as equal up to this share of the largest.
  ///
  /// A correlation of 1 - x stands for an angle of sqrt(2 x), so rounding of angles shows in half
  /// of its digits.
  static let tolerance = Double.ulpOfOne.squareRoot()

  /// What rounding leaves of nothing, where all of the data's variation is 1.
  static let rounding = 1e-12

  /// The runs of two or more values in which neighbours differ by at most `tolerance`. The values
  /// descend.
  static func runs(of values: [Double], tolerance: Double) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var first = 0
    for place in values.indices.dropFirst() where values[place - 1] - values[place] > tolerance {
      runs.append(first..<place)
      first = place
    }
    if !values.isEmpty { runs.append(first..<values.count) }
    return runs.filter { $0.count > 1 }
  }

  /// Vectors, one a column, with those of each run turned into the directions that carry most of
  /// the data's variation, most first.
  /// - Parameter loadings: of vectors, what they carry: a matrix with a column a vector, in which
  ///   the norm of a combination of columns says how much that combination of the vectors carries.
  static func ordered(
    _ vectors: Matrix<Double>, runs: [Range<Int>], loadings: (Matrix<Double>) -> Matrix<Double>
  ) throws -> (vectors: Matrix<Double>, equal: [EqualDirections]) {
    guard !runs.isEmpty else { return (vectors, []) }
    var parts: [Matrix<Double>] = []
    var equal: [EqualDirections] = []
    var next = 0
    for run in runs {
      let inside = vectors.columns(run)
      let (turn, carried) = try leading(loadings(inside))
      parts += [vectors.columns(next..<run.lowerBound), inside * turn]
      equal.append(EqualDirections(places: run, carried: carried))
      next = run.upperBound
    }
    parts.append(vectors.columns(next..<vectors.columns))
    return (.stackedHorizontally(parts), equal)
  }

  /// The rotation of columns into those of largest norm, and these norms, descending.
  private static func leading(_ loadings: Matrix<Double>) throws -> (turn: Matrix<Double>, norms: [Double]) {
    // Of many samples the triangle says as much, and no vector as long as they are many is made.
    if loadings.rows >= 2048, loadings.rows >= 2 * loadings.columns {
      let basis = try LeftSingularBasis(loadings.transposed())
      let turn = try basis.vectors(0..<loadings.columns)
      return (turn.scalingColumns(by: SignConvention.signs(ofColumnsOf: loadings * turn)), basis.values)
    }
    // With rows of zeros there is a right singular vector for every column.
    let missing = max(loadings.columns - loadings.rows, 0)
    let tall = missing > 0 ? .stackedVertically([loadings, Matrix(missing, loadings.columns)]) : loadings
    let decomposition = try SingularValueDecomposition(tall)
    return (decomposition.v, decomposition.values)
  }
}
