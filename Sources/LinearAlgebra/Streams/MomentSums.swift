/// Sums over samples in units of the first ones.
struct MomentSums {
  /// What is taken off each row.
  private(set) var centres: [Double]
  /// What each row is then divided by.
  private(set) var units: [Double]
  private(set) var count = 0
  /// The sum of each row in these units.
  private(set) var sums: [Double]
  /// The largest magnitude of each row, in its own unit.
  private(set) var largest: [Double]
  /// The sum of products, upper triangle.
  private(set) var products: Matrix<Double>
  /// Random signs, and the products applied to them.
  let signs: Matrix<Double>
  private(set) var applied: Matrix<Double>
  private var images = Matrix<Double>(0, 0)

  init(rows: Int) {
    (centres, units) = ([Double](repeating: 0, count: rows), [Double](repeating: 1, count: rows))
    (sums, largest) = (centres, centres)
    products = Matrix(rows, rows)
    signs = GramLevel<Double>.randomSigns(rows)
    applied = Matrix(rows, signs.columns)
  }

  /// Takes the units from the first samples: those of the first process where several share the
  /// samples.
  mutating func measure(_ block: Matrix<Double>?, through exchange: (any SampleExchange)?) throws {
    let rows = units.count
    let own = block.map { Self.measured($0) } ?? (centres, units)
    let first = try exchange?.first(own.0 + own.1) ?? own.0 + own.1
    (centres, units) = (Array(first[..<rows]), Array(first[rows...]))
  }

  /// Takes in the sums of other samples, in the same units.
  mutating func add(_ other: MomentSums) {
    count += other.count
    for i in sums.indices {
      sums[i] += other.sums[i]
      largest[i] = max(largest[i], other.largest[i])
    }
    products.add(other.products)
    applied.add(other.applied)
  }

  /// Adds up what all processes found in their shares.
  mutating func combine(through exchange: any SampleExchange) throws {
    let rows = units.count
    let totals = try exchange.total(
      [Double(count)] + sums + products.withUnsafeElements { Array($0) } + applied.withUnsafeElements { Array($0) })
    largest = try exchange.largest(largest)
    count = Int(totals[0])
    sums = Array(totals[1...rows])
    products = Matrix(rows, rows, columnMajor: Array(totals[(1 + rows)..<(1 + rows + rows * rows)]))
    applied = Matrix(rows, applied.columns, columnMajor: Array(totals[(1 + rows + rows * rows)...]))
  }

  /// Takes in a block of samples, which is overwritten.
  mutating func add(_ block: inout Matrix<Double>) {
    count += block.columns
    convert(&block)
    products.addToUpperTriangle(panelsOfGramOfRowsOf: block)
    images.becomeProduct(block, signs, transposing: .first)
    applied.addProduct(block, images)
  }

  /// Whether the units were so far from those of all samples that digits were lost. Then all sums
  /// are 0 again, in better units.
  mutating func beginAgain() -> Bool {
    let n = Double(max(count, 1))
    var better = (centres: centres, units: units)
    var isPoor = false
    for i in units.indices {
      let shift = sums[i] / n
      let variance = products[i, i] / n - shift * shift
      let isFinite = variance.isFinite && shift.isFinite
      let deviation = max(variance, 0).squareRoot()
      let isConstant = isFinite && deviation * units[i] <= 8 * Double.ulpOfOne * largest[i]
      // Squares of such numbers vanish or overflow, and say nothing.
      let isVoid = !isFinite || (largest[i] > 0 && !(0x1p-200...0x1p200).contains(largest[i] / units[i]))
      guard isVoid || (!isConstant && (abs(shift) > 3 * deviation || !(1e-3...1e3).contains(deviation)))
      else { continue }
      isPoor = true
      better.centres[i] = isVoid ? 0 : centres[i] + units[i] * shift
      better.units[i] = Self.powerOfTwo(isVoid ? largest[i] : units[i] * deviation)
    }
    guard isPoor else { return false }
    let whole = largest
    self = MomentSums(rows: units.count)
    (centres, units, largest) = (better.centres, better.units, whole)
    return true
  }

  /// The power of two at or below a number: dividing by it rounds nothing.
  private static func powerOfTwo(_ number: Double) -> Double {
    Double(sign: .plus, exponent: max(number.exponent, -1000), significand: 1)
  }

  /// Means of a block, and powers of two near its deviations; the unit of a constant row is 1.
  private static func measured(_ block: Matrix<Double>) -> ([Double], [Double]) {
    let means = block.rowMeans
    let deviations = block.addingToColumns(means.map { -$0 }).rowNorms.map {
      $0 / Double(max(block.columns, 1)).squareRoot()
    }
    let units = zip(deviations, means).map { deviation, mean in
      deviation.isFinite && deviation > 8 * Double.ulpOfOne * abs(mean) ? powerOfTwo(deviation) : 1
    }
    return (means, units)
  }

  /// Brings a block into the units, and sums its rows up.
  private mutating func convert(_ block: inout Matrix<Double>) {
    let factors = units.map { 1 / $0 }
    var own = [Double](repeating: 0, count: units.count)
    Self.convert(&block, centres, factors, largest: &largest, sums: &own)
    for i in own.indices { sums[i] += own[i] }
  }

  private static func convert(
    _ block: inout Matrix<Double>, _ centres: [Double], _ factors: [Double], largest: inout [Double],
    sums: inout [Double]
  ) {
    let (d, n) = (block.rows, block.columns)
    block.withUnsafeMutableElements { x in
      largest.withUnsafeMutableBufferPointer { largest in
        sums.withUnsafeMutableBufferPointer { sums in
          centres.withUnsafeBufferPointer { centres in
            factors.withUnsafeBufferPointer { factors in
              guard let x = x.baseAddress, d > 0 else { return }
              for j in 0..<n {
                let column = x + j * d
                for i in 0..<d {
                  let value = column[i]
                  largest[i] = max(largest[i], abs(value))
                  let scaled = (value - centres[i]) * factors[i]
                  column[i] = scaled
                  sums[i] += scaled
                }
              }
            }
          }
        }
      }
    }
  }
}
