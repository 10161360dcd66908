import Diagnostics
import LinearAlgebra

/// What a first pass tells of labelled samples: the mean of each class.
public struct ClassMeans: Sendable {
  /// In the order of the classes.
  let means: [[Double]]
  /// Whether all samples of all classes are one and the same.
  let areIdentical: Bool
  /// The largest magnitude.
  let largest: Double

  /// Reads the samples.
  /// - Throws: `InputError` in the name of `method` without samples or features, or where an
  ///   element is not finite; what reading throws.
  init(of stream: LabelledStream, for method: String) throws {
    try TrainingSamples.checkSize(count: stream.count, dimension: stream.dimension, for: method)
    // Around the first sample, which is near the others if anything is.
    // A block of the usual size, since products of other sizes may round otherwise.
    let first = try stream.samples.firstBlock(width: LabelledStream.width)
    let own = first?.column(0) ?? [Double](repeating: 0, count: stream.dimension)
    let origin = try stream.samples.exchange?.first(own) ?? own
    let none = Sums(sums: Matrix(stream.dimension, stream.classes.count))
    let found = try stream.sums(from: none) { block, sums in
      guard block.samples.isFinite else { throw TrainingSamples.notFinite(method) }
      sums.add(block, around: origin)
    }
    means = zip(stream.counts, stream.classes.indices).map { count, place in
      zip(origin, found.sums.column(place)).map { $0 + $1 / Double(count) }
    }
    (areIdentical, largest) = (found.farthest == 0, found.largest)
  }

  private struct Sums: PassSums {
    /// Of the differences from the origin, d x C.
    var sums: Matrix<Double>
    /// The largest magnitude of a difference, and of a number.
    var farthest = 0.0
    var largest = 0.0

    init(sums: Matrix<Double>) { self.sums = sums }

    mutating func add(_ block: LabelledStream.Block, around origin: [Double]) {
      let d = block.samples.rows
      // Sums of blocks first: what rounding does then hardly grows with their number.
      var own = Matrix<Double>(d, sums.columns)
      var (farthest, largest) = (farthest, largest)
      block.samples.withUnsafeElements { x in
        own.withUnsafeMutableElements { own in
          for (column, place) in block.classes.enumerated() {
            let (from, to) = (column * d, place * d)
            for i in 0..<d {
              let difference = x[from + i] - origin[i]
              farthest = max(farthest, abs(difference))
              largest = max(largest, abs(x[from + i]))
              own[to + i] += difference
            }
          }
        }
      }
      sums.add(own)
      (self.farthest, self.largest) = (farthest, largest)
    }

    mutating func add(_ other: Sums) {
      sums.add(other.sums)
      (farthest, largest) = (max(farthest, other.farthest), max(largest, other.largest))
    }

    mutating func total(through exchange: any SampleExchange) throws {
      try sums.total(through: exchange)
      let most = try exchange.largest([farthest, largest])
      (farthest, largest) = (most[0], most[1])
    }
  }
}
