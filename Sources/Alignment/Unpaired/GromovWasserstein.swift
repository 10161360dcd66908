import Foundation
import LinearAlgebra
import Parameters
import Randomness

/// Entropic Gromov-Wasserstein: a coupling of two sets of samples that keeps distances, and the
/// turn of the source that it asks for.
///
/// Both views are their first k principal components at unit variance; A and B are the distances
/// between the samples of each, in units of their mean. Objective: min sum (A_ij - B_kl)² P_ik P_jl
/// - epsilon · H(P) over couplings P with equal weights. Solution: projected mirror steps: P
/// becomes the entropic transport plan of the gradient at P, until it stays. The problem is not
/// convex, so there are several starts. They are the product of the weights, the transport of
/// eccentricities (mean distances to all others, Mémoli's lower bound), then plans of random costs.
/// The start of least distortion is taken, without a pair or a label.
///
/// The turn is orthogonal Procrustes of the source's samples and their barycentric images, and may
/// be refined by pseudo-pairs (`NeighbourRefinement`).
///
/// Pairing is not used: the order of samples of one view changes nothing.
/// Cost: O(samples³) a step, and eight tables of samples² numbers. More than 8 GiB are refused.
/// Sources: Mémoli, Foundations of Computational Mathematics 11, 2011; Peyré, Cuturi and Solomon,
/// ICML 2016; Alvarez-Melis and Jaakkola, EMNLP 2018, for the use of it.
public struct GromovWasserstein: AlignmentMethod {
  public static let name = "gromov-wasserstein"
  public static let card = MethodCard(
    summary: "A coupling of both sets of samples that keeps distances within each; pairing is not used.",
    objective:
      "min sum (A_ij - B_kl)² P_ik P_jl - epsilon · H(P) over couplings P with equal weights, A and B distances in "
      + "units of their mean.",
    solution:
      "Entropic transport plans of the gradient, step by step, from several starts; the least distortion; orthogonal "
      + "Procrustes of samples and their barycentric images; again of samples that are each other's nearest.",
    cost:
      "Time s³ a step and memory s² for s = min(samples, pairs), so n² where all are drawn; refused where that is "
      + "estimated above 8 GiB.",
    source:
      "Mémoli, Found. Comput. Math. 11, 2011; Peyré, Cuturi, Solomon, ICML 2016; Alvarez-Melis, Jaakkola, EMNLP 2018.")

  @Parameter(.dimension, "dimension of the latent space, and of what distances are measured in")
  public var k = 16
  @Parameter(.number(from: 0, openFrom: true), "weight of the entropy, distances in units of their mean")
  public var epsilon = 0.02
  @Parameter(.whole(from: 1, through: 100), "starts: product, eccentricities, then random costs") public var starts = 3
  @Parameter(.count, "largest number of steps of the plan") public var steps = 100
  @Parameter(.whole(from: 0, through: 1000), "largest number of rounds of refinement") public var rounds = 10
  @Parameter(.count, "nearest samples by which similarity is scaled") public var neighbours = 10
  @Parameter(.count(from: 2), "largest number of samples of each modality") public var samples = 300
  @Parameter(.whole(from: 0), "what samples and starts are drawn from") public var seed: UInt64 = 0

  public init() {}

  /// The source is turned.
  public var dependsOnDirection: Bool { true }

  /// Components have unit variance.
  public var isScaleFree: Bool { true }

  /// Frames are drawn as samples are.
  public static var frameUse: FrameUse { .samples }

  /// Finds the coupling and the turn.
  /// - Throws: `InputError` for more than two modalities, a view that does not vary, a k beyond the
  ///   smaller rank, or a need of more than 8 GiB.
  public func factorise(_ pairs: PairedFeatures) throws -> LinearAlignment {
    let size = Double(min(samples, pairs.count))
    try Check.memory(8 * size * size, "\(Self.name): samples", advice: "Set a smaller number of samples.")
    let seed = Seed(base: seed).deriving(Self.name)
    let views = try UnpairedViews(pairs, k: k, limit: samples, seed: seed, for: Self.name)
    let problem = DistanceTransport(views.x, views.y, epsilon: epsilon, steps: steps)
    var best: (place: Int, plan: DistanceTransport.Plan)?
    for place in 0..<starts {
      let plan = problem.plan(from: problem.start(place, seed: seed.deriving("start", "\(place)")))
      // What rounding may be is no gain.
      if best.map({ plan.distortion < $0.plan.distortion - 1e-9 }) ?? true { best = (place, plan) }
    }
    guard let best else { preconditionFailure("there is at least one start") }
    let turn = try Turn(
      .product(views.y, views.x * best.plan.coupling, transposing: .second),
      size: views.x.frobeniusNorm * views.y.frobeniusNorm / size)
    let refined = try NeighbourRefinement(turn, x: views.x, y: views.y, rounds: rounds, neighbours: neighbours)
    return views.alignment(
      turning: refined.turn.matrix, tie: refined.turn.tie,
      report: MatchingReport(
        starts: starts, chosen: best.place, distortion: best.plan.distortion,
        isMatchConverged: best.plan.isConverged, isMatchExact: false, rounds: refined.rounds,
        isRefinementConverged: refined.isConverged, pseudoPairs: refined.pseudoPairs, similarity: refined.similarity))
  }
}
