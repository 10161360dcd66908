/// Samples that several processes read together, each a share.
///
/// Blocks are those of the own share; `columns` counts all samples. What passes over the samples
/// adds up what the processes found (`SampleExchange`).
public struct SharedSamples: SampleSource {
  private let own: any SampleSource<Double>
  /// Number of samples of all processes, n.
  public let columns: Int
  /// How the processes talk.
  public let exchange: (any SampleExchange)?

  /// - Parameters:
  ///   - own: the share of this process; it may be empty.
  ///   - columns: the number of samples of all processes.
  ///   - exchange: how the processes talk.
  public init(_ own: any SampleSource<Double>, of columns: Int, through exchange: any SampleExchange) {
    (self.own, self.columns, self.exchange) = (own, columns, exchange)
  }

  /// The numbers of a sample, D.
  public var rows: Int { own.rows }

  /// Hands over the own share.
  public func forEachBlock(width: Int, _ body: (inout Matrix<Double>) throws -> Void) throws {
    try own.forEachBlock(width: width, body)
  }

  /// That of the own share.
  public func firstBlock(width: Int) throws -> Matrix<Double>? { try own.firstBlock(width: width) }
}
