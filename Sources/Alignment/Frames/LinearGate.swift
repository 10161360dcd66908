import Foundation
import LinearAlgebra

/// Linear discriminants between groups of clips: Gaussians of one covariance, a tenth of which is
/// its mean diagonal.
struct LinearGate: Sendable {
  static let shrinkage = 0.1

  /// The groups that have clips enough.
  private let groups: [Int]
  /// d x groups.
  private let weights: Matrix<Double>
  private let offsets: [Double]

  /// Fits on clips (columns) and their groups; nil where fewer than two groups have clips enough.
  init?(_ clips: Matrix<Double>, limbs: [Int], of count: Int) throws {
    let members = (0..<count).map { group in limbs.indices.filter { limbs[$0] == group } }
    groups = (0..<count).filter { members[$0].count >= LimbGate.fewest }
    guard groups.count >= 2 else { return nil }
    let own = groups.map { members[$0] }
    let means = own.map { clips.selectingColumns($0).rowMeans }
    let centred = Matrix.stackedHorizontally(
      zip(own, means).map { rows, mean in clips.selectingColumns(rows).addingToColumns(mean.map { -$0 }) })
    var covariance = (1 / Double(centred.columns)) * centred.gramOfRows()
    let d = covariance.rows
    let diagonal = (0..<d).reduce(0) { $0 + covariance[$1, $1] } / Double(d)
    covariance = (1 - Self.shrinkage) * covariance
    // Clips that are all the same leave the shares of the groups to decide.
    for i in 0..<d { covariance[i, i] += diagonal > 0 ? Self.shrinkage * diagonal : 1 }
    let centres = Matrix(columns: means)
    let weights = try CholeskyFactorisation(covariance).solving(centres)
    let whole = Double(centred.columns)
    self.weights = weights
    offsets = groups.indices.map { place in
      let half = zip(weights.column(place), means[place]).reduce(0) { $0 + $1.0 * $1.1 } / 2
      return log(Double(own[place].count) / whole) - half
    }
  }

  /// The group of each clip; of equals the earlier.
  func callAsFunction(_ clips: Matrix<Double>) -> [Int] {
    let scores = Matrix.product(weights, clips, transposing: .first).addingToColumns(offsets)
    return (0..<clips.columns).map { clip in
      groups[groups.indices.reduce(0) { scores[$1, clip] > scores[$0, clip] ? $1 : $0 }]
    }
  }
}
