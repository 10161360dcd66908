import Parallelism

/// Samples of some numbers each that can be read as often as needed, in blocks of columns.
///
/// What passes over samples takes this instead of a matrix, so that they may lie in memory or in a
/// file. Cost and errors are those of whatever holds the samples.
public protocol SampleSource<Scalar>: Sendable {
  associatedtype Scalar: BLASScalar

  /// The numbers of a sample, D.
  var rows: Int { get }
  /// Number of samples, n; those of all processes where several share them.
  var columns: Int { get }
  /// How the processes talk that share the samples; nil where this one has them all.
  var exchange: (any SampleExchange)? { get }
  /// Sources that can be read side by side: their samples, one after the other, are all of this
  /// one's.
  var strands: [any SampleSource<Scalar>] { get }

  /// Hands all samples, or the own share of them, to `body` in their order. A block is D x width or
  /// narrower, and never empty. Its memory is used again for the next: `body` may write to it.
  func forEachBlock(width: Int, _ body: (inout Matrix<Scalar>) throws -> Void) throws

  /// The first block of what this process reads; nil where there is none.
  func firstBlock(width: Int) throws -> Matrix<Scalar>?
}

extension SampleSource {
  public var exchange: (any SampleExchange)? { nil }
  public var strands: [any SampleSource<Scalar>] { [self] }

  /// By a pass that ends with it.
  public func firstBlock(width: Int) throws -> Matrix<Scalar>? {
    var first: Matrix<Scalar>?
    do {
      try forEachBlock(width: width) { block in
        first = block
        throw FirstBlockFound()
      }
    } catch is FirstBlockFound {}
    return first
  }
}

extension SampleSource {
  /// What `body` makes of each strand, in their order; it is told the place of the strand's first
  /// sample among those that this process reads.
  ///
  /// Strands are read side by side, each by calls of one thread. Their number follows neither that
  /// of cores nor that of threads, so what is joined in their order does not either.
  package func eachStrand<Part: Sendable>(
    _ body: @Sendable (_ strand: any SampleSource<Scalar>, _ first: Int) throws -> Part
  ) throws -> [Part] {
    let strands = strands
    guard strands.count > 1 else { return [try body(self, 0)] }
    let places = strands.indices.map { strands[..<$0].reduce(0) { $0 + $1.columns } }
    return try BLASLibrary.withSerialCalls { _ in
      try concurrentMap(strands.count) { try body(strands[$0], places[$0]) }
    }
  }
}

/// Ends a pass of which the first block is enough.
private struct FirstBlockFound: Error {}

extension StackedViews: SampleSource {
  /// From so many samples on there are two strands. Their number never follows that of cores, so
  /// neither do sums.
  static var fewestForStrands: Int { 16_384 }

  /// The two halves where there are many samples.
  public var strands: [any SampleSource<Scalar>] {
    guard columns >= Self.fewestForStrands else { return [self] }
    let block = GramLevel<Scalar>.width
    let middle = columns / 2 / block * block
    return [samples(0..<middle), samples(middle..<columns)]
  }

  /// Blocks in memory of their own, which the views are copied into.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  public func forEachBlock(width: Int, _ body: (inout Matrix<Scalar>) throws -> Void) rethrows {
    let width = min(columns, width)
    var block = Matrix<Scalar>(rows, width)
    for first in stride(from: 0, to: columns, by: max(width, 1)) {
      let count = min(width, columns - first)
      if count < block.columns { block = Matrix(rows, count) }
      block.withUnsafeMutableElements { target in
        if let base = target.baseAddress { copy(first..<(first + count), to: base) }
      }
      try body(&block)
    }
  }
}
