import LinearAlgebra

/// What errors of alignment are made of, summed up over parts of the samples, so that latents of
/// all samples need not stand in memory.
///
/// Parts may have any sizes: the sums agree with those of all samples at once up to rounding.
/// Spreads of parts are joined as Chan, Golub and LeVeque do, Algorithms for computing the sample
/// variance, The American Statistician 37, 1983.
public struct PairErrorSums: Sendable {
  /// Number of samples.
  public private(set) var count = 0
  /// The power of two at or below the largest magnitude so far; all sums are in this unit.
  private(set) var scale = 0.0
  private(set) var dimension = 0
  private(set) var distances = CompensatedSum()
  private(set) var squaredDistances = CompensatedSum()
  private(set) var isFinite = true
  /// The summed squared distance of both latents from their own means.
  var spread: Double { spreads[0] + spreads[1] }
  private var spreads = [0.0, 0.0]
  private var means: [[Double]] = []
  private var squares = [0.0, 0.0]

  public init() {}

  /// Takes in the latents of some samples, k x n each.
  public mutating func add(_ z1: Matrix<Double>, _ z2: Matrix<Double>) {
    precondition(z1.rows == z2.rows && z1.columns == z2.columns, "latents of unequal sizes")
    guard z1.count > 0, isFinite else { return }
    guard let latents = ScaledLatents(z1, z2) else {
      isFinite = false
      return
    }
    let isZero = latents.z1.frobeniusNorm == 0 && latents.z2.frobeniusNorm == 0
    let own = isZero ? max(scale, Double.leastNormalMagnitude) : latents.scale
    change(to: max(scale, own))
    let factor = isZero ? 0 : own / scale
    let parts = [latents.z1, latents.z2]
    for square in latents.squaredDistances {
      distances += square.squareRoot() * factor
      squaredDistances += square * factor * factor
    }
    if means.isEmpty { means = parts.map { [Double](repeating: 0, count: $0.rows) } }
    let (before, after) = (Double(count), Double(count + z1.columns))
    for (side, part) in parts.enumerated() {
      let unscaled = part.compensatedRowMeans
      var shift = 0.0
      for (i, mean) in unscaled.enumerated() {
        let difference = mean * factor - means[side][i]
        shift += difference * difference
        means[side][i] += difference * (after - before) / after
      }
      spreads[side] += part.spread(around: unscaled) * factor * factor + shift * before * (after - before) / after
      let norm = part.frobeniusNorm * factor
      squares[side] += norm * norm
    }
    dimension = z1.rows
    count += z1.columns
  }

  /// Takes in the sums of other samples.
  public mutating func add(_ other: PairErrorSums) {
    guard other.isFinite, isFinite else {
      isFinite = false
      return
    }
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    var other = other
    let unit = max(scale, other.scale)
    change(to: unit)
    other.change(to: unit)
    distances += other.distances.value
    squaredDistances += other.squaredDistances.value
    let (before, more) = (Double(count), Double(other.count))
    for side in 0..<2 {
      var shift = 0.0
      for i in means[side].indices {
        let difference = other.means[side][i] - means[side][i]
        shift += difference * difference
        means[side][i] += difference * more / (before + more)
      }
      spreads[side] += other.spreads[side] + shift * before * more / (before + more)
      squares[side] += other.squares[side]
    }
    count += other.count
  }

  /// Takes in what all processes that share the samples have summed up, in their order.
  /// - Parameters:
  ///   - dimension: of the latents.
  ///   - exchange: how the processes talk.
  public mutating func combine(dimension: Int, through exchange: any SampleExchange) throws {
    let none = [Double](repeating: 0, count: dimension)
    let own = [
      Double(count), isFinite ? 0 : 1, scale, distances.value, squaredDistances.value, spreads[0], spreads[1],
      squares[0], squares[1],
    ]
    let parts = try exchange.gathered(own + (means.isEmpty ? none + none : means[0] + means[1]))
    self = PairErrorSums()
    for numbers in parts { add(PairErrorSums(numbers, dimension: dimension)) }
  }

  private init(_ numbers: [Double], dimension: Int) {
    (count, isFinite, scale) = (Int(numbers[0]), numbers[1] == 0, numbers[2])
    distances += numbers[3]
    squaredDistances += numbers[4]
    (spreads, squares) = (Array(numbers[5...6]), Array(numbers[7...8]))
    means = [Array(numbers[9..<(9 + dimension)]), Array(numbers[(9 + dimension)...])]
    self.dimension = dimension
  }

  /// The value of every error, in the order of `AlignmentMetric.all`; nil where it is undefined.
  public var scores: [(name: String, value: Double?)] { AlignmentMetric.scores(PairErrors(self)) }

  /// The Frobenius norms of both latents.
  public var norms: (source: Double, target: Double) {
    (squares[0].squareRoot() * scale, squares[1].squareRoot() * scale)
  }

  /// Brings all sums into another unit, which is a power of two.
  private mutating func change(to unit: Double) {
    defer { scale = unit }
    guard count > 0, unit != scale else { return }
    let factor = scale / unit
    distances = distances.scaled(by: factor)
    squaredDistances = squaredDistances.scaled(by: factor * factor)
    spreads = spreads.map { $0 * factor * factor }
    squares = squares.map { $0 * factor * factor }
    means = means.map { $0.map { $0 * factor } }
  }
}
