import Metrics

/// What retrieval and neighbours cost where splits have many test rows: what `plan` says of them.
public struct PairwiseMetrics: Encodable, Sendable, Equatable {
  /// On which test rows they are measured.
  public let measured: MeasuredRows
  /// Test rows of the largest split.
  public let testRows: Int
  /// Seconds that they would take of all test rows, by a rough estimate.
  public let secondsOfAll: Double

  /// What as many rows as are compared in any case take in about 100 dimensions on one core.
  private static let secondsOfSample = 2.0

  /// Nil where no split has more test rows than are compared in any case.
  /// - Parameter splits: the test rows of each, and the alignments that are measured on them.
  init?(_ measured: MeasuredRows, of splits: [(testRows: Int, alignments: Int)]) {
    let large = splits.filter { $0.testRows > MeasuredRows.most }
    guard let testRows = large.map(\.testRows).max() else { return nil }
    (self.measured, self.testRows) = (measured, testRows)
    secondsOfAll = large.reduce(0) { sum, split in
      let share = Double(split.testRows) / Double(MeasuredRows.most)
      return sum + Double(split.alignments) * share * share * Self.secondsOfSample
    }
  }
}
