import Clustering
import Diagnostics
import LinearAlgebra
import Randomness

/// Expectation-maximisation of a mixture of Gaussians, without classes: max sum_i log sum_k w_k
/// N(x_i; mu_k, Sigma_k).
///
/// A step computes the shares of the components in every sample and from them weights, means and
/// covariances; the likelihood never falls. Samples are passed once a step, in blocks that stay in
/// cache.
/// Cost: O(K n d² + K d³) a step; memory 8 K d² numbers beside the samples. Uses as many threads as
/// BLAS may (`BLASLibrary.threads`); the result does not depend on their number.
/// Source: Dempster, Laird and Rubin, J. Royal Statistical Society B 39, 1977.
public struct GaussianMixtureEM: Sendable {
  /// What is added to the diagonal of every covariance.
  public enum Regularisation: Sendable, Equatable {
    /// That number, in squared units of the features.
    case absolute(Double)
    /// That multiple of the mean variance of the features around the mean (of their group).
    case relative(Double)
  }

  /// The number of components.
  public var components: Int
  /// The form of the covariances.
  public var covariance: GaussianMixture.Covariance
  /// How much each covariance is drawn towards the identity times the mean variance around the
  /// components' means.
  public var shrinkage: GaussianMixture.Shrinkage
  /// What is added to the diagonals.
  public var regularisation: Regularisation
  /// The largest number of steps.
  public var iterations: Int
  /// Where the mean log likelihood of a sample grows by less, the steps end before maximisation;
  /// nil: never.
  public var tolerance: Double?

  /// Keeps the parameters. `components` and `iterations` must be positive.
  public init(
    components: Int, covariance: GaussianMixture.Covariance = .full,
    shrinkage: GaussianMixture.Shrinkage = .fixed(0), regularisation: Regularisation = .absolute(1e-6),
    iterations: Int = 200, tolerance: Double? = 1e-8
  ) {
    precondition(components > 0 && iterations > 0, "\(components) components in \(iterations) steps")
    self.components = components
    self.covariance = covariance
    self.shrinkage = shrinkage
    self.regularisation = regularisation
    self.iterations = iterations
    self.tolerance = tolerance
  }

  /// A fitted mixture.
  public struct Model: Sendable {
    /// The components; one that lost all samples is missing.
    public let components: [MixtureComponent]
    /// The mean log likelihood of a sample before every maximisation, the first after that of the
    /// start.
    public let logLikelihoods: [Double]

    /// log(weight · density) of every component (row) and sample (column).
    public func logDensities(_ samples: Matrix<Double>) -> Matrix<Double> {
      Matrix(rows: components.map { $0.logDensities(samples) })
    }

    public func meanLogLikelihood(_ samples: Matrix<Double>) -> Double {
      logSums(components.map { $0.logDensities(samples) }).reduce(0, +) / Double(samples.columns)
    }
  }

  /// Fits from clusters by k-means++ and Lloyd's steps.
  /// - Throws: `InputError` for fewer samples than components or samples that are not finite;
  ///   `LinearAlgebraError` where a covariance becomes singular.
  public func fit(_ samples: Matrix<Double>, seed: UInt64) throws -> Model {
    try check(samples)
    let start = Seed(base: seed).deriving("mixture", "\(components) components", "start 0")
    return try fit(samples, startingFrom: KMeans.clusters(samples, count: components, seed: start))
  }

  /// Fits from clusters: the place of each sample's component, from 0.
  /// - Throws: as `fit` with a seed.
  public func fit(_ samples: Matrix<Double>, startingFrom clusters: [Int]) throws -> Model {
    try check(samples)
    precondition(clusters.count == samples.columns, "\(clusters.count) clusters of \(samples.columns) samples")
    precondition(clusters.allSatisfy { $0 >= 0 && $0 < components }, "a cluster outside 0 ..< \(components)")
    let estimate = try MixturesInMemory(parameters: self, groups: [samples]).estimate(from: [clusters])
    return Model(
      components: estimate.mixtures[0],
      logLikelihoods: estimate.logLikelihoods.map { $0 / Double(samples.columns) })
  }

  private func check(_ samples: Matrix<Double>) throws {
    guard samples.columns >= components, samples.rows > 0, samples.isFinite else {
      throw InputError(
        "mixture", found: "\(samples.columns) samples of \(samples.rows) dimensions, or one that is not finite",
        expected: "at least \(components) finite samples, one a component", advice: "Reduce the components.")
    }
  }
}
