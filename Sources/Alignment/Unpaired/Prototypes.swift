import Clustering
import LinearAlgebra
import Randomness

/// The means of groups of samples, and how they lie to each other.
struct Prototypes: Sendable {
  /// The mean of each group, k x C; the group nearest to all others first.
  let centres: Matrix<Double>
  /// The distances of the means in units of their mean, C x C. The diagonal holds the spread of
  /// each group in the same unit. A spread is the root mean square distance from the group's mean.
  let distances: Matrix<Double>
  /// The name of each group in `groups`, in the order of the means.
  let names: [Int]

  /// - Parameter groups: the group of each sample.
  init(_ samples: Matrix<Double>, groups: [Int]) {
    let members = Dictionary(grouping: groups.indices) { groups[$0] }
    let known = members.keys.sorted()
    let means = known.map { samples.selectingColumns(members[$0] ?? []).rowMeans }
    let spreads = zip(known, means).map { name, mean -> Double in
      let own = members[name] ?? []
      let squares = samples.selectingColumns(own).columnSquares(from: mean)
      return (squares.reduce(0, +) / Double(own.count)).squareRoot()
    }
    let points = Matrix(columns: means)
    var table = squaredDistances(points, points).map { $0.squareRoot() }
    let count = known.count
    let between =
      count > 1 ? (0..<count).reduce(0) { $0 + table.column($1).reduce(0, +) } / Double(count * (count - 1)) : 0
    let unit = between > 0 ? between : 1
    for i in 0..<count { table[i, i] = spreads[i] }
    table = (1 / unit) * table
    let sums = (0..<count).map { place in table.column(place).reduce(0, +) }
    let order = (0..<count).sorted { (sums[$0], spreads[$0], $0) < (sums[$1], spreads[$1], $1) }
    centres = points.selectingColumns(order)
    distances = table.selectingRows(order).selectingColumns(order)
    names = order.map { known[$0] }
  }

  /// The means of clusters. There are fewer than `count` where there are fewer different samples.
  init(clustering samples: Matrix<Double>, count: Int, seed: Seed) {
    self.init(samples, groups: KMeans.clusters(samples, count: min(count, samples.columns), seed: seed))
  }

  /// The first `count` prototypes: those nearest to all others.
  private func leading(_ count: Int) -> Matrix<Double> { distances.block(0..<count, 0..<count) }

  /// Which prototype of the other belongs to which of these, by distances alone. Where one side has
  /// more, those farthest from all others are left over.
  func matched(to other: Prototypes, starts: Int, seed: Seed) -> QuadraticAssignment {
    let count = min(names.count, other.names.count)
    return QuadraticAssignment(leading(count), other.leading(count), starts: starts, seed: seed)
  }
}
