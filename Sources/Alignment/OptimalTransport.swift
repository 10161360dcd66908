import Foundation
import LinearAlgebra
import Parameters
import Randomness

/// Entropic optimal transport of the source's samples on to the target's, as two sets.
///
/// Objective: min <P, C> + epsilon · KL(P | a b') over couplings P of the training samples of both
/// modalities with equal weights. C_ij = ||x_i - y_j||², and epsilon is `epsilon` times the mean of
/// C. Views are matched in size (`MatchedViews`) and divided by their root mean square norm, so the
/// unit of a modality does not matter.
/// Solution: Sinkhorn iterations (`Sinkhorn`), until the potentials move by less than 1e-12 times
/// epsilon. A source sample x becomes its barycentric projection sum_j w_j y_j, with w_j
/// proportional to exp((g_j - ||x - y_j||²) / epsilon) and g the target's dual potential. For a
/// training sample this is row i of P over its sum. A target sample stays as it is.
///
/// Pairing is not used. The samples of a modality are a set, so permuting the columns of one view
/// changes nothing. `seed` draws `samples` samples of each modality where there are more.
/// Cost: samples² a step in time, and four tables of samples² numbers in memory. More than 8 GiB
/// are refused beforehand. Embedding works on blocks of samples.
/// Source: Cuturi, NIPS 2013; Courty et al., IEEE TPAMI 39, 2017; Pooladian and Niles-Weed, arXiv
/// 2109.12004, for samples that were not trained on.
public struct OptimalTransport: AlignmentMethod {
  public static let name = "optimal-transport"
  public static let card = MethodCard(
    summary: "Entropic optimal transport of the source's samples on to the target's; pairing is not used.",
    objective:
      "min <P, C> + epsilon · mean(C) · KL(P | a b') over couplings P of s samples of each modality, C_ij = "
      + "||x_i - y_j||².",
    solution:
      "Sinkhorn iterations on the potentials; a source sample becomes the barycentre of targets that the "
      + "target's potential gives.",
    cost:
      "Time s² a step and memory s² for s = min(samples, pairs), so n² where all are drawn; refused where that "
      + "is estimated above 8 GiB. Embedding goes by blocks.",
    source:
      "Cuturi, NIPS 2013; Courty et al., IEEE TPAMI 39, 2017; Pooladian and Niles-Weed, arXiv 2109.12004, for "
      + "new samples.")

  @Parameter(.number(from: 0, openFrom: true), "weight of the entropy as a share of the mean cost")
  public var epsilon = 0.1
  @Parameter(.count, "largest number of Sinkhorn steps") public var steps = 1000
  @Parameter(.count, "largest number of samples of each modality")
  public var samples = 1000
  @Parameter(.whole(from: 0), "what samples are drawn from") public var seed: UInt64 = 0

  public init() {}

  /// The source is transported.
  public var dependsOnDirection: Bool { true }

  /// Views have unit size.
  public var isScaleFree: Bool { true }

  /// Barycentric projections are not.
  public var isLinear: Bool { false }

  /// Finds the potentials.
  /// - Throws: `InputError` for more than two modalities, or a need of more than 8 GiB.
  public func factorise(_ pairs: PairedFeatures) throws -> BarycentricMap {
    try Check.twoModalities(pairs, Self.name)
    let count = Double(min(samples, pairs.count))
    try Check.memory(4 * count * count, "\(Self.name): samples", advice: "Set a smaller number of samples.")
    let matched = try MatchedViews(pairs)
    let (source, target) = pairs.places
    let n = Double(pairs.count)
    let factors = matched.views.map { view -> Double in
      let size = view.frobeniusNorm / n.squareRoot()
      return size > 0 ? 1 / size : 1
    }
    let maps = zip(matched.maps, factors).map { AffineMap(matrix: $1 * $0.matrix, offset: $0.offset) }
    func chosen(_ place: Int) -> Matrix<Double> {
      let seed = Seed(base: seed).deriving(Self.name, pairs.modalities[place])
      let places = Landmarks.places(samples, of: [matched.views[place]], seed: seed)
      return factors[place] * matched.views[place].selectingColumns(places)
    }
    let (x, y) = (chosen(source), chosen(target))
    let costs = x.squaredDistances(to: y)
    let mean = costs.rowMeans.reduce(0, +) / Double(costs.rows)
    let scale = mean > 0 ? epsilon * mean : 1
    var problem = Sinkhorn(
      costs: costs.map { $0 / scale }, potential: [Double](repeating: 0, count: costs.columns))
    problem.converge(steps: steps, tolerance: 1e-12)
    return BarycentricMap(
      linear: LinearAlignment(modalities: pairs.modalities, maps: maps, tie: matched.tie),
      source: pairs.modalities[source], targets: y,
      potential: problem.g, scale: scale)
  }
}

/// The barycentric projection by a dual potential.
public struct BarycentricMap: FittedAlignment {
  /// To the matched, scaled features.
  let linear: LinearAlignment
  let source: String
  /// The target's training samples after matching, p x n.
  let targets: Matrix<Double>
  /// The target's potential in units of `scale`.
  let potential: [Double]
  /// epsilon in units of cost.
  let scale: Double

  /// A tie in matching the sizes of the views.
  public var tie: DirectionTie? { linear.tie }

  /// Number of matched features.
  public var latentDimension: Int { linear.latentDimension }

  /// Projects source samples; target samples are only matched and scaled.
  public func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    let samples = try linear.embed(features, of: modality)
    guard modality == source else { return samples }
    return samples.mappingColumnBlocks(tableHeight: targets.columns, project)
  }

  /// The barycentric projections of matched, scaled source samples.
  private func project(_ samples: Matrix<Double>) -> Matrix<Double> {
    var weights = targets.squaredDistances(to: samples)
    let m = weights.rows
    weights.withUnsafeMutableElements { w in
      for j in 0..<samples.columns {
        var largest = -Double.infinity
        for i in 0..<m {
          w[j * m + i] = potential[i] - w[j * m + i] / scale
          largest = max(largest, w[j * m + i])
        }
        var sum = 0.0
        for i in 0..<m {
          w[j * m + i] = exp(w[j * m + i] - largest)
          sum += w[j * m + i]
        }
        for i in 0..<m { w[j * m + i] /= sum }
      }
    }
    return targets * weights
  }
}
