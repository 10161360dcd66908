import Foundation
import LinearAlgebra

/// Where and in which unit expectation-maximisation computes.
struct MixtureScale: Sendable {
  /// The mean of all samples.
  let centre: [Double]
  /// A power of two near the standard deviation.
  let unit: Double
  /// The mean variance of the features around the means of the groups.
  let spread: Double

  /// - Parameters:
  ///   - means: the mean of each group.
  ///   - counts: the number of samples of each.
  ///   - squares: the summed squared distances of its samples from its mean.
  init(means: [[Double]], counts: [Int], squares: [Double]) {
    let count = Double(counts.reduce(0, +))
    let centre = means[0].indices.map { j in
      zip(means, counts).reduce(0.0) { $0 + $1.0[j] * Double($1.1) / count }
    }
    let spread = squares.reduce(0, +) / (count * Double(centre.count))
    unit = spread > 0 && spread.isFinite ? exp2((0.5 * log2(spread)).rounded()) : 1
    (self.centre, self.spread) = (centre, spread)
  }

  /// A sample in this unit.
  func scaled(_ sample: [Double]) -> [Double] { zip(sample, centre).map { ($0 - $1) / unit } }

  /// What a regularisation adds to the diagonals, in this unit.
  func floor(_ regularisation: GaussianMixtureEM.Regularisation) -> Double {
    switch regularisation {
    case .absolute(let number): number / (unit * unit)
    case .relative(let share): share * spread / (unit * unit)
    }
  }
}
