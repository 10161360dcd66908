import Diagnostics
import Foundation
import LinearAlgebra

/// One component a class.
extension GaussianMixture {
  private static let remedy = "Increase shrinkage, choose covariance 'tied', or reduce k."

  /// Fits means and covariances; without labels where `transfer` is `unsupervised`.
  /// - Throws: `InputError` without samples, or where a covariance is singular in spite of the shrinkage.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    guard transfer != .unsupervised else { return try fitUnsupervised(samples, labels: labels) }
    return try fitClasses(TrainingSamples(samples, labels: labels, for: Self.name)).classifier
  }

  /// Fits with every sample counting for each class with its membership.
  /// - Throws: as `fit` with labels; where memberships do not sum to 1; with several components or none for each label,
  ///   for which there is no soft fit.
  public func fit(
    _ samples: Matrix<Double>, memberships: Matrix<Double>, classes: [Int]
  ) throws -> any FittedClassifier {
    guard components == .fixed(1), transfer != .unsupervised else {
      throw InputError(
        Self.name, found: "soft labels for several components or an unsupervised fit",
        expected: "components 1, and transfer latent, push-forward or subspace",
        advice: "Choose one component, or teach with hard labels.")
    }
    let training = try TrainingSamples(samples, memberships: memberships, classes: classes, for: Self.name)
    return try fitClasses(training).classifier
  }

  /// The Gaussians of all classes.
  func fitClasses(_ training: TrainingSamples) throws -> ClassGaussians {
    components == .fixed(1)
      ? try fitGaussians(training, as: Self.name, remedy: Self.remedy) : try fitMixtures(training)
  }

  /// The fit with one component, with the name and the advice that errors shall give.
  func fitGaussians(_ training: TrainingSamples, as method: String, remedy: String) throws -> ClassGaussians {
    let logPriors = logPriors(of: training)
    guard !training.areIdentical else { return .uninformed(training.classes, logPriors: logPriors) }
    let groups = training.groups.map(CentredSamples.init)
    let factors: [CholeskyFactorisation<Double>]
    if covariance == .tied {
      let factor = try factor(.joining(groups), of: "\(method): covariance of all classes", remedy)
      factors = groups.map { _ in factor }
    } else {
      factors = try zip(training.classes, groups).map {
        try factor($1, of: "\(method): covariance of class \($0)", remedy)
      }
    }
    let mixtures = zip(groups, factors).map { [MixtureComponent(weight: 1, mean: $0.mean, factor: $1)] }
    return .informed(
      FittedGaussianMixture(
        classes: training.classes, mixtures: mixtures, logPriors: logPriors, isTied: covariance == .tied))
  }

  /// The logarithms of the prior probabilities of the classes.
  func logPriors(of training: TrainingSamples) -> [Double] {
    training.totals.map {
      priors == .uniform ? -log(Double(training.classes.count)) : log($0 / Double(training.count))
    }
  }

  /// The Cholesky factor of the shrunk covariance.
  private func factor(
    _ samples: CentredSamples, of place: String, _ remedy: String
  ) throws -> CholeskyFactorisation<Double> {
    let p = samples.weighted.rows
    var matrix = (1 / samples.total) * samples.scatter
    let meanVariance = (0..<p).reduce(0) { $0 + matrix[$1, $1] } / Double(p)
    let share =
      switch shrinkage {
      case .fixed(let share): share
      case .ledoitWolf:
        LedoitWolf.shrinkage(norms: samples.norms, weights: samples.weights, covariance: matrix)
      }
    matrix = matrix.map { (1 - share) * $0 }
    for i in 0..<p { matrix[i, i] += share * meanVariance }
    if covariance == .diagonal { matrix = .diagonal((0..<p).map { matrix[$0, $0] }) }
    do {
      return try CholeskyFactorisation(matrix)
    } catch let error as LinearAlgebraError {
      throw InputError(
        place,
        found: "a singular matrix (\(samples.weights.count) samples, \(p) dimensions, mean variance \(meanVariance), "
          + "shrinkage \(share); \(error))",
        expected: "a positive definite one",
        advice: remedy)
    }
  }

  /// What a covariance is computed from.
  private struct CentredSamples {
    /// The mean mu of a class; of several together none.
    let mean: [Double]
    /// sqrt(w_i) (x_i - mu) of the class that x_i is of, one a column.
    let weighted: Matrix<Double>
    let weights: [Double]

    /// ||x_i - mu||.
    var norms: [Double] { zip(weighted.columnNorms, weights).map { $0 / $1.squareRoot() } }
    var total: Double { weights.reduce(0, +) }
    /// sum_i w_i (x_i - mu)(x_i - mu)'.
    var scatter: Matrix<Double> { weighted.gramOfRows() }

    init(_ group: WeightedSamples) {
      mean = group.mean
      weights = group.weights
      let centred = group.samples.addingToColumns(mean.map { -$0 })
      weighted =
        weights.allSatisfy { $0 == 1 } ? centred : centred.scalingColumns(by: weights.map { $0.squareRoot() })
    }

    private init(mean: [Double], weighted: Matrix<Double>, weights: [Double]) {
      (self.mean, self.weighted, self.weights) = (mean, weighted, weights)
    }

    /// Those of several classes, each from its own mean.
    static func joining(_ groups: [CentredSamples]) -> CentredSamples {
      CentredSamples(
        mean: [], weighted: .stackedHorizontally(groups.map(\.weighted)), weights: groups.flatMap(\.weights))
    }
  }
}
