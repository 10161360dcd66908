import Diagnostics
import LinearAlgebra

/// The Gaussians of classes, if samples told anything about them.
enum ClassGaussians: Sendable {
  case informed(FittedGaussianMixture)
  /// All samples were the same.
  case uninformed([Int], logPriors: [Double])

  /// The classifier by these Gaussians.
  var classifier: any ProbabilisticClassifier {
    switch self {
    case .informed(let mixture): mixture
    case .uninformed(let classes, let logPriors): Uninformed(classes: classes, logPriors: logPriors)
    }
  }

  /// The classifier by the images of these Gaussians under z = A (x - m): N(A (mu - m), A Sigma
  /// A').
  ///
  /// Where the images have no variance in some direction, that direction is left out of the
  /// comparison: `Projected` drops it from the samples. No variance is at most 1e-12 of the
  /// variance in the direction that has most, on the average over all Gaussians.
  /// - Throws: `InputError` where an image is singular in the directions that are left.
  func carried(through map: Matrix<Double>, offset: [Double]) throws -> any ProbabilisticClassifier {
    guard case .informed(let mixture) = self else { return classifier }
    // One factor a component, or the one that all have.
    let factors = mixture.isTied ? [mixture.mixtures[0][0].factor] : mixture.mixtures.joined().map(\.factor)
    let images = factors.map { map * $0.lower }
    let average = images.reduce(Matrix<Double>(map.rows, map.rows)) { $0 + $1.gramOfRows() }
    let axes = try SymmetricEigendecomposition(average)
    let least = 1e-12 * (axes.values.last ?? 0)
    let kept = axes.values.indices.filter { axes.values[$0] > least }
    guard !kept.isEmpty else { return Uninformed(classes: mixture.classes, logPriors: mixture.logPriors) }
    let basis = kept.count < map.rows ? axes.vectors.selectingColumns(kept) : nil
    func within(_ matrix: Matrix<Double>) -> Matrix<Double> {
      basis.map { Matrix.product($0, matrix, transposing: .first) } ?? matrix
    }
    var covariances: [CholeskyFactorisation<Double>] = []
    do {
      covariances = try images.map { try CholeskyFactorisation(within($0).gramOfRows()) }
    } catch let error as LinearAlgebraError {
      throw InputError(
        "gaussian-mixture: covariances carried through the map", found: "a singular matrix (\(error))",
        expected: "positive definite ones", advice: "Increase shrinkage, or reduce k.")
    }
    var next = 0
    let mixtures = mixture.mixtures.map { components in
      components.map { component in
        defer { next += mixture.isTied ? 0 : 1 }
        let difference = Matrix(columns: [zip(component.mean, offset).map { $0 - $1 }])
        return MixtureComponent(
          weight: component.weight, mean: within(map * difference).column(0), factor: covariances[next])
      }
    }
    let image = FittedGaussianMixture(
      classes: mixture.classes, mixtures: mixtures, logPriors: mixture.logPriors, isTied: mixture.isTied)
    return basis.map { Projected(basis: $0, classifier: image) } ?? image
  }
}

/// A classifier of the part P' z of samples z, with the columns of P as the basis of a subspace.
struct Projected: ProbabilisticClassifier {
  /// P.
  let basis: Matrix<Double>
  let classifier: any ProbabilisticClassifier

  var classes: [Int] { classifier.classes }

  func scores(_ samples: Matrix<Double>) throws -> Matrix<Double> { try classifier.scores(coordinates(samples)) }

  func probabilities(ofScores scores: Matrix<Double>) -> Matrix<Double> { classifier.probabilities(ofScores: scores) }

  private func coordinates(_ samples: Matrix<Double>) -> Matrix<Double> {
    Matrix.product(basis, samples, transposing: .first)
  }
}
