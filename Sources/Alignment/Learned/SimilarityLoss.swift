import Foundation
import LinearAlgebra
import Parameters

/// A loss of the cosines of n first latents (rows) with n second latents (columns), partners on the diagonal.
protocol SimilarityLoss: PairLoss {
  /// Value and gradients at the cosines, n x n. The first scalar is the logarithm of the temperature.
  func evaluate<S: TrainingScalar>(cosines: Matrix<S>, scalars: [S]) -> SimilarityGradient<S>
}

/// A loss of the cosines with its gradients.
struct SimilarityGradient<S: TrainingScalar> {
  let value: Double
  let cosines: Matrix<S>
  let scalars: [S]
}

extension SimilarityLoss {
  func evaluate<S: TrainingScalar>(_ latents: [Matrix<S>], scalars: [S]) -> LatentGradient<S> {
    let unit = latents.map(UnitColumns.init)
    let cosines = Matrix.product(unit[0].values, unit[1].values, transposing: .first)
    let result = evaluate(cosines: cosines, scalars: scalars)
    let ofUnit = [
      Matrix.product(unit[1].values, result.cosines, transposing: .second),
      Matrix.product(unit[0].values, result.cosines),
    ]
    return LatentGradient(
      value: result.value, latents: zip(unit, ofUnit).map { $0.gradient(of: $1) }, scalars: result.scalars)
  }

  func bounded<S: TrainingScalar>(_ scalars: [S]) -> [S] {
    [S(Temperature.clamped(Double(scalars[0])))] + scalars.dropFirst()
  }

  func readout(_ latents: () -> [Matrix<Double>]) -> LatentReadout { .unitLength }
}

/// The temperatures that learning may reach.
enum Temperature {
  static let range = 0.01...100.0

  /// The logarithm of a temperature, brought back into the range.
  static func clamped(_ logarithm: Double) -> Double {
    min(max(logarithm, log(range.lowerBound)), log(range.upperBound))
  }
}

extension ParameterRange {
  /// The temperatures that learning may start from.
  static var temperature: ParameterRange {
    .number(from: Temperature.range.lowerBound, through: Temperature.range.upperBound)
  }
}
