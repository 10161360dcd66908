import Clustering
import Diagnostics
import Foundation
import LinearAlgebra

/// How classes of one modality come into the space where another is classified.
extension GaussianMixture {
  /// Push-forward: fits the classes on features of the source (d x n) and carries every Gaussian
  /// through the source's map z = A (x - m): N(A (mu - m), A Sigma A'). The result classifies
  /// latents (rows = rows of A).
  ///
  /// One could carry the Gaussians on into the target's features, by the pseudo-inverse of its map
  /// A_2, and classify there with pseudo-inverse covariances. That is the same. With G = A_2⁺ of
  /// full column rank, (A_2⁺ C A_2⁺')⁺ = A_2' C⁻¹ A_2 on the range of A_2'. The distance of x_2 -
  /// m_2 to G mu_z in it is that of A_2 (x_2 - m_2) to mu_z in C⁻¹, and the pseudo-determinants of
  /// all classes change by one factor. So it is enough to classify latents of the target.
  ///
  /// Under a map of deficient rank the images have no variance in some directions: these are left
  /// out of the comparison. Where none is left, scores are log priors.
  /// - Throws: as `fit`, and `InputError` where an image is singular in the directions that are
  ///   left.
  public func fit(
    _ samples: Matrix<Double>, labels: [Int], pushedThrough map: Matrix<Double>, offset: [Double]
  ) throws -> any FittedClassifier {
    try checkMap(map, offset: offset, dimension: samples.rows)
    return try fitClasses(TrainingSamples(samples, labels: labels, for: Self.name))
      .carried(through: map, offset: offset)
  }

  func checkMap(_ map: Matrix<Double>, offset: [Double], dimension: Int) throws {
    precondition(map.columns == dimension, "a map of \(map.columns) features for samples of \(dimension)")
    precondition(offset.count == dimension, "an offset of \(offset.count) for samples of \(dimension)")
    guard map.isFinite, offset.allSatisfy(\.isFinite) else {
      throw InputError(
        "gaussian-mixture: push-forward", found: "a map with a value that is not finite", expected: "a finite one",
        advice: "Check the alignment before the classifier.")
    }
  }

  /// Refuses samples that need another unit: a map or a basis would not know of it.
  /// - Parameter largest: the largest magnitude.
  public func checkUnit(largest: Double) throws {
    guard SafeUnit.factor(largest: largest) == 1 else {
      throw InputError(
        "gaussian-mixture: transfer", found: "numbers of magnitudes up to \(largest)",
        expected: "magnitudes whose squares are ordinary numbers",
        advice: "Standardise the features, or choose transfer 'latent'.")
    }
  }

  /// Projection on a subspace: fits the classes on latents (k x n) and classifies by their
  /// marginals N(P' mu, P' Sigma P) on the subspace with the orthonormal basis P = `basis` (k x r).
  /// The result takes whole latents (k rows) and projects them itself. Without a basis vector,
  /// scores are log priors.
  /// - Throws: as `fit`.
  public func fit(
    _ samples: Matrix<Double>, labels: [Int], marginalOn basis: Matrix<Double>
  ) throws -> any FittedClassifier {
    precondition(basis.rows == samples.rows, "a basis in \(basis.rows) dimensions for latents of \(samples.rows)")
    return try marginals(of: fitClasses(TrainingSamples(samples, labels: labels, for: Self.name)), on: basis)
  }

  func marginals(of classes: @autoclosure () throws -> ClassGaussians, on basis: Matrix<Double>) throws -> Projected {
    guard basis.isFinite else {
      throw InputError(
        "gaussian-mixture: subspace", found: "a basis with a value that is not finite", expected: "a finite one",
        advice: "Check the alignment before the classifier.")
    }
    let marginals = try classes().carried(
      through: basis.transposed(), offset: [Double](repeating: 0, count: basis.rows))
    return Projected(basis: basis, classifier: marginals)
  }

  /// Unsupervised: expectation-maximisation with as many components as classes on samples (k x n)
  /// without labels; then each component is matched to a class, so that the shares of components in
  /// samples of their own class add up to most (`Assignment`). Labels serve the matching alone.
  ///
  /// `components` has no effect. With `empirical` priors, a class has the weight of its component.
  /// A component that loses all samples is dropped, and with it the class that is left over.
  /// - Throws: as `fit`, and `InputError` where there are fewer samples than classes.
  public func fitUnsupervised(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    let training = try TrainingSamples(samples, labels: labels, for: Self.name)
    let count = training.classes.count
    guard !training.areIdentical else {
      return Uninformed(classes: training.classes)
    }
    // In an order that no label shapes.
    let all = training.all
    let order = all.columnOrder()
    let unlabelled = all.selectingColumns(order)
    let found = try named("the unlabelled samples") { try estimation.fit([unlabelled], count: count).mixtures[0] }
    let responsibilities = Matrix(rows: found.map { $0.logDensities(unlabelled) }).softmaxOfColumns
    let shared = Matrix.product(
      training.memberships.selectingColumns(order), responsibilities, transposing: .second)
    return matched(found, shared: shared, classes: training.classes)
  }

  /// The classes whose components were found without labels.
  /// - Parameter shared: the summed shares of components (column) in samples of each class (row).
  func matched(_ found: [MixtureComponent], shared: Matrix<Double>, classes: [Int]) -> FittedGaussianMixture {
    let matched = Assignment.minimalCost(-shared)
    let known = matched.indices.filter { matched[$0] != nil }
    let components = known.compactMap { matched[$0].map { found[$0] } }
    let total = components.reduce(0) { $0 + $1.weight }
    return FittedGaussianMixture(
      classes: known.map { classes[$0] },
      mixtures: components.map { [MixtureComponent(weight: 1, mean: $0.mean, factor: $0.factor)] },
      logPriors: components.map {
        gaussians.priors == .uniform ? -log(Double(components.count)) : log($0.weight / total)
      },
      isTied: covariance == .tied)
  }
}
