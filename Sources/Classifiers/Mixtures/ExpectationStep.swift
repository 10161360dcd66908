import Foundation
import LinearAlgebra
import Parallelism

/// One pass over the samples of a group: shares of the components in each sample by their
/// densities, and the sums that the next maximisation needs. Nothing of the size of the samples is
/// stored.
///
/// Each component whitens a block with one triangular product and adds its scatter at once. Samples
/// where its share is below e^-70 of the likeliest component's are left out.
struct ExpectationStep: Sendable {
  let components: [MixtureComponent]
  /// Whether all components have one covariance.
  let isTied: Bool
  /// Whether sums of fourth powers are needed.
  let fourthMoments: Bool

  private let whiteners: [Matrix<Double>]
  /// The whitened means.
  private let centres: [[Double]]
  private let constants: [Double]

  private static let negligible = -70.0

  init(_ components: [MixtureComponent], isTied: Bool, fourthMoments: Bool) {
    (self.components, self.isTied, self.fourthMoments) = (components, isTied, fourthMoments)
    let d = components[0].mean.count
    let factors = isTied ? [components[0].factor] : components.map(\.factor)
    let whiteners = factors.map { $0.solvingLower(.identity(d)) }
    self.whiteners = whiteners
    centres = components.indices.map { k in
      (whiteners[isTied ? 0 : k] * Matrix(columns: [components[k].mean])).column(0)
    }
    let halfLogDeterminants = factors.map { 0.5 * $0.logDeterminant }
    constants = components.indices.map { k in
      log(components[k].weight) - 0.5 * Double(d) * log(2 * .pi) - halfLogDeterminants[isTied ? 0 : k]
    }
  }

  /// The sums over all samples, whatever the number of threads.
  func sums(over samples: SampleBlocks) throws -> MixtureSums {
    let runs = samples.runs
    let parts = try BLASLibrary.withSerialCalls { threads in
      try concurrentMap(runs.count, threads: threads) {
        var sums = noSums
        add(samples.blocks[runs[$0]], to: &sums)
        return sums
      }
    }
    return parts.dropFirst().reduce(parts[0]) { $0.adding($1) }
  }

  /// Sums without a sample.
  var noSums: MixtureSums { MixtureSums(dimension: components[0].mean.count, components: components.count) }

  /// Adds the samples of some blocks to sums.
  func add(_ blocks: ArraySlice<Matrix<Double>>, to result: inout MixtureSums) {
    let d = components[0].mean.count
    var (whitened, shares, scratch) = (Matrix<Double>(0, d), Matrix<Double>(0, 0), Matrix<Double>(d, 0))
    for block in blocks {
      if whitened.rows != block.columns {
        whitened = Matrix(block.columns, d)
        shares = Matrix(block.columns, components.count)
        scratch = Matrix(d, block.columns)
      }
      writeLogDensities(block, &whitened, into: &shares)
      result.logLikelihood += Self.normalise(&shares)
      shares.withUnsafeElements { all in
        for k in components.indices {
          result.add(
            block, shares: UnsafeBufferPointer(rebasing: all[(k * block.columns)..<((k + 1) * block.columns)]), of: k,
            around: components[k].mean, fourthMoments: fourthMoments, scratch: &scratch)
        }
      }
    }
  }

  /// log(weight · density) of every sample (row) by every component (column).
  private func writeLogDensities(
    _ block: Matrix<Double>, _ whitened: inout Matrix<Double>, into logs: inout Matrix<Double>
  ) {
    let (n, d) = (block.columns, block.rows)
    for k in components.indices {
      if k == 0 || !isTied { Matrix.transform(block, byLowerTriangle: whiteners[k], into: &whitened) }
      let constant = constants[k]
      whitened.withUnsafeElements { z in
        centres[k].withUnsafeBufferPointer { centre in
          logs.withUnsafeMutableElements { logs in
            let row = UnsafeMutableBufferPointer(rebasing: logs[(k * n)..<((k + 1) * n)])
            for i in 0..<n { row[i] = constant }
            for j in 0..<d {
              let place = centre[j]
              for i in 0..<n {
                let difference = z[j * n + i] - place
                row[i] -= 0.5 * difference * difference
              }
            }
          }
        }
      }
    }
  }

  /// Turns log densities (samples x components) into shares that sum to 1 over the components, and
  /// gives the sum of the log likelihoods of the samples.
  private static func normalise(_ shares: inout Matrix<Double>) -> Double {
    let (n, count) = (shares.rows, shares.columns)
    var total = 0.0
    shares.withUnsafeMutableElements { values in
      for i in 0..<n {
        var largest = -Double.infinity
        for k in 0..<count { largest = max(largest, values[k * n + i]) }
        var sum = 0.0
        for k in 0..<count {
          let difference = values[k * n + i] - largest
          let share = difference > negligible ? exp(difference) : 0
          values[k * n + i] = share
          sum += share
        }
        for k in 0..<count { values[k * n + i] /= sum }
        total += largest + log(sum)
      }
    }
    return total
  }
}
