import LinearAlgebra

/// Expectation-maximisation of a mixture for each of some groups of samples (classes) that stand in
/// memory.
struct MixturesInMemory {
  private let maximisation: Maximisation
  private let groups: [SampleBlocks]

  init(parameters: GaussianMixtureEM, groups: [Matrix<Double>]) {
    let means = groups.map(\.rowMeans)
    let squares = zip(groups, means).map { group, mean in
      let norm = group.addingToColumns(mean.map { -$0 }).frobeniusNorm
      return norm * norm
    }
    let scale = MixtureScale(means: means, counts: groups.map(\.columns), squares: squares)
    maximisation = Maximisation(parameters: parameters, scale: scale)
    self.groups = groups.map { SampleBlocks($0, around: scale.centre, unit: scale.unit) }
  }

  /// Steps from clusters: for each sample of each group the place of its component.
  /// - Throws: `LinearAlgebraError` where a covariance is singular.
  func estimate(from clusters: [[Int]]) throws -> MixtureProgress.Estimate {
    var progress = try MixtureProgress(
      maximisation, count: groups.reduce(0) { $0 + $1.count },
      from: zip(groups, clusters).map { moments(of: $0, clusters: $1) })
    while !progress.isFinished { try progress.take(zip(groups, progress.steps).map { try $1.sums(over: $0) }) }
    return try progress.estimate()
  }

  private var dimension: Int { maximisation.scale.centre.count }

  /// The moments of the samples of each cluster.
  private func moments(of group: SampleBlocks, clusters: [Int]) -> [ComponentMoments] {
    (0..<maximisation.parameters.components).compactMap { k in
      let shares = clusters.map { $0 == k ? 1.0 : 0 }
      let total = shares.reduce(0, +)
      guard total > 0 else { return nil }
      var mean = [Double](repeating: 0, count: dimension)
      var first = 0
      for block in group.blocks {
        let sum = (block * Matrix(columns: [Array(shares[first..<(first + block.columns)])])).column(0)
        mean = zip(mean, sum).map { $0 + $1 / total }
        first += block.columns
      }
      var sums = MixtureSums(dimension: dimension, components: 1)
      var scratch = Matrix<Double>(dimension, SampleBlocks.size)
      first = 0
      shares.withUnsafeBufferPointer { shares in
        for block in group.blocks {
          sums.add(
            block, shares: UnsafeBufferPointer(rebasing: shares[first..<(first + block.columns)]), of: 0, around: mean,
            fourthMoments: maximisation.needsFourthMoments, scratch: &scratch)
          first += block.columns
        }
      }
      return ComponentMoments(sums, of: 0, around: mean)
    }
  }
}
