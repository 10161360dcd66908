import Diagnostics
import Foundation
import LinearAlgebra
import Parameters

/// How the Gaussians of classes are estimated: what `gaussian-mixture`, `lda` and `qda` have in
/// common.
public struct GaussianEstimation: Parametrised, Equatable {
  @Parameter(
    .word(GaussianMixture.Shrinkage.word, or: .number(from: 0, through: 1)),
    "how far covariances are drawn to the mean variance")
  public var shrinkage = GaussianMixture.Shrinkage.ledoitWolf
  @Parameter("the prior probabilities of the classes") public var priors = GaussianMixture.Priors.uniform

  public init() {}
}

extension GaussianEstimation {
  /// One Gaussian a class. `method` and `remedy` are what errors say.
  func fit(
    _ training: TrainingSamples, covariance: GaussianMixture.Covariance, as method: String, remedy: String
  ) throws -> ClassGaussians {
    let logPriors = logPriors(of: training)
    guard !training.areIdentical else { return .uninformed(training.classes, logPriors: logPriors) }
    let empty = Scatter(dimension: training.dimension, keepsNorms: shrinkage == .ledoitWolf)
    var scatter = empty
    var means: [[Double]] = []
    var factors: [CholeskyFactorisation<Double>] = []
    for (label, group) in zip(training.classes, training.groups) {
      means.append(group.mean)
      scatter.add(group, around: means[means.count - 1])
      guard covariance != .tied else { continue }
      factors.append(try factor(scatter.summary, covariance, of: "\(method): covariance of class \(label)", remedy))
      scatter = empty
    }
    if covariance == .tied {
      let factor = try factor(scatter.summary, covariance, of: "\(method): covariance of all classes", remedy)
      factors = means.map { _ in factor }
    }
    let mixtures = zip(means, factors).map { [MixtureComponent(weight: 1, mean: $0, factor: $1)] }
    return .informed(
      FittedGaussianMixture(
        classes: training.classes, mixtures: mixtures, logPriors: logPriors, isTied: covariance == .tied))
  }

  /// The logarithms of the prior probabilities of the classes.
  func logPriors(of training: TrainingSamples) -> [Double] { logPriors(of: training.totals, count: training.count) }

  /// The same from the number of samples of each class, and of all.
  func logPriors(of totals: [Double], count: Int) -> [Double] {
    totals.map { priors == .uniform ? -log(Double(totals.count)) : log($0 / Double(count)) }
  }

  /// The Cholesky factor of the shrunk covariance.
  func factor(
    _ scatter: ScatterSummary, _ covariance: GaussianMixture.Covariance, of place: String, _ remedy: String
  ) throws -> CholeskyFactorisation<Double> {
    let p = scatter.sum.rows
    var matrix = (1 / scatter.total) * scatter.sum
    let meanVariance = (0..<p).reduce(0) { $0 + matrix[$1, $1] } / Double(p)
    let share =
      switch shrinkage {
      case .fixed(let share): share
      case .ledoitWolf:
        LedoitWolf.shrinkage(covariance: matrix, count: scatter.total, fourthMoment: scatter.fourthMoment)
      }
    matrix = matrix.map { (1 - share) * $0 }
    for i in 0..<p { matrix[i, i] += share * meanVariance }
    if covariance == .diagonal { matrix = .diagonal((0..<p).map { matrix[$0, $0] }) }
    do {
      return try CholeskyFactorisation(matrix)
    } catch let error as LinearAlgebraError {
      throw InputError(
        place,
        found: "a singular matrix (\(scatter.count) samples, \(p) dimensions, mean variance \(meanVariance), "
          + "shrinkage \(share); \(error))",
        expected: "a positive definite one",
        advice: remedy)
    }
  }
}

/// What a covariance is computed from.
struct ScatterSummary {
  /// sum_i w_i (x_i - mu)(x_i - mu)' with the mean mu of the class that x_i is of.
  let sum: Matrix<Double>
  /// sum_i w_i.
  let total: Double
  /// The number of samples.
  let count: Int
  /// sum_i w_i ||x_i - mu||⁴ / v² as a function of v.
  let fourthMoment: (_ variance: Double) -> Double
}

/// Samples in memory on the way to that, class by class.
private struct Scatter {
  private var upper: Matrix<Double>
  private var weights: [Double] = []
  /// ||x_i - mu||, where they are kept.
  private var norms: [Double] = []
  private let keepsNorms: Bool

  init(dimension: Int, keepsNorms: Bool) {
    upper = Matrix(dimension, dimension)
    self.keepsNorms = keepsNorms
  }

  var summary: ScatterSummary {
    ScatterSummary(sum: upper.mirroringUpperTriangle(), total: weights.reduce(0, +), count: weights.count) {
      LedoitWolf.fourthMoment(norms: norms, weights: weights, variance: $0)
    }
  }

  mutating func add(_ group: WeightedSamples, around mean: [Double]) {
    let centred = group.samples(relativeTo: mean)
    let roots = group.weights.map { $0.squareRoot() }
    let weighted = roots.allSatisfy { $0 == 1 } ? centred : centred.scalingColumns(by: roots)
    upper.addToUpperTriangle(gramOfRowsOf: weighted, firstColumns: weighted.columns)
    weights += group.weights
    if keepsNorms { norms += centred.columnNorms }
  }
}
