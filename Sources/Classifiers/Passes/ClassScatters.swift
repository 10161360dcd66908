import LinearAlgebra

/// What a pass sums up around the means of the classes: one scatter for all, or one a class.
struct ClassScatters: PassSums {
  /// sum (x - mean)(x - mean)', the upper triangle.
  private var uppers: [Matrix<Double>]
  /// sum ||x - mean||⁴, a row each.
  private var fourths: Matrix<Double>

  private init(count: Int, dimension: Int) {
    uppers = (0..<count).map { _ in Matrix(dimension, dimension) }
    fourths = Matrix(count, 1)
  }

  /// Reads the samples.
  /// - Parameters:
  ///   - means: those of the classes.
  ///   - isTied: whether all classes have one scatter.
  static func read(
    _ stream: LabelledStream, around means: ClassMeans, isTied: Bool
  ) throws -> [ScatterSummary] {
    let count = isTied ? 1 : stream.classes.count
    let centres = Matrix(columns: means.means)
    let found = try stream.sums(from: Self(count: count, dimension: stream.dimension)) { block, sums in
      if isTied {
        sums.add(block.samples - centres.selectingColumns(block.classes), to: 0)
      } else {
        for (place, columns) in block.columnsByClass {
          sums.add(block.samples.selectingColumns(columns, relativeTo: means.means[place]), to: place)
        }
      }
    }
    let counts = isTied ? [stream.count] : stream.counts
    return counts.indices.map { place in
      let fourth = found.fourths[place, 0]
      return ScatterSummary(
        sum: found.uppers[place].mirroringUpperTriangle(), total: Double(counts[place]), count: counts[place]
      ) { fourth / ($0 * $0) }
    }
  }

  private mutating func add(_ centred: Matrix<Double>, to place: Int) {
    uppers[place].addToUpperTriangle(gramOfRowsOf: centred, firstColumns: centred.columns)
    fourths[place, 0] += centred.columnSquares.reduce(0) { $0 + $1 * $1 }
  }

  mutating func add(_ other: ClassScatters) {
    uppers.add(other.uppers)
    fourths.add(other.fourths)
  }

  mutating func total(through exchange: any SampleExchange) throws {
    try uppers.total(through: exchange)
    try fourths.total(through: exchange)
  }
}
