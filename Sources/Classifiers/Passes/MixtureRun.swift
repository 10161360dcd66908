import Clustering
import LinearAlgebra

/// One start of the estimation of mixtures, one a class, that advances pass by pass.
struct MixtureRun: Sendable {
  /// The places of the classes whose samples have a mixture.
  let places: [Int]
  private let maximisation: Maximisation
  /// The centres of the clusters of each class that it starts from, d x components.
  private let centres: [Matrix<Double>]
  /// The number of samples of these classes.
  private let count: Int
  /// Nothing before the first pass; an error where a covariance became singular.
  private var state: Result<MixtureProgress, any Error>?

  init(_ maximisation: Maximisation, places: [Int], centres: [Matrix<Double>], count: Int) {
    (self.maximisation, self.places, self.centres, self.count) = (maximisation, places, centres, count)
  }

  /// The bytes of what a pass sums up for it.
  var sumBytes: Int { centres.reduce(0) { $0 + 8 * $1.columns * ($1.rows + 2) * $1.rows } }

  /// Whether it wants a further pass.
  var isActive: Bool {
    switch state {
    case nil: true
    case .success(let progress)?: !progress.isFinished
    case .failure?: false
    }
  }

  /// What came out.
  /// - Throws: `LinearAlgebraError` where a covariance was singular.
  func estimate() throws -> MixtureProgress.Estimate {
    guard let state else { preconditionFailure("a run without a pass") }
    return try state.get().estimate()
  }

  /// What the next pass does.
  var pass: MixturePass {
    guard case .success(let progress)? = state else {
      return MixturePass(places: places, scale: maximisation.scale, work: .clusters(centres, maximisation))
    }
    return MixturePass(places: places, scale: maximisation.scale, work: .steps(progress.steps))
  }

  /// Takes in what that pass summed up, class by class.
  mutating func take(_ sums: [MixtureSums]) {
    state = Result {
      guard var progress = try state?.get() else { return try begun(sums) }
      try progress.take(sums)
      return progress
    }
  }

  private func begun(_ sums: [MixtureSums]) throws -> MixtureProgress {
    let moments = zip(sums, centres).map { sums, centres in
      (0..<centres.columns).filter { sums.totals[$0] > 0 }.map {
        ComponentMoments(sums, of: $0, around: maximisation.scale.scaled(centres.column($0)))
      }
    }
    return try MixtureProgress(maximisation, count: count, from: moments)
  }
}

/// What a run does with every block of a pass.
struct MixturePass: Sendable {
  enum Work: Sendable {
    /// Gives every sample to the nearest centre of its class.
    case clusters([Matrix<Double>], Maximisation)
    /// Shares every sample among the components of its class.
    case steps([ExpectationStep])
  }

  let places: [Int]
  let scale: MixtureScale
  let work: Work

  /// Sums without a sample, one a class.
  var noSums: [MixtureSums] {
    switch work {
    case .clusters(let centres, _):
      centres.map { MixtureSums(dimension: $0.rows, components: $0.columns) }
    case .steps(let steps): steps.map(\.noSums)
    }
  }

  /// Adds samples (d x n) of the class at `own` among its classes.
  func add(_ samples: Matrix<Double>, ofClass own: Int, to sums: inout MixtureSums) {
    let blocks = SampleBlocks(samples, around: scale.centre, unit: scale.unit).blocks
    switch work {
    case .steps(let steps): steps[own].add(blocks[...], to: &sums)
    case .clusters(let centres, let maximisation):
      let clusters = KMeans.assignment(samples, centres[own])
      var scratch = Matrix<Double>(samples.rows, SampleBlocks.size)
      for component in 0..<centres[own].columns {
        let shares = clusters.map { $0 == component ? 1.0 : 0 }
        let centre = scale.scaled(centres[own].column(component))
        var first = 0
        shares.withUnsafeBufferPointer { shares in
          for block in blocks {
            sums.add(
              block, shares: UnsafeBufferPointer(rebasing: shares[first..<(first + block.columns)]), of: component,
              around: centre, fourthMoments: maximisation.needsFourthMoments, scratch: &scratch)
            first += block.columns
          }
        }
      }
    }
  }
}
