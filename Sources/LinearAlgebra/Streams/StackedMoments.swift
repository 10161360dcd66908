/// First and second moments of samples, from one pass over them, in double precision.
///
/// Sums are taken of (x - c) / u, with c and u the means and deviations of the first samples. So
/// numbers are about 1, and the mean is as good as subtracted before anything is squared. Where the
/// first samples tell too little of the others, the pass is repeated with what it found. In the
/// same pass the second moments are applied to random vectors, which measures what was lost
/// (`SingularBasisCertificate`). Cost: D² n operations; memory D² and one block.
public struct StackedMoments: Sendable {
  /// Number of samples, n.
  public let count: Int
  /// The mean of each row.
  public let means: [Double]
  /// The standard deviation of each row, divided by n; 0 where rounding could have made it (8 eps
  /// of the largest magnitude).
  public let deviations: [Double]
  /// The largest magnitude in each row.
  public let largest: [Double]
  /// The sum of (x - mean)(x - mean)' in units of `units`, D x D.
  let products: Matrix<Double>
  /// The error of `products` times random signs, D x 8.
  let lost: Matrix<Double>
  /// What each row was divided by.
  let units: [Double]

  /// The most passes: a second one knows the mean, a third one knows how large numbers are.
  private static let mostPasses = 3

  /// Reads the samples, or the own share of them; the moments are those of all.
  /// - Throws: what reading throws, and what `samples.exchange` throws.
  public init(_ samples: some SampleSource<Double>) throws {
    var sums = MomentSums(rows: samples.rows)
    let width = GramLevel<Double>.width
    try sums.measure(try samples.firstBlock(width: width), through: samples.exchange)
    var passes = 0
    repeat {
      passes += 1
      let none = sums
      let parts = try samples.eachStrand { strand, _ in
        var own = none
        try strand.forEachBlock(width: width) { own.add(&$0) }
        return own
      }
      sums = parts[0]
      for part in parts.dropFirst() { sums.add(part) }
      if let exchange = samples.exchange { try sums.combine(through: exchange) }
    } while passes < Self.mostPasses && sums.beginAgain()
    let n = Double(max(sums.count, 1))
    let shift = sums.sums.map { $0 / n }
    let (centres, units) = (sums.centres, sums.units)
    var products = sums.products.mirroringUpperTriangle()
    // The sums with signs are exact to the last digit, so that the difference is what was lost.
    var lost = products.multiplyingCompensated(sums.signs) - sums.applied
    products.addProduct(Matrix(columns: [shift.map { -n * $0 }]), Matrix(columns: [shift]), transposing: .second)
    var deviations = products.diagonalRoots.map { $0 / n.squareRoot() }
    for i in deviations.indices {
      deviations[i] *= units[i]
      guard deviations[i] <= 8 * Double.ulpOfOne * sums.largest[i] else { continue }
      deviations[i] = 0
      products.clear(i)
      for probe in 0..<lost.columns { lost[i, probe] = 0 }
    }
    count = sums.count
    means = shift.indices.map { centres[$0] + units[$0] * shift[$0] }
    (self.deviations, largest) = (deviations, sums.largest)
    (self.products, self.lost, self.units) = (products, lost, units)
  }

  /// What the moments say of an affine stack of these samples: its first level.
  func firstLevel(of stack: AffineStack) throws -> GramLevel<Double> {
    let factors = stack.factors(units: units)
    let inside = stack.transformed(products.scalingRows(by: factors).scalingColumns(by: factors))
    let means = Matrix(columns: [stack.image(of: means)])
    var gram = inside
    gram.addProduct(Double(count) * means, means, transposing: .second)
    // What mapping and adding round is not measured: half a unit of the last digit, at random.
    let rounding = gram.rowNorms.map { 0.5 * Double.ulpOfOne * $0 }
    // Signs were drawn before the map: it lengthens no error by more than its norm.
    let mapped = try stack.norm(scaledBy: factors) * stack.onRows(lost.scalingRows(by: factors))
    return GramLevel(
      gram: gram, lost: mapped + GramLevel<Double>.randomSigns(gram.rows).scalingRows(by: rounding))
  }
}

extension Matrix<Double> {
  /// The roots of the diagonal; 0 where rounding left it negative.
  fileprivate var diagonalRoots: [Double] { (0..<rows).map { Swift.max(self[$0, $0], 0).squareRoot() } }

  /// The product with a matrix of signs, each sum without an error that grows with its length.
  fileprivate func multiplyingCompensated(_ signs: Matrix) -> Matrix {
    var result = Matrix(rows, signs.columns)
    for probe in 0..<signs.columns {
      var sums = [CompensatedSum](repeating: CompensatedSum(), count: rows)
      for j in 0..<columns { for i in 0..<rows { sums[i] += signs[j, probe] * self[i, j] } }
      for i in 0..<rows { result[i, probe] = sums[i].value }
    }
    return result
  }

  /// Makes row and column `i` zero.
  fileprivate mutating func clear(_ i: Int) {
    for j in 0..<rows { (self[i, j], self[j, i]) = (0, 0) }
  }
}
