import LinearAlgebra

/// Labelled samples that are read from where they lie, as often as needed, and never stand in
/// memory.
public struct LabelledStream: Sendable {
  /// The samples, or the own share of them where several processes read them together.
  public let samples: any SampleSource<Double>
  /// The class of each sample, those of other processes included.
  public let labels: [Int]
  /// The classes that have samples, ascending.
  let classes: [Int]
  /// The number of samples of each.
  let counts: [Int]
  /// The place in `classes` of each label.
  private let placeOf: [Int: Int]

  /// - Parameters:
  ///   - samples: d x n.
  ///   - labels: n class indices, in the order of the samples.
  public init(_ samples: any SampleSource<Double>, labels: [Int]) {
    precondition(labels.count == samples.columns, "\(labels.count) labels for \(samples.columns) samples")
    (self.samples, self.labels) = (samples, labels)
    var totals: [Int: Int] = [:]
    for label in labels { totals[label, default: 0] += 1 }
    classes = totals.keys.sorted()
    counts = classes.map { totals[$0] ?? 0 }
    placeOf = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
  }

  /// The same samples as one class.
  var unlabelled: LabelledStream { LabelledStream(samples, labels: [Int](repeating: 0, count: labels.count)) }

  /// The same samples in another unit.
  func scaled(by factor: Double) -> LabelledStream {
    let (zeros, factors) = ([Double](repeating: 0, count: dimension), [Double](repeating: factor, count: dimension))
    return LabelledStream(AffineStack(samples, [.init(offset: zeros, factor: factors)]), labels: labels)
  }

  /// The place in `classes` of the class of each sample.
  func places() -> some Sequence<Int> { labels.lazy.map { placeOf[$0] ?? 0 } }

  /// Number of samples, n.
  var count: Int { labels.count }
  /// Number of features, d.
  var dimension: Int { samples.rows }

  /// Samples of one block, with the place of the first among all, and the places of their classes.
  struct Block {
    let samples: Matrix<Double>
    let first: Int
    let classes: [Int]

    /// The columns of each class that has some.
    var columnsByClass: [(place: Int, columns: [Int])] {
      var columns: [Int: [Int]] = [:]
      for (column, place) in classes.enumerated() { columns[place, default: []].append(column) }
      return columns.sorted { $0.key < $1.key }.map { (place: $0.key, columns: $0.value) }
    }
  }

  /// Samples of a block.
  static let width = 2048

  /// What one pass sums up from `none` on, over the samples of all processes.
  func sums<Sums: PassSums>(
    from none: Sums, _ add: @Sendable (_ block: Block, _ sums: inout Sums) throws -> Void
  ) throws -> Sums {
    let begin = samples.exchange?.share(of: count).lowerBound ?? 0
    let parts = try samples.eachStrand { strand, first in
      var (own, place) = (none, begin + first)
      try strand.forEachBlock(width: Self.width) { block in
        let classes = labels[place..<(place + block.columns)].map { placeOf[$0] ?? 0 }
        try add(Block(samples: block, first: place, classes: classes), &own)
        place += block.columns
      }
      return own
    }
    var all = parts[0]
    for part in parts.dropFirst() { all.add(part) }
    if let exchange = samples.exchange { try all.total(through: exchange) }
    return all
  }
}

/// What a pass over samples sums up.
protocol PassSums: Sendable {
  /// Takes in the sums over other samples.
  mutating func add(_ other: Self)
  /// Turns the sums of this process into those of all.
  /// - Throws: what `exchange` throws.
  mutating func total(through exchange: any SampleExchange) throws
}

extension Matrix: PassSums where Scalar == Double {
  mutating func total(through exchange: any SampleExchange) throws { self = try exchange.total(self) }
}

extension Array: PassSums where Element: PassSums {
  mutating func add(_ other: Self) { for i in indices { self[i].add(other[i]) } }

  mutating func total(through exchange: any SampleExchange) throws {
    for i in indices { try self[i].total(through: exchange) }
  }
}
