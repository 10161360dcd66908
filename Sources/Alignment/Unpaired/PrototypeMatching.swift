import Clustering
import LinearAlgebra
import Parameters
import Randomness

/// Matching of prototypes: clusters of both modalities are matched by their distances, and the
/// source is turned so that matched prototypes meet.
///
/// Both views are their first k principal components at unit variance. Each is clustered by itself
/// (k-means++). Objective: the permutation of the target's clusters under which the distances
/// between clusters, in units of their mean and with each cluster's spread on the diagonal, differ
/// least (`QuadraticAssignment`). The source is turned by orthogonal Procrustes of matched means,
/// and the map is refined by pseudo-pairs (`NeighbourRefinement`). All is done from several seeds,
/// and the solution whose samples are nearest to their neighbours of the other modality is taken: a
/// choice without a pair or a label.
///
/// Pairing is not used: the order of samples of one view changes nothing.
/// Cost: an SVD a view; for each start two clusterings, an assignment, and O(samples² k) a round.
/// Source: after Grave, Joulin and Berthet, AISTATS 2019 (matching and Procrustes), and Conneau et
/// al., ICLR 2018 (refinement and choice).
public struct PrototypeMatching: AlignmentMethod {
  public static let name = "prototype-matching"
  public static let card = MethodCard(
    summary: "Clusters of both modalities matched by their distances, then refined; pairing is not used.",
    objective:
      "min sum (A_ij - B_p(i)p(j))² over permutations p of clusters, A and B their distances in units of the mean, "
      + "spreads on the diagonal.",
    solution:
      "All permutations of up to 8 clusters, exchanges from many starts beyond; orthogonal Procrustes of matched means; "
      + "again of samples that are each other's nearest, round by round; the start of highest similarity.",
    cost:
      "An SVD of each view; for each start two clusterings, an assignment, and s² k a round for s = min(samples, "
      + "pairs); memory s², so n² where all are drawn; refused where that is estimated above 8 GiB.",
    source:
      "Koopmans and Beckmann, Econometrica 25, 1957; Grave, Joulin, Berthet, AISTATS 2019; Conneau et al., ICLR 2018.")

  @Parameter(.dimension, "dimension of the latent space, and of what is clustered") public var k = 16
  @Parameter(.whole(from: 2, through: 200), "clusters of each modality; fewer where there are fewer samples")
  public var clusters = 8
  @Parameter(.whole(from: 1, through: 1000), "clusterings to start from") public var starts = 10
  @Parameter(.whole(from: 1, through: 10_000), "starts of the local search for a permutation")
  public var searches = 50
  @Parameter(.whole(from: 0, through: 1000), "largest number of rounds of refinement") public var rounds = 10
  @Parameter(.count, "nearest samples by which similarity is scaled") public var neighbours = 10
  @Parameter(.count(from: 2), "largest number of samples of each modality") public var samples = 1000
  @Parameter(.whole(from: 0), "what samples, clusterings and searches are drawn from") public var seed: UInt64 = 0

  public init() {}

  /// The source is turned.
  public var dependsOnDirection: Bool { true }

  /// Components have unit variance.
  public var isScaleFree: Bool { true }

  /// Frames are drawn as samples are.
  public static var frameUse: FrameUse { .samples }

  /// Finds the turn.
  /// - Throws: `InputError` for more than two modalities, a view that does not vary, a k beyond the
  ///   smaller rank, or a need of more than 8 GiB.
  public func factorise(_ pairs: PairedFeatures) throws -> LinearAlignment {
    let size = Double(min(samples, pairs.count))
    try Check.memory(4 * size * size, "\(Self.name): samples", advice: "Set a smaller number of samples.")
    let seed = Seed(base: seed).deriving(Self.name)
    let views = try UnpairedViews(pairs, k: k, limit: samples, seed: seed, for: Self.name)
    var best: (place: Int, match: QuadraticAssignment, refined: NeighbourRefinement)?
    for place in 0..<starts {
      let own = seed.deriving("start", "\(place)")
      let x = Prototypes(clustering: views.x, count: clusters, seed: own.deriving("source"))
      let y = Prototypes(clustering: views.y, count: clusters, seed: own.deriving("target"))
      let match = x.matched(to: y, starts: searches, seed: own.deriving("match"))
      let turn = try Turn(
        x.centres.columns(0..<match.places.count), to: y.centres.selectingColumns(match.places))
      let refined = try NeighbourRefinement(turn, x: views.x, y: views.y, rounds: rounds, neighbours: neighbours)
      // What rounding may be is no gain.
      if best.map({ refined.similarity > $0.refined.similarity + 1e-9 }) ?? true { best = (place, match, refined) }
    }
    guard let best else { preconditionFailure("there is at least one start") }
    return views.alignment(
      turning: best.refined.turn.matrix, tie: best.refined.turn.tie,
      report: MatchingReport(
        starts: starts, chosen: best.place, distortion: best.match.distortion, isMatchConverged: true,
        isMatchExact: best.match.isExact, rounds: best.refined.rounds,
        isRefinementConverged: best.refined.isConverged, pseudoPairs: best.refined.pseudoPairs,
        similarity: best.refined.similarity))
  }
}
