import Clustering
import LinearAlgebra
import Randomness

/// Named groups of one modality matched with clusters of another by distances alone.
///
/// The groups may be classes: who calls it knows. Both sides are their first principal components
/// at unit variance; the target is clustered from several seeds, and the clustering whose match has
/// the least distortion is taken. Cost: two SVDs; for each start a clustering and an assignment.
public struct ClassMatching: Sendable {
  /// The group that each sample of the target gets, by its name; nil for clusters left over.
  public let names: [Int?]
  /// How the match was found.
  public let report: MatchingReport

  /// - Parameters:
  ///   - source: features of the source, d x n.
  ///   - groups: the name of each sample's group.
  ///   - target: features of the target, any other samples.
  ///   - k: the number of principal components; fewer where a modality has fewer.
  ///   - starts: clusterings to choose from.
  ///   - searches: starts of the local search beyond eight groups.
  ///   - seed: what clusterings and searches are drawn from.
  /// - Throws: `LinearAlgebraError` where a decomposition does not converge.
  public init(
    _ source: Matrix<Double>, groups: [Int], to target: Matrix<Double>, k: Int, starts: Int, searches: Int, seed: Seed
  ) throws {
    let views = try [source, target].map(CentredView.init)
    let count = min(k, views.map(\.rank).min() ?? 0)
    func components(_ view: CentredView) -> Matrix<Double> {
      let scores = view.v.columns(0..<count).transposed()
      return Double(view.count).squareRoot() * scores
    }
    let classes = Prototypes(components(views[0]), groups: groups)
    // The order of samples decides nothing.
    let all = components(views[1])
    let order = Landmarks.order([all])
    let samples = all.selectingColumns(order)
    var best: (place: Int, match: QuadraticAssignment, clusters: [Int], prototypes: Prototypes)?
    for place in 0..<max(1, starts) {
      let own = seed.deriving("start", "\(place)")
      let clusters = KMeans.clusters(
        samples, count: min(classes.names.count, samples.columns), seed: own.deriving("target"))
      let prototypes = Prototypes(samples, groups: clusters)
      let match = classes.matched(to: prototypes, starts: searches, seed: own.deriving("match"))
      // What rounding may be is no gain.
      if best.map({ match.distortion < $0.match.distortion - 1e-9 }) ?? true {
        best = (place, match, clusters, prototypes)
      }
    }
    guard let best else { preconditionFailure("there is at least one start") }
    var nameOfCluster: [Int: Int] = [:]
    for (place, other) in best.match.places.enumerated() {
      nameOfCluster[best.prototypes.names[other]] = classes.names[place]
    }
    var names = [Int?](repeating: nil, count: order.count)
    for (place, column) in order.enumerated() { names[column] = nameOfCluster[best.clusters[place]] }
    self.names = names
    report = MatchingReport(
      starts: max(1, starts), chosen: best.place, distortion: best.match.distortion, isMatchConverged: true,
      isMatchExact: best.match.isExact, rounds: 0, isRefinementConverged: true, pseudoPairs: nil, similarity: nil)
  }
}
