/// What processes that read one set of samples together tell each other.
///
/// Each reads a share of its own. All make the same calls in the same order, with as many numbers,
/// and get the same answer. So a pass over the samples ends with the same sums everywhere.
public protocol SampleExchange: Sendable {
  /// This process, from 0. The first one has the first samples.
  var rank: Int { get }
  /// How many processes there are.
  var count: Int { get }

  /// The sums over all processes, element by element.
  /// - Throws: where processes do not ask for the same.
  func total(_ values: [Double]) throws -> [Double]

  /// The largest over all processes, element by element.
  /// - Throws: where processes do not ask for the same.
  func largest(_ values: [Double]) throws -> [Double]
}

extension SampleExchange {
  /// The numbers of every process, in the order of the processes.
  public func gathered(_ values: [Double]) throws -> [[Double]] {
    var places = [Double](repeating: 0, count: count * values.count)
    places.replaceSubrange((rank * values.count)..<((rank + 1) * values.count), with: values)
    let all = try total(places)
    return (0..<count).map { Array(all[($0 * values.count)..<(($0 + 1) * values.count)]) }
  }

  /// The numbers of the first process.
  public func first(_ values: [Double]) throws -> [Double] {
    try total(rank == 0 ? values : [Double](repeating: 0, count: values.count))
  }

  /// The sum of matrices of one shape over all processes.
  package func total<Scalar: BLASScalar>(_ own: Matrix<Scalar>) throws -> Matrix<Scalar> {
    let sums = try total(own.withUnsafeElements { $0.map { Double($0) } })
    return Matrix(own.rows, own.columns) { target in
      for i in target.indices { target.initializeElement(at: i, to: Scalar(sums[i])) }
    }
  }

  /// Which of `total` things a process takes: shares stand one after the other and differ by one at
  /// most, the larger ones first.
  public func share(of total: Int) -> Range<Int> {
    let (size, more) = total.quotientAndRemainder(dividingBy: count)
    let begin = rank * size + min(rank, more)
    return begin..<(begin + size + (rank < more ? 1 : 0))
  }
}

extension SampleSource {
  /// The sum of what each process found in its share.
  func total(_ own: Matrix<Scalar>) throws -> Matrix<Scalar> {
    try exchange?.total(own) ?? own
  }
}
