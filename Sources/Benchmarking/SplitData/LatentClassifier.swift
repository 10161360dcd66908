import Alignment
import Classifiers
import Diagnostics
import LinearAlgebra

/// How the classifier of the latent space is made. It is fitted on latents. A Gaussian mixture may
/// ask for one of the other ways to carry Gaussians over.
enum LatentClassifier {
  /// A classifier of latents, learned from the source's labelled rows.
  /// - Parameters:
  ///   - training: latents of the labelled rows, with their classes.
  ///   - rows: whose labelled rows they are.
  ///   - alignment: what mapped them into the latent space.
  ///   - pairs: both latents of the pairs, asked for where the classifier needs them.
  /// - Throws: `InputError` where the alignment or the direction does not allow the transfer.
  static func fit(
    _ method: any ClassifierMethod, training: (latents: Matrix<Double>, labels: [Int]), rows: DirectionData,
    across alignment: any FittedAlignment, pairs: () throws -> (source: Matrix<Double>, target: Matrix<Double>)
  ) throws -> any FittedClassifier {
    let (latents, labels) = training
    if let aware = method as? any PairAware {
      let (source, target) = try pairs()
      return try aware.fit(latents, labels: labels, inSafeUnitsWith: source - target)
    }
    guard let mixture = method as? GaussianMixture else { return try method.fitInSafeUnits(latents, labels: labels) }
    let fittedOn =
      mixture.transfer == .pushForward && !rows.direction.hasSeveralSources
      ? rows.data.columns(rows.labelled, of: rows.direction.source) : latents
    if mixture.transfer != .latent { try mixture.checkUnit(largest: fittedOn.largestMagnitude) }
    switch mixture.transfer {
    case .latent: return try mixture.fitInSafeUnits(latents, labels: labels)
    case .unsupervised: return try mixture.fitUnsupervised(latents, labels: labels)
    case .subspace:
      return try mixture.fit(latents, labels: labels, marginalOn: reach(of: pairs().target))
    case .pushForward:
      guard let linear = alignment as? LinearAlignment else {
        throw InputError(
          "gaussian-mixture: transfer", found: "push-forward through an alignment that is not linear",
          expected: "a linear one", advice: "Choose transfer 'latent', or an alignment that has a matrix.")
      }
      guard !rows.direction.hasSeveralSources else {
        throw InputError(
          "gaussian-mixture: transfer", found: "push-forward from several sources, each with its own matrix",
          expected: "one source", advice: "Choose transfer 'latent'.")
      }
      let source = rows.direction.source
      let map = try linear.map(of: source)
      return try mixture.fit(
        rows.data.columns(rows.labelled, of: source), labels: labels, pushedThrough: map.matrix, offset: map.offset)
    }
  }

  /// An orthonormal basis of the directions in which latents vary, k x r.
  static func reach(of latents: Matrix<Double>) throws -> Matrix<Double> {
    let centred = latents.addingToColumns(latents.rowMeans.map { -$0 })
    let decomposition = try SingularValueDecomposition(centred)
    guard decomposition.rank > 0 else {
      throw InputError(
        "gaussian-mixture: transfer", found: "latents of the target that do not vary",
        expected: "a subspace to project on",
        advice: "Choose transfer 'latent', or another alignment.")
    }
    return decomposition.u.columns(0..<decomposition.rank)
  }
}
