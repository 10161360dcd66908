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

  /// The runs of two or more values that differ from their first by at most `tolerance`. The values
  /// descend. Neighbours alone could lead step by step to values that are far from equal.
  static func runs(of values: [Double], tolerance: Double) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var first = 0
    for place in values.indices.dropFirst() where values[first] - values[place] > tolerance {
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
    turned(vectors, runs: runs, into: try runs.map { try leading(loadings(vectors.columns($0))) })
  }

  /// The same where the loadings of all vectors of runs come in blocks of rows, so that memory does
  /// not grow with their number. Signs follow from the vectors: loadings are asked for once.
  static func ordered(
    _ vectors: Matrix<Double>, runs: [Range<Int>],
    loadingsInBlocks forEachBlock: (_ vectors: Matrix<Double>, _ body: (Matrix<Double>) throws -> Void) throws -> Void
  ) throws -> (vectors: Matrix<Double>, equal: [EqualDirections]) {
    guard !runs.isEmpty else { return (vectors, []) }
    let inside = Matrix.stackedHorizontally(runs.map(vectors.columns))
    var ends: [Int] = []
    for run in runs { ends.append((ends.last ?? 0) + run.count) }
    let places = zip(runs, ends).map { ($1 - $0.count)..<$1 }
    var triangles = runs.map { StreamedTriangle<Double>(columns: $0.count) }
    try forEachBlock(inside) { block in
      for (index, columns) in places.enumerated() { try triangles[index].add(block.columns(columns)) }
    }
    let turns = try zip(runs, triangles).map { run, triangle in
      let (turn, norms) = try leading(triangle.r)
      return (turn.scalingColumns(by: SignConvention.signs(ofColumnsOf: vectors.columns(run) * turn)), norms)
    }
    return turned(vectors, runs: runs, into: turns)
  }

  /// Vectors with those of each run combined by its rotation.
  private static func turned(
    _ vectors: Matrix<Double>, runs: [Range<Int>], into turns: [(turn: Matrix<Double>, norms: [Double])]
  ) -> (vectors: Matrix<Double>, equal: [EqualDirections]) {
    var parts: [Matrix<Double>] = []
    var next = 0
    for (run, (turn, _)) in zip(runs, turns) {
      parts += [vectors.columns(next..<run.lowerBound), vectors.columns(run) * turn]
      next = run.upperBound
    }
    parts.append(vectors.columns(next..<vectors.columns))
    return (.stackedHorizontally(parts), zip(runs, turns).map { EqualDirections(places: $0, carried: $1.norms) })
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
