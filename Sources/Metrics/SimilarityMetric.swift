import LinearAlgebra
import Randomness

/// How alike the geometries of two sets of latents are. One sample a column; column i of both is
/// one sample.
///
/// Unlike errors of alignment these need not be small for latents that are equal up to rotation or
/// scale.
public struct SimilarityMetric: Sendable {
  /// Name, direction, range and definition.
  public let description: MetricDescription
  private let compute: @Sendable (inout ComparedLatents) -> Double?

  init(
    _ description: MetricDescription, _ compute: @escaping @Sendable (inout ComparedLatents) -> Double?
  ) {
    self.description = description
    self.compute = compute
  }

  /// The value; nil where it is undefined. Reasons are too few samples, no dimension, an element
  /// that is not finite, a collapsed latent, or unlike dimensions where the two are compared as
  /// they are.
  ///
  /// Only those that compare with shuffled pairs draw from `seed`.
  public func callAsFunction(
    _ z1: Matrix<Double>, _ z2: Matrix<Double>, seed: Seed = Seed(base: 0)
  ) -> Double? {
    var latents = ComparedLatents(z1, z2, seed: seed)
    return value(of: &latents)
  }

  /// The value of every similarity, in the order of `all`; what several of them need is computed
  /// once.
  ///
  /// Cost: O(n² d) for the neighbours, which is the most of it.
  /// - Parameters:
  ///   - z1: latents of one modality, k x n.
  ///   - z2: those of the partners.
  ///   - seed: what shuffles are drawn from.
  ///   - sample: the samples among which neighbours are looked for, in that order; nil for all.
  ///     Other similarities are those of all samples.
  public static func scores(
    _ z1: Matrix<Double>, _ z2: Matrix<Double>, seed: Seed, neighboursAmong sample: [Int]? = nil
  ) -> [(name: String, value: Double?)] {
    var latents = ComparedLatents(z1, z2, seed: seed, sample: sample)
    return all.map { ($0.description.name, $0.value(of: &latents)) }
  }

  private func value(of latents: inout ComparedLatents) -> Double? {
    let (z1, z2) = (latents.z1, latents.z2)
    precondition(z1.columns == z2.columns, "latents of \(z1.columns) and \(z2.columns) samples")
    return z1.count > 0 && z2.count > 0 ? compute(&latents).finite : nil
  }

  /// Every similarity. A new one is one file and one entry here.
  public static let all: [SimilarityMetric] = [
    unbiasedCKA, mutualNeighbours, mutualNeighboursNull, mutualNeighboursP, modalityGap, domainClassifierAUC,
  ]
}
